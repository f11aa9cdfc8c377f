import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permitWhen } from '../../policy/written.ts';
import { marked, openFlowRoom, type FlowRoom } from './flow-room.ts';

type Row = Readonly<Record<string, unknown>>;

let room: FlowRoom;
const held: { found: readonly Row[]; docs: readonly Row[]; tagged: readonly Row[] } = {
  found: [],
  docs: [],
  tagged: [],
};
const doc = (id: string, over: Row = {}): Row => ({
  __typename: 'Doc',
  id,
  full: `full ${id}`,
  short: `short ${id}`,
  exact: 'GOOD',
  rough: 'BAD',
  marking: marked('GREEN'),
  ...over,
});

beforeAll(async () => {
  const keyed = 'id: ID! @flow(mayEnter: ["notes", "tags", "vaults"])';
  room = await openFlowRoom({
    subgraphs: {
      notes: {
        sdl: `
          type Query {
            found: [Found] @public docs: [Doc] @public node: Node @public
            shared: [Shared] @public vault: Vault @public
            things: [Thing] @access(action: "things")
          }
          interface Thing @marked(by: "marking") { name: String marking: Marking }
          type Loud implements Thing @marked(by: "marking") { name: String marking: Marking }
          type Quiet implements Thing @marked(by: "marking") { name: String marking: Marking }
          union Found = Open | Closed
          type Open @public { name: String }
          type Closed @requiresScopes(scopes: [["top"]]) @public { name: String }
          interface Node @key(fields: "id") { ${keyed} next: Node }
          type Doc implements Node @key(fields: "id") @marked(by: "marking") {
            ${keyed} next: Node marking: Marking
            full: String @access(action: "full") @audited(level: SENSITIVE) @withhold(mode: TEARLINE, tearline: "short")
            short: String @audited(level: SENSITIVE)
            exact: Mood @access(action: "full") @withhold(mode: GENERALIZE, generalize: "rough")
            rough: Mood @audited(level: SENSITIVE)
            vague: Mood @access(action: "full") @withhold(mode: GENERALIZE, generalize: "unknown")
            unknown: Mood @access(action: "nobody") @withhold(mode: HIDDEN)
          }
          enum Mood { GOOD BAD @access(action: "nobody") }
          type Memo implements Node @key(fields: "id") @marked(by: "marking") {
            ${keyed} next: Node marking: Marking
          }
          type Ghost implements Node @key(fields: "id") @marked(by: "marking") @access(action: "nobody") {
            ${keyed} next: Node marking: Marking
          }
          type Person @key(fields: "code") @marked(by: "marking") {
            code: ID! marking: Marking
          }
          type Shared @key(fields: "id") @marked(by: "marking") { ${keyed} marking: Marking @shareable text: String }
          type Vault @key(fields: "id") { id: ID! @public code: String @access(action: "open") @flow(mayEnter: []) }
        `,
        resolvers: {
          Query: {
            found: () => held.found,
            docs: () => held.docs,
            shared: () => [{ id: 's', marking: marked('GREEN'), text: 'text' }],
            vault: () => ({ id: 'v', code: 'CODE' }),
            things: () =>
              ['Loud', 'Quiet'].map((name) => ({ __typename: name, name, marking: marked('GREEN') })),
          },
          Thing: { __resolveType: (row: Row) => row['__typename'] },
          Found: { __resolveType: (row: Row) => row['__typename'] },
          Node: {
            __resolveType: (row: Row) => row['__typename'],
            __resolveReference: ({ id }: Row) => held.docs.find((row) => row['id'] === id) ?? null,
          },
          Vault: { __resolveReference: ({ id }: Row) => ({ id, code: 'CODE' }) },
        },
      },
      tags: {
        sdl: `
          type Query { tagged: [Node] @public }
          type Node @key(fields: "id") @interfaceObject { ${keyed} tag: String @public }
        `,
        resolvers: {
          Query: { tagged: () => held.tagged },
          Node: { tag: ({ id }: Row) => `tag ${String(id)}` },
        },
      },
      vaults: {
        sdl: `
          type Shared @key(fields: "id") @marked(by: "marking") { ${keyed} marking: Marking @shareable more: String }
          type Vault @key(fields: "id") @context(name: "vault") {
            id: ID! @public code: String @external lock: Lock @public
          }
          type Lock @key(fields: "id") {
            id: ID! @public turned(code: String @fromContext(field: "$vault { code }")): String @public
          }
        `,
        resolvers: {
          Shared: {
            more: () => 'more',
            __resolveReference: ({ id }: Row) => ({ id, marking: marked('RED') }),
          },
          Vault: { lock: () => ({ id: 'l' }) },
          Lock: { turned: (_: unknown, { code }: Row) => `turned ${String(code)}` },
        },
      },
    },
    policies: {
      'notes.display': permitWhen('resource.tlp == "GREEN"'),
      'notes.full': permitWhen('resource.caveats.contains("PII")', 'full'),
      'notes.things': permitWhen('resource.tlp == "GREEN"', 'things'),
      'notes.quiet':
        'forbid (principal, action == Action::"things", resource) when { resource.type == "Quiet" };',
      'notes.open': 'permit (principal, action == Action::"open", resource);',
      'tags.display': permitWhen('resource.tlp == "GREEN"'),
      'vaults.display': permitWhen('resource.tlp == "GREEN"'),
    },
  });
}, 60_000);
afterAll(() => room.close());

test('of an object of a type for which the caller lacks the scope nothing is told, not even that it is there', async () => {
  const query = '{ found { __typename } }';
  held.found = [{ __typename: 'Open' }, { __typename: 'Closed' }];
  const one = await room.ask(query);
  expect(one.answer.data).toEqual({ found: [{ __typename: 'Open' }] });
  expect((await room.ask(query, { scopes: ['top'] })).answer.data?.['found']).toHaveLength(2);
  held.found = [{ __typename: 'Open' }];
  expect((await room.ask(query)).text).toBe(one.text);
});

test('an entity that two agencies mark under one name is for nobody: one of them would not be heard', async () => {
  const { answer, received } = await room.ask('{ shared { id text more } }');
  expect(answer.data).toEqual({ shared: [] });
  expect(received).toEqual({ notes: [], tags: [], vaults: [] });
});

test('an object whose agency says no more than its interface is not shown where its types are marked', async () => {
  const query = '{ tagged { tag } }';
  held.docs = [doc('1'), doc('2', { marking: marked('RED') })];
  held.tagged = [{ id: '1' }, { id: '2' }, { id: 'unknown to its owner' }];
  const one = await room.ask(query);
  expect(one.answer.data).toEqual({ tagged: [{ tag: 'tag 1' }] });
  held.tagged = [{ id: '1' }];
  expect((await room.ask(query)).text).toBe(one.text);
});

describe('a less exact value that is shown instead', () => {
  test('is not shown when the enum keeps it back', async () => {
    held.docs = [doc('1')];
    const one = await room.ask('{ docs { exact } }');
    expect(one.answer.data).toEqual({ docs: [{ exact: null }] });
    held.docs = [doc('1', { rough: 'GOOD' })];
    expect((await room.ask('{ docs { exact } }')).answer.data).toEqual({ docs: [{ exact: 'GOOD' }] });
  });

  test('is recorded as if it had been asked for', async () => {
    held.docs = [doc('1')];
    const { answer, logged } = await room.ask('{ docs { full } }');
    const rough = await room.ask('{ docs { exact } }');
    expect(rough.logged).toEqual([]);
    held.docs = [doc('1', { rough: 'GOOD' })];
    const released = (await room.ask('{ docs { exact } }')).logged;
    expect(released.map(({ coordinate, entities }) => `${coordinate} ${entities.join(' ')}`)).toEqual([
      'Doc.rough Doc:{"id":"1"}',
    ]);
    expect(answer.data).toEqual({ docs: [{ full: 'short 1' }] });
    expect(logged.map(({ coordinate, decision }) => `${coordinate} ${decision}`)).toEqual([
      'Doc.full SUPPRESSED',
      'Doc.short RELEASED',
    ]);
  });
});

test('a substitute that is hidden is not named', async () => {
  held.docs = [doc('1')];
  const { text, answer } = await room.ask('{ docs { vague } }');
  expect(answer.extensions?.withheld?.items[0]?.coordinate).toBe('Doc.vague');
  expect(text).not.toContain('unknown');
});

test('what policies say of a type holds where a field gives it as an interface', async () => {
  const { answer } = await room.ask('{ things { name } }');
  expect(answer.data).toEqual({ things: [{ name: 'Loud' }] });
});

describe('the record of a release', () => {
  test('names the object, whatever the caller asks for', async () => {
    held.docs = [doc('1'), doc('2')];
    const { logged } = await room.ask('{ docs { short } }');
    expect(logged.flatMap(({ entities }) => entities)).toEqual(['Doc:{"id":"1"}', 'Doc:{"id":"2"}']);
  });

  test('is one, however many names the caller gives to one value', async () => {
    held.docs = [doc('1')];
    const aliases = Array.from({ length: 1000 }, (_, index) => `a${index}: short`).join(' ');
    const { logged } = await room.ask(`{ docs { ${aliases} } }`);
    expect(logged.map(({ coordinate, returned }) => ({ coordinate, returned }))).toEqual([
      { coordinate: 'Doc.short', returned: 1000 },
    ]);
  });
});

test.each([
  ['an empty case', { case: '' }, { case: null }],
  ['an empty division', { division: '' }, { division: null }],
  ['a control character in its originator', { originator: 'notes\u0000' }, {}],
])('a marking with %s is not read, whatever was read before', async (_, broken, sound) => {
  for (const order of [
    [broken, sound],
    [sound, broken],
  ]) {
    held.docs = order.map((over, index) => doc(`${index}`, { marking: marked('GREEN', over) }));
    const { answer } = await room.ask('{ docs { id } }');
    expect(answer.data).toEqual({ docs: [{ id: `${order.indexOf(sound)}` }] });
  }
});

test('a value that must not leave its agency does not leave it as a context either', async () => {
  const { answer, received } = await room.ask('{ vault { lock { turned } } }');
  expect(received['vaults']).toEqual([]);
  expect(answer.errors?.[0]?.extensions.code).toBe('INTERNAL');
  expect((await room.ask('{ vault { code lock { id } } }')).answer.data).toEqual({
    vault: { code: 'CODE', lock: { id: 'l' } },
  });
});

test('an interface in an interface in an interface is refused before it is opened at each level', async () => {
  const deep = (levels: number) => `{ node { ${'next { '.repeat(levels)}id${' }'.repeat(levels)} } }`;
  const { answer, received } = await room.ask(deep(27));
  expect(answer.errors?.[0]?.extensions.code).toBe('OPERATION_TOO_COMPLEX');
  expect(received['notes']).toEqual([]);
  expect((await room.ask(deep(3))).answer.data).toEqual({ node: null });
});
