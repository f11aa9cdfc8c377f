import { readFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';

/** The names of the types of an agency's schema that say of themselves how they may be handled. */
export function markedTypes(folder: URL): readonly string[] {
  const document = parse(readFileSync(new URL('schema.graphql', folder), 'utf8'));
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
    definition.directives?.some(({ name }) => name.value === 'marked') === true
      ? [definition.name.value]
      : [],
  );
}

/** A marking as an answer holds it. */
export interface FoundMarking {
  readonly tlp: string;
  readonly status: string;
  readonly originator: string;
  readonly caveats: readonly string[];
  readonly releasableTo: readonly string[];
}

/** The markings of an answer's objects by type; objects are asked with `__typename` and `marking`. */
export function foundMarkings(answer: unknown): ReadonlyMap<string, readonly FoundMarking[]> {
  const found = new Map<string, FoundMarking[]>();
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    if ('__typename' in value && 'marking' in value) {
      const name = String(value.__typename);
      found.set(name, [...(found.get(name) ?? []), value.marking as FoundMarking]);
    }
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(answer);
  return found;
}
