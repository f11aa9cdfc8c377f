import { Kind, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import { authorizationSpec, linkedNames, type LinkedNames } from './linked-names.ts';

/** Whether a supergraph links the community's shared document, so that its scalars and directives are the community's. */
export function linksRules(supergraph: DocumentNode): boolean {
  return supergraph.definitions.some(
    (definition) =>
      (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION) &&
      (definition.directives ?? []).some((directive) =>
        linkUrl(directive)?.startsWith(`${authorizationSpec}/`),
      ),
  );
}

/**
 * Whether any type, field, argument or value of a supergraph is under a rule of the community, under whatever name it
 * imports the rule; also where it links a version of them that cannot be read here.
 */
export function statesRules(supergraph: DocumentNode): boolean {
  if (!linksRules(supergraph)) return false;
  const names = namesIn(supergraph);
  if (!names) return true;
  let found = false;
  visit(supergraph, {
    Directive({ name }) {
      const original = names.original(name.value);
      found ||= original?.spec === authorizationSpec && rules.has(original.name);
    },
  });
  return found;
}

function namesIn({ definitions }: DocumentNode): LinkedNames | undefined {
  try {
    return linkedNames(definitions);
  } catch {
    return undefined;
  }
}

const rules: ReadonlySet<string> = new Set([
  'access',
  'public',
  'marked',
  'withhold',
  'flow',
  'reveals',
  'audited',
]);

function linkUrl(directive: ConstDirectiveNode): string | undefined {
  if (directive.name.value !== 'link') return undefined;
  const url = directive.arguments?.find(({ name }) => name.value === 'url')?.value;
  return url?.kind === Kind.STRING ? url.value : undefined;
}
