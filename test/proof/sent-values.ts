import type { Graph } from './graph.ts';
import { entityDigest, type ProductAnswer } from './product.ts';
import { isRecorded } from './reference.ts';

/**
 * What the records of an answer tell otherwise than the requests of it did: audited values that went to another agency
 * as what one of its fields is computed from; undefined: nothing.
 *
 * Values that are sent along from an object above are recorded, too, and not looked for here.
 */
export function sentDifference({ types }: Graph, answer: ProductAnswer): string | undefined {
  const fields = new Map(types.flatMap((type) => type.fields.map((field) => [field.name, field] as const)));
  const contexts = new Set(
    types.flatMap((type) => type.fields.flatMap(({ context }) => context?.field ?? [])),
  );
  const isLookedFor = (name: string): boolean => {
    const field = fields.get(name);
    return field !== undefined && !contexts.has(name) && isRecorded(undefined, field);
  };
  const sent = new Set<string>();
  for (const { agency, text } of answer.requests) {
    const [, variables] = JSON.parse(text) as readonly [string, Readonly<Record<string, unknown>>];
    const objects = Object.values(variables).flatMap((value) =>
      Array.isArray(value) ? value : [],
    ) as unknown[];
    for (const object of objects) {
      if (typeof object !== 'object' || object === null) continue;
      const { __typename: type, id, ...others } = object as Readonly<Record<string, unknown>>;
      for (const name of Object.keys(others)) {
        if (isLookedFor(name))
          sent.add(`${String(type)}.${name} ${entityDigest(String(type), { id })} ${agency}`);
      }
    }
  }
  const told = new Set(
    answer.disclosures.flatMap(({ coordinate, entities, receivers }) =>
      isLookedFor(coordinate.split('.')[1] ?? '')
        ? entities.flatMap((entity) => receivers.map((agency) => `${coordinate} ${entity} ${agency}`))
        : [],
    ),
  );
  const others = told.symmetricDifference(sent);
  return others.size === 0
    ? undefined
    : `recorded as sent, or sent and not recorded: ${[...others].join(', ')}`;
}
