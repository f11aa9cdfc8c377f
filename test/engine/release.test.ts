import { parse, type FieldNode } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { internalKeys } from '../../gateway/plan/internal-keys.ts';
import { answerWriter } from '../../gateway/execute/compiled/answer-writer.ts';
import { openFaults } from '../../gateway/execute/compiled/faults.ts';
import { openRelease, type Release } from '../../gateway/execute/compiled/release.ts';
import { openEngineRoom, type EngineRoom } from './engine-room.ts';

let room: EngineRoom;
beforeAll(async () => {
  room = await openEngineRoom({
    notes: {
      sdl: 'type Query { notes: [Note] } type Note { text: String level: Int! secret: Boolean }',
      resolvers: {},
    },
  });
});
afterAll(() => room.close());

/** Writes what two notes become under a release. */
function written(
  query: string,
  release: Release,
  internal: (field: FieldNode) => boolean = () => false,
): string {
  const schema = room.engine.loaded()?.apiSchema;
  const root = schema?.getQueryType();
  const [operation] = parse(query).definitions;
  if (!schema || !root || operation?.kind !== 'OperationDefinition') throw new Error('no query');
  const marked = new Set<FieldNode>();
  const [notes] = operation.selectionSet.selections;
  if (notes?.kind === 'Field') {
    for (const field of notes.selectionSet?.selections ?? []) {
      if (field.kind === 'Field' && internal(field)) marked.add(field);
    }
  }
  const write = answerWriter(
    {
      schema,
      roots: [operation.selectionSet],
      fragments: new Map(),
      holding: new Set(),
      keys: internalKeys(schema),
      internal: marked,
      release,
      agenciesAt: () => ['notes'],
      ownersOf: () => ['notes'],
    },
    root,
  );
  const data = {
    notes: [
      { text: 'open', level: 1, secret: false },
      { text: 'closed', level: 2, secret: true },
    ],
  };
  return write(data, { faults: openFaults(), path: [], told: [], own: new Map() }) ?? 'null';
}

test('an open release writes everything that was asked for', () => {
  expect(written('{ notes { text level } }', openRelease)).toBe(
    '{"notes":[{"text":"open","level":1},{"text":"closed","level":2}]}',
  );
});

test('a release decides for each object, by what was fetched for the decision and is never written', () => {
  const paths: unknown[] = [];
  const release: Release = {
    field: (type, field) =>
      type === 'Note' && field === 'text'
        ? (note, path) => {
            paths.push(path);
            return note['secret'] === true ? '"withheld"' : undefined;
          }
        : undefined,
  };
  const query = '{ notes { alias: text level secret } }';
  expect(written(query, release, ({ name }) => name.value === 'secret')).toBe(
    '{"notes":[{"alias":"open","level":1},{"alias":"withheld","level":2}]}',
  );
  expect(paths).toEqual([
    ['notes', 0, 'alias'],
    ['notes', 1, 'alias'],
  ]);
});
