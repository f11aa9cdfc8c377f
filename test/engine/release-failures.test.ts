import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openRelease } from '../../gateway/execute/compiled/release.ts';
import {
  dropping,
  note,
  nothing,
  openReleaseRoom,
  withholding,
  type Held,
  type ReleaseRoom,
} from './release-room.ts';

let room: ReleaseRoom['room'];
let held: Held;
let rights: ReleaseRoom['rights'];
let errors: ReleaseRoom['errors'];
let reset: () => void;
beforeAll(async () => {
  ({ room, held, rights, errors, reset } = await openReleaseRoom());
});
afterAll(() => room.close());
beforeEach(() => reset());

describe('a failure that is seen only in what is withheld', () => {
  const failing = (...ids: string[]) => {
    held.gradeOf = (id) => {
      if (ids.includes(id)) throw new Error('no');
      return `grade ${id}`;
    };
  };

  test.each([
    { rule: 'is not told below a dropped object', release: dropping(), query: '{ notes { id grade } }' },
    {
      rule: 'is not told below an object with JSON in its place',
      release: dropping('null'),
      query: '{ notes { id grade } }',
    },
    {
      rule: 'is not told for the withheld field itself',
      release: withholding({ 'Note.grade': 'null' }),
      query: '{ notes { id grade } }',
    },
  ])('$rule', async ({ release, query }) => {
    failing('2');
    expect(await errors(rights(query, release))).toEqual([]);
    expect(await errors(rights(query, nothing))).toEqual(['SUBGRAPH_UNAVAILABLE notes.1.grade']);
  });

  test('is not told below a withheld list', async () => {
    held.rows = [note('1', true, { inner: [note('4', false)] })];
    failing('4');
    const query = '{ notes { id inner { id grade } } }';
    expect(await errors(rights(query, withholding({ 'Note.inner': '[]' })))).toEqual([]);
    expect(await errors(rights(query, nothing))).toEqual(['SUBGRAPH_UNAVAILABLE notes.0.inner.0.grade']);
  });

  test('is told where the same agency failed for what is shown', async () => {
    failing('2', '3');
    expect(await errors(rights('{ notes { id grade } }', dropping()))).toEqual([
      'SUBGRAPH_UNAVAILABLE notes.1.grade',
    ]);
  });

  test('is not told either when the agency is not there and was asked for withheld objects alone', async () => {
    held.rows = [note('1', false, { place: { name: 'here', note: note('2', true) } })];
    const decided = rights('{ notes { id place { note { id grade } } } }', dropping());
    room.subgraphs['grades']?.misbehave((response) => response.writeHead(503).end());
    try {
      expect(await errors(decided)).toEqual([]);
      expect(await errors(rights('{ notes { id place { note { id grade } } } }', nothing))).toEqual([
        'SUBGRAPH_UNAVAILABLE notes.0.place.note.grade',
      ]);
    } finally {
      room.subgraphs['grades']?.misbehave(undefined);
    }
  });

  test('is told without an index that counts what is dropped', async () => {
    held.rows = [note('1', true), note('2', false, { level: null })];
    const query = '{ sure { id level } }';
    expect(await errors(rights(query, dropping()))).toEqual(['SUBGRAPH_UNAVAILABLE sure']);
    expect(await errors(rights(query, nothing))).toEqual(['SUBGRAPH_UNAVAILABLE sure']);
    expect(await errors(rights(query, openRelease))).toEqual(['SUBGRAPH_UNAVAILABLE sure.1.level']);
  });

  test('is told at each place of a value that stands at two', async () => {
    held.rows = [note('1', false), note('1', false)];
    failing('1');
    expect(await errors(rights('{ notes { id detail { by } } }', nothing))).toEqual([
      'SUBGRAPH_UNAVAILABLE notes.0.detail.by',
      'SUBGRAPH_UNAVAILABLE notes.1.detail.by',
    ]);
  });
});
