import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { marked, openFlowRoom, type FlowRoom } from '../authorization/found/flow-room.ts';
import { permitWhen } from '../policy/written.ts';

type Row = Readonly<Record<string, unknown>>;

let room: FlowRoom;
const held: { docs: readonly Row[]; note: Row | null; isFailing: boolean } = {
  docs: [],
  note: null,
  isFailing: false,
};
const doc = (over: Row = {}): Row => ({
  id: '1',
  full: 'full',
  mood: 'GOOD',
  moods: ['GOOD'],
  marking: marked('GREEN'),
  ...over,
});

beforeAll(async () => {
  const keyed = 'id: ID! @flow(mayEnter: ["notes", "tags"])';
  room = await openFlowRoom({
    subgraphs: {
      notes: {
        sdl: `
          type Query {
            docs: [Doc] @public
            told: Note @public
            untold: Note @public @withhold(mode: HIDDEN)
          }
          type Doc @key(fields: "id") @marked(by: "marking") {
            ${keyed} marking: Marking
            full: String @access(action: "full") @withhold(mode: TEARLINE, tearline: "short")
            mood: Mood @access(action: "mood") @audited(level: SENSITIVE)
            moods: [Mood] @access(action: "mood")
          }
          type Note @marked(by: "marking") { text: String marking: Marking }
          enum Mood { GOOD BAD @access(action: "nobody") }
        `,
        resolvers: {
          Query: { docs: () => held.docs, told: () => held.note, untold: () => held.note },
          Doc: { __resolveReference: ({ id }: Row) => doc({ id }) },
        },
      },
      tags: {
        sdl: `type Doc @key(fields: "id") { ${keyed} short: String @access(action: "short") }`,
        resolvers: {
          Doc: {
            short() {
              if (held.isFailing) throw new Error('no tags today');
              return 'short';
            },
          },
        },
      },
    },
    policies: {
      'notes.display': permitWhen('resource.tlp == "GREEN"'),
      'notes.full': permitWhen('resource.tlp == "CLEAR"', 'full'),
      'notes.mood': permitWhen('resource.tlp == "GREEN"', 'mood'),
      'tags.display': permitWhen('resource.tlp == "GREEN"'),
      'tags.short': permitWhen('resource.caveats.contains("PII")', 'short'),
    },
  });
}, 60_000);
afterAll(() => room.close());
beforeEach(() => {
  held.docs = [doc()];
  held.note = { text: 'text', marking: marked('RED') };
  held.isFailing = false;
});

test('a substitute that is denied is told alike whether its agency answers or not', async () => {
  const answering = await room.ask('{ docs { full } }');
  expect(answering.received['tags']).toHaveLength(1);
  held.isFailing = true;
  expect((await room.ask('{ docs { full } }')).text).toBe(answering.text);
});

test('a substitute that may be shown says that its agency does not answer', async () => {
  held.docs = [doc({ marking: marked('GREEN', { caveats: ['PII'] }) })];
  expect((await room.ask('{ docs { full } }')).answer.data).toEqual({ docs: [{ full: 'short' }] });
  held.isFailing = true;
  expect((await room.ask('{ docs { full } }')).answer.errors).toHaveLength(1);
});

test.each([
  ['mood', 'BAD'],
  ['moods', ['GOOD', 'BAD']],
])('a value of %s that the caller does not know of is told like none at all', async (field, value) => {
  const query = `{ docs { ${field} } }`;
  held.docs = [doc({ [field]: null })];
  const none = await room.ask(query);
  held.docs = [doc({ [field]: value })];
  const hidden = await room.ask(query);
  expect(hidden.text).toBe(none.text);
});

test('that a value was kept back that the caller does not know of is on record', async () => {
  held.docs = [doc({ mood: 'BAD' })];
  const { logged } = await room.ask('{ docs { mood } }');
  expect(logged.map(({ coordinate, decision }) => `${coordinate} ${decision}`)).toEqual([
    'Doc.mood SUPPRESSED',
  ]);
});

test('a kept-back object is told of where its field is of mode NULL, and is like none where it is HIDDEN', async () => {
  const [told, untold] = [await room.ask('{ told { text } }'), await room.ask('{ untold { text } }')];
  held.note = null;
  expect(told.answer.data).toEqual((await room.ask('{ told { text } }')).answer.data);
  expect(told.answer.extensions?.withheld?.items).toMatchObject([{ coordinate: 'Query.told', mode: 'NULL' }]);
  expect(untold.text).toBe((await room.ask('{ untold { text } }')).text);
});
