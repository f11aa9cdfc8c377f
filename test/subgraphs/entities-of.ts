import { expect } from 'vitest';
import type { Answer, OpenedSubgraph } from '../kit/open-subgraph.ts';

/** What a subgraph adds to entities of one type, by their keys and required fields; an error fails the test. */
export async function entitiesOf(
  room: OpenedSubgraph,
  type: string,
  keys: readonly object[],
  fields: string,
): Promise<readonly Answer['data'][]> {
  const { data, errors } = await askEntities(room, type, keys, fields);
  expect(errors).toEqual([]);
  return data._entities;
}

/** How many SQL statements that takes. */
export async function statementsOf(
  room: OpenedSubgraph,
  type: string,
  keys: readonly object[],
  fields: string,
): Promise<number> {
  return (await askEntities(room, type, keys, fields)).statements;
}

function askEntities(room: OpenedSubgraph, type: string, keys: readonly object[], fields: string) {
  return room.ask(
    `query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on ${type} { ${fields} } } }`,
    { reps: keys.map((key) => ({ __typename: type, ...key })) },
  );
}
