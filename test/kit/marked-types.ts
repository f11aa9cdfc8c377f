import { readFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';
import type { Agency } from '../../subgraphs/kit/subgraph.ts';

/** The types of an agency's own SDL whose objects carry a marking, with the shared ones that it uses. */
export function markedTypes(agency: Agency): ReadonlySet<string> {
  const own = parse(readFileSync(new URL('schema.graphql', agency.folder), 'utf8'));
  const shared = parse(readFileSync(new URL('../../schema/shared.graphql', agency.folder), 'utf8'));
  const used = new Set<string>();
  const marked = new Set<string>();
  for (const [page, definitions] of [
    ['own', own.definitions],
    ['shared', shared.definitions],
  ] as const) {
    for (const definition of definitions) {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      if (page === 'own') {
        for (const field of definition.fields ?? []) used.add(nameOf(field.type));
      }
      if (definition.directives?.some(({ name }) => name.value === 'marked') !== true) continue;
      if (page === 'own' || used.has(definition.name.value)) marked.add(definition.name.value);
    }
  }
  return marked;
}

/** The objects of an answer that carry a marking, by the type that they say they are. */
export function typesFound(data: unknown): ReadonlyMap<string, readonly MarkedObject[]> {
  const found = new Map<string, MarkedObject[]>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each);
      return;
    }
    if (value === null || typeof value !== 'object') return;
    if (isMarked(value)) found.set(value.__typename, [...(found.get(value.__typename) ?? []), value]);
    for (const each of Object.values(value)) visit(each);
  };
  visit(data);
  return found;
}

/** An object of an answer with its type's name and its marking. */
export interface MarkedObject {
  readonly __typename: string;
  readonly marking: {
    readonly tlp: string;
    readonly releasableTo: readonly string[];
    readonly originator: string;
    readonly caveats: readonly string[];
    readonly case: string | null;
    readonly status: string;
  };
}

function isMarked(value: object): value is MarkedObject {
  return '__typename' in value && 'marking' in value && value.marking !== null;
}

interface TypeNode {
  readonly kind: string;
  readonly name?: { readonly value: string };
  readonly type?: TypeNode;
}

function nameOf(type: TypeNode): string {
  return type.type ? nameOf(type.type) : (type.name?.value ?? '');
}
