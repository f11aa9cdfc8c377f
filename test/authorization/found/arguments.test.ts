import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permitWhen } from '../../policy/written.ts';
import { marked, openFlowRoom, type FlowRoom } from './flow-room.ts';

interface Doc {
  readonly id: string;
  readonly secret: string;
  readonly hidden: string;
  readonly marking: object;
}

let room: FlowRoom;
/** The two worlds differ in what nobody but the boss may read. */
let world: readonly Doc[] = [];
const worldOf = (value: string): readonly Doc[] => [
  { id: '1', secret: value, hidden: value, marking: marked('GREEN') },
];
let wiped = 0;

beforeAll(async () => {
  const by = (name: 'secret' | 'hidden', value: unknown) => world.filter((doc) => doc[name] === value);
  room = await openFlowRoom({
    subgraphs: {
      notes: {
        sdl: `
          type Query {
            count(secret: String @reveals(coordinates: ["Doc.secret"])): Int @public
            search(secret: String @reveals(coordinates: ["Doc.secret"])): Page @public
            byDefault(filter: WithDefault): Int @public
            hidden(filter: AllHidden, plain: Int): Int @public
            demanding(filter: Demanding!): Int @public
            own(filter: Own): Int @public
            named: Named @public
            plain: String @public
            forbidden: String @access(action: "nobody") @withhold(mode: DENY)
          }
          type Mutation {
            wipe(secret: String @reveals(coordinates: ["Doc.secret"])): [Doc] @access(action: "wipe")
            touch: String @access(action: "wipe")
          }
          type Page @public { nodes: [Doc] }
          type Doc @key(fields: "id") @marked(by: "marking") {
            id: ID!
            marking: Marking
            secret: String @access(action: "secret")
            hidden: String @access(action: "nobody") @withhold(mode: HIDDEN)
          }
          interface Named { name(hiddenName: String @reveals(coordinates: ["Doc.hidden"])): String }
          type Person implements Named @public {
            name(hiddenName: String @reveals(coordinates: ["Doc.hidden"])): String
          }
          input WithDefault { hidden: String = "x" @reveals(coordinates: ["Doc.hidden"]) plain: Int }
          input AllHidden { hidden: String @reveals(coordinates: ["Doc.hidden"]) }
          input Demanding { hidden: String! @reveals(coordinates: ["Doc.hidden"]) plain: Int }
          input Own { allowed: Int @access(action: "wipe") denied: Int @access(action: "nobody") plain: Int }
        `,
        resolvers: {
          Query: {
            count: (_: unknown, { secret }: { secret: string }) => by('secret', secret).length,
            search: (_: unknown, { secret }: { secret: string }) => ({ nodes: by('secret', secret) }),
            byDefault: (_: unknown, { filter }: { filter: { hidden: string } }) =>
              by('hidden', filter.hidden).length,
            hidden: () => 1,
            own: () => 1,
            plain: () => 'plain',
          },
          Mutation: {
            wipe: () => {
              wiped += 1;
              return world;
            },
            touch: () => {
              wiped += 1;
              return 'touched';
            },
          },
          Named: { __resolveType: () => 'Person' },
        },
      },
    },
    policies: {
      'notes.display': permitWhen('resource.tlp == "GREEN"'),
      'notes.secret': permitWhen('resource.caveats.contains("PII")', 'secret'),
      'notes.wipe': 'permit (principal, action == Action::"wipe", resource);',
    },
  });
}, 60_000);
afterAll(() => room.close());

describe('an argument that reads what the caller may not', () => {
  test.each([
    ['gives no number to learn it from', '{ count(secret: "x") }', {}],
    ['gives no object to learn it from', '{ search(secret: "x") { nodes { id } } }', {}],
    [
      'reads it by a default that the caller does not see',
      'query ($filter: WithDefault) { byDefault(filter: $filter) }',
      { filter: { plain: 1 } },
    ],
    [
      'reads it by a default beside a literal that the caller sees',
      '{ byDefault(filter: { plain: 1 }) }',
      {},
    ],
  ])('%s', async (_, query, variables) => {
    world = worldOf('x');
    const one = await room.ask(query, {}, variables);
    world = worldOf('y');
    const other = await room.ask(query, {}, variables);
    expect(one.text).toBe(other.text);
    expect(one.received).toEqual(other.received);
    expect(one.answer.data).toBeDefined();
  });

  test('does not say to a mutation what it changes', async () => {
    wiped = 0;
    const { status, received } = await room.ask('mutation { wipe(secret: "x") { id } }');
    expect({ status, received, wiped }).toEqual({ status: 403, received: { notes: [] }, wiped: 0 });
  });
});

describe('a caller from whom an input is hidden', () => {
  const shapeOf = async (name: string) => {
    const { answer } = await room.ask(
      `{ __type(name: "${name}") { name inputFields { name } fields { name args { name } } } }`,
    );
    return answer.data?.['__type'] as {
      readonly inputFields?: readonly { readonly name: string }[];
      readonly fields?: readonly {
        readonly name: string;
        readonly args: readonly { readonly name: string }[];
      }[];
    } | null;
  };

  test('asks on, although nothing is left of its type', async () => {
    expect((await room.ask('{ hidden(plain: 1) plain }')).answer.data).toEqual({ hidden: 1, plain: 'plain' });
    expect(await shapeOf('AllHidden')).toBeNull();
    expect((await shapeOf('Query'))?.fields?.find(({ name }) => name === 'hidden')?.args).toEqual([
      { name: 'plain' },
    ]);
  });

  test('hears nothing of it by a complaint that it is missing', async () => {
    const query = 'query ($filter: Demanding!) { demanding(filter: $filter) }';
    const { text } = await room.ask(query, {}, { filter: { plain: 1 } });
    expect(text).not.toContain('hidden');
    expect(await shapeOf('Demanding')).toBeNull();
  });

  test('does not see it in the interface that promises it', async () => {
    expect((await shapeOf('Named'))?.fields).toEqual([{ name: 'name', args: [] }]);
    expect((await shapeOf('Person'))?.fields).toEqual([{ name: 'name', args: [] }]);
  });

  test('keeps what those permit who answer the fields it is used for', async () => {
    expect((await shapeOf('Own'))?.inputFields?.map(({ name }) => name)).toEqual(['allowed', 'plain']);
    expect((await room.ask('{ own(filter: { allowed: 1 }) }')).answer.data).toEqual({ own: 1 });
  });
});

test('what another operation of the document asks for does not refuse this one', async () => {
  const document = 'query A { plain } query B { ...F } fragment F on Query { forbidden }';
  expect((await room.ask(document, {}, {}, 'A')).answer.data).toEqual({ plain: 'plain' });
  expect((await room.ask(document, {}, {}, 'B')).status).toBe(403);
});

test('nothing is changed while nothing can be recorded', async () => {
  wiped = 0;
  room.log.isUp = false;
  const { status, answer } = await room.ask('mutation { touch }');
  room.log.isUp = true;
  expect(answer.errors?.[0]?.extensions.code).toBe('AUDIT_UNAVAILABLE');
  expect({ status, wiped }).toEqual({ status: 503, wiped: 0 });
  expect((await room.ask('mutation { touch }')).answer.data).toEqual({ touch: 'touched' });
});
