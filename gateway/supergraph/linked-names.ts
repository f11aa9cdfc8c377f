import { Kind, type ConstValueNode, type DefinitionNode, type DirectiveNode } from 'graphql';

/** Address of our specification without its version. */
export const authorizationSpec = 'https://watchfloor.example/authorization';

const supportedVersion = 'v1.0';

/** A directive by its name in its own specification; `spec` is the address without the version. */
export interface Original {
  readonly spec: string;
  readonly name: string;
}

/** What the names of directives in one document mean (core schema `@link` 1.0). */
export interface LinkedNames {
  /** The directive that `written` (without `@`) stands for; undefined when no link brings it. */
  original(written: string): Original | undefined;
  /** Whether a specification is linked, by its address without the version. */
  links(spec: string): boolean;
}

/**
 * Reads every `@link` (and `@core` of older supergraphs) of a document.
 *
 * A directive goes by the name it is imported under, by `<namespace>__<name>`, or, where it bears the name of its
 * specification, by the namespace alone. Another version of our specification than this program knows throws.
 */
export function linkedNames(definitions: readonly DefinitionNode[]): LinkedNames {
  const links = definitions
    .filter(({ kind }) => kind === Kind.SCHEMA_DEFINITION || kind === Kind.SCHEMA_EXTENSION)
    .flatMap((definition) => ('directives' in definition ? (definition.directives ?? []) : []))
    .flatMap((directive) => linkOf(directive));
  const imported = new Map(
    links.flatMap(({ spec, imports }) => imports.map(([as, name]) => [as, { spec, name }])),
  );
  const namespaces = new Map(links.map((link) => [link.namespace, link]));
  return {
    original: (written) => {
      const exact = imported.get(written);
      if (exact !== undefined) return exact;
      const bare = namespaces.get(written);
      if (bare !== undefined) return { spec: bare.spec, name: bare.name };
      const [, namespace = '', name = ''] = /^(.+?)__(.+)$/.exec(written) ?? [];
      const link = namespaces.get(namespace);
      return link === undefined ? undefined : { spec: link.spec, name };
    },
    links: (spec) => links.some((link) => link.spec === spec),
  };
}

/** The value of an argument of a directive that stands in an SDL. */
export function directiveArgument(directive: DirectiveNode, name: string): ConstValueNode | undefined {
  const value = directive.arguments?.find((candidate) => candidate.name.value === name)?.value;
  // In an SDL there are no variables, so every value is constant.
  return value as ConstValueNode | undefined;
}

interface Link {
  readonly spec: string;
  readonly name: string;
  readonly namespace: string;
  /** Local name and original name, both without `@`. */
  readonly imports: readonly (readonly [string, string])[];
}

function linkOf(directive: DirectiveNode): readonly Link[] {
  const url = textOf(directiveArgument(directive, 'url') ?? directiveArgument(directive, 'feature'));
  const [, spec, version] = /^(.*?)\/?(v\d+\.\d+)\/?$/.exec(url ?? '') ?? [];
  if (spec === undefined) return [];
  if (spec === authorizationSpec && version !== supportedVersion) {
    throw new Error(`the supergraph links ${url}, this program knows ${supportedVersion} only`);
  }
  const name = spec.slice(spec.lastIndexOf('/') + 1);
  const listed = directiveArgument(directive, 'import');
  const imports = listed?.kind === Kind.LIST ? listed.values.flatMap(importOf) : [];
  return [{ spec, name, namespace: textOf(directiveArgument(directive, 'as')) ?? name, imports }];
}

function importOf(value: ConstValueNode): readonly (readonly [string, string])[] {
  const part = (key: string): string | undefined =>
    value.kind === Kind.OBJECT
      ? textOf(value.fields.find(({ name }) => name.value === key)?.value)
      : undefined;
  const name = textOf(value) ?? part('name');
  // What has no `@` is a type, and types state no rules.
  if (name?.startsWith('@') !== true) return [];
  return [[(part('as') ?? name).replace(/^@/, ''), name.slice(1)]];
}

function textOf(value: ConstValueNode | undefined): string | undefined {
  return value?.kind === Kind.STRING ? value.value : undefined;
}
