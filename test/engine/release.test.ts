import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'graphql';
import {
  notedHere,
  type FieldPlace,
  type Release,
  type ReleaseField,
} from '../../gateway/execute/compiled/release.ts';
import {
  authorize,
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
let data: ReleaseRoom['data'];
let answer: ReleaseRoom['answer'];
let errors: ReleaseRoom['errors'];
let reset: () => void;
beforeAll(async () => {
  ({ room, held, rights, data, answer, errors, reset } = await openReleaseRoom());
});
afterAll(() => room.close());
beforeEach(() => reset());

describe('what is fetched and what is written', () => {
  test('are two documents: what only decisions need never leaves, even if callers cannot see it at all', async () => {
    const decided = rights('{ notes { id alias: text } }', withholding({ 'Note.text': '"withheld"' }));
    expect(await data(decided)).toEqual({
      notes: [
        { id: '1', alias: 'text 1' },
        { id: '2', alias: 'withheld' },
        { id: '3', alias: 'text 3' },
      ],
    });
    expect(await answer(decided)).not.toContain('secret');
  });

  test('meet under aliases, arguments, fragments and conditions', async () => {
    const query = `query ($yes: Boolean = true) {
      some: notes { id a: times(n: 1) b: times(n: 2) ...More @include(if: $yes) }
    } fragment More on Note { c: times(n: 3) grade }`;
    expect(await data(rights(query, dropping()))).toEqual({
      some: ['1', '3'].map((id) => ({ id, a: [0], b: [0, 1], c: [0, 1, 2], grade: `grade ${id}` })),
    });
  });

  test('a field that is not fetched is what the release says, and no agency is asked for it', async () => {
    const asked: FieldPlace[] = [];
    const release: Release = {
      ...nothing,
      field: (at) => {
        asked.push(at);
        return at.field === 'grade' || at.field === 'times' ? () => 'null' : undefined;
      },
    };
    const before = room.subgraphs['grades']?.received.length;
    const decided = rights('{ notes { id grade t: times(n: 1) } }', release, ['grade', 'times']);
    expect(await data(decided)).toEqual({
      notes: ['1', '2', '3'].map((id) => ({ id, grade: null, t: null })),
    });
    expect(room.subgraphs['grades']?.received.length).toBe(before);
    expect(asked.map(({ type, field, key, agencies }) => [`${type}.${field}`, key, agencies])).toEqual([
      ['Query.notes', 'notes', ['notes']],
      ['Note.id', 'id', ['notes']],
      ['Note.grade', 'grade', []],
      ['Note.times', 't', []],
    ]);
  });

  test('when nothing is fetched nobody is asked, and the answer is what the releases say', async () => {
    const before = room.subgraphs['notes']?.received.length;
    const release: Release = { ...nothing, field: () => () => 'null' };
    const decided = authorize(parse('{ __typename notes { id } name }'), undefined, release);
    expect(await data(decided)).toEqual({ __typename: 'Query', notes: null, name: null });
    expect(room.subgraphs['notes']?.received.length).toBe(before);
  });

  test('a decision reads a value with arguments under the key that its place says', async () => {
    const release: Release = {
      ...nothing,
      field: ({ field, heldAs }) =>
        field === 'times' ? (object) => String((object[heldAs] as unknown[]).length) : undefined,
    };
    expect(await data(rights('{ one { id many: times(n: 5) } }', release))).toEqual({
      one: { id: '1', many: 5 },
    });
  });

  test.each<[string, Decided]>([
    ['noted here', notedHere],
    ['withheld', '"withheld"'],
  ])('a value that stands at two places and is %s is decided at each of them', async (_, first) => {
    held.rows = [note('1', false), note('1', false)];
    const paths: unknown[] = [];
    const release = decidingBy((path) => {
      paths.push(path);
      return paths.length === 1 ? first : '"otherwise"';
    });
    const [one, two] = await notes(release);
    expect(one?.detail).toEqual({ by: first === notedHere ? 'grade 1' : 'withheld' });
    expect(two?.detail).toEqual({ by: 'otherwise' });
    expect(paths).toEqual([0, 1].map((index) => ['notes', index, 'detail', 'by']));
  });

  test('a value that stands at two places and is simply shown is decided once, and the same at both', async () => {
    held.rows = [note('1', false), note('1', false)];
    let asked = 0;
    const [one, two] = await notes(decidingBy(() => void (asked += 1)));
    expect(one).toEqual(two);
    expect(one?.detail).toEqual({ by: 'grade 1' });
    expect(asked).toBe(1);
  });

  test('the type name of a shown object is always written', async () => {
    const release: Release = { ...nothing, field: () => undefined };
    expect(await data(rights('{ one { id kind: __typename } }', release))).toEqual({
      one: { id: '1', kind: 'Note' },
    });
  });
});

describe('an object that is dropped', () => {
  test.each([
    { where: 'a list', query: '{ notes { id } }', left: { notes: [{ id: '1' }, { id: '3' }] } },
    {
      where: 'a list of what must be there',
      query: '{ sure { id } }',
      left: { sure: [{ id: '1' }, { id: '3' }] },
    },
    {
      where: 'lists of lists',
      query: '{ grid { id } }',
      left: { grid: [0, 1].map(() => [{ id: '1' }, { id: '3' }]) },
    },
  ])('is left out of $where', async ({ query, left }) => {
    expect(await data(rights(query, dropping()))).toEqual(left);
  });

  test('leaves an empty list when it was the only one', async () => {
    held.rows = [note('1', true)];
    expect(await data(rights('{ sure { id } }', dropping()))).toEqual({ sure: [] });
  });

  test('is null where it stands alone', async () => {
    held.rows = [note('1', false, { best: note('2', true) })];
    expect(await data(rights('{ one { id best { id } } }', dropping()))).toEqual({
      one: { id: '1', best: null },
    });
    held.rows = [note('1', true)];
    expect(await data(rights('{ one { id } name }', dropping()))).toEqual({ one: null, name: 'room' });
  });

  test('where the schema promises a value takes its object with it, and nothing is told', async () => {
    held.rows = [
      note('1', false, { mustBe: note('2', true) }),
      note('3', false, { mustBe: note('4', false) }),
    ];
    expect(await data(rights('{ notes { id mustBe { id } } }', dropping()))).toEqual({
      notes: [null, { id: '3', mustBe: { id: '4' } }],
    });
    held.rows = [note('1', true)];
    expect(await data(rights('{ must { id } name }', dropping()))).toBeNull();
  });

  test('does not take part in the indexes of errors and of later decisions', async () => {
    held.rows = [
      note('1', true),
      note('2', false, { level: null }),
      null,
      note('4', true),
      note('5', false, { level: null }),
    ];
    const paths: unknown[] = [];
    const release: Release = {
      ...dropping(),
      field: ({ field }) =>
        field === 'text'
          ? (_object, _session, path) => {
              paths.push(path());
              return undefined;
            }
          : undefined,
    };
    const decided = rights('{ notes { id mine: text level } }', release);
    expect(await errors(decided)).toEqual([
      'SUBGRAPH_UNAVAILABLE notes.0.level',
      'SUBGRAPH_UNAVAILABLE notes.2.level',
    ]);
    expect(paths).toEqual([]);
    held.rows = [note('1', true), note('2', false), note('3', true), note('4', false)];
    await data(decided);
    expect(paths).toEqual([
      ['notes', 0, 'mine'],
      ['notes', 1, 'mine'],
    ]);
  });

  test('is dropped at every depth, and for each type of a union by itself', async () => {
    held.rows = [
      note('1', false, { inner: [note('2', true), note('3', false, { inner: [note('4', true)] })] }),
    ];
    const deep = '{ notes { id inner { id inner { id } } } }';
    expect(await data(rights(deep, dropping()))).toEqual({
      notes: [{ id: '1', inner: [{ id: '3', inner: [] }] }],
    });
    held.found = [
      note('5', true),
      { __typename: 'Place', name: 'here', note: note('6', true) },
      note('7', false),
    ];
    const union = '{ found { __typename ... on Note { id } ... on Place { name note { id } } } }';
    expect(await data(rights(union, dropping()))).toEqual({
      found: [
        { __typename: 'Place', name: 'here', note: null },
        { __typename: 'Note', id: '7' },
      ],
    });
  });

  test('can have JSON in its place, also where the schema promises a value', async () => {
    expect(await data(rights('{ sure { id } }', dropping('{"id":"hidden"}')))).toEqual({
      sure: [{ id: '1' }, { id: 'hidden' }, { id: '3' }],
    });
    expect(await data(rights('{ notes { id } }', dropping('null')))).toEqual({
      notes: [{ id: '1' }, null, { id: '3' }],
    });
    expect(await data(rights('{ sure { id } }', dropping('null')))).toEqual({ sure: null });
  });
});

describe('a field that is withheld', () => {
  test('with a mask for objects has the mask as it is given', async () => {
    held.rows = [note('1', true, { best: note('2', false), inner: [note('3', false)] })];
    const release = withholding({ 'Note.best': '{"id":"U.S. Person 1"}', 'Note.inner': '[]' });
    expect(await data(rights('{ one { id best { id } inner { id } } }', release))).toEqual({
      one: { id: '1', best: { id: 'U.S. Person 1' }, inner: [] },
    });
  });

  test('and promised by the schema takes its object with it, and nothing is told', async () => {
    const release = withholding({ 'Note.level': 'null' });
    expect(await data(rights('{ notes { id level } }', release))).toEqual({
      notes: [{ id: '1', level: 1 }, null, { id: '3', level: 1 }],
    });
  });
});

type Decided = ReturnType<ReleaseField>;

/** Decides on `by` alone. */
function decidingBy(decide: (path: readonly (string | number)[]) => Decided | void): Release {
  return {
    ...nothing,
    field: ({ field }) =>
      field === 'by' ? (_object, _session, path) => decide(path()) ?? undefined : undefined,
  };
}

async function notes(release: Release): Promise<readonly { readonly detail: unknown }[]> {
  const shown = await data(rights('{ notes { id detail { by } } }', release));
  return (shown as { readonly notes: readonly { readonly detail: unknown }[] }).notes;
}
