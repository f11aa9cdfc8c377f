import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { marked, openFlowRoom, type FlowRoom, type Seen } from '../authorization/found/flow-room.ts';
import { permitWhen } from '../policy/written.ts';

type Row = Readonly<Record<string, unknown>>;

let room: FlowRoom;
const held: { reports: readonly Row[] } = { reports: [] };
const report = (id: string, over: Row = {}): Row => ({
  __typename: 'Report',
  id,
  code: `C-${id}`,
  victim: `victim of ${id}`,
  sealed: `sealed ${id}`,
  place: { name: `place of ${id}` },
  marking: marked('GREEN'),
  ...over,
});

beforeAll(async () => {
  const keys = 'id: ID! @flow(mayEnter: ["notes", "scores"])';
  room = await openFlowRoom({
    subgraphs: {
      notes: {
        sdl: `
          type Query { reports: [Report] @public last: Report @public }
          type Report @key(fields: "id") @key(fields: "code") @marked(by: "marking") {
            ${keys} code: ID! @flow(mayEnter: ["notes", "scores"]) marking: Marking
            victim: String @access(action: "victim") @audited(level: SENSITIVE) @flow(mayEnter: ["scores"])
            plain: String @flow(mayEnter: ["scores"])
            sealed: String @access(action: "open") @audited(level: SENSITIVE) @flow(mayEnter: ["scores"])
            place: Place @public
          }
          type Place @public {
            name: String @access(action: "open") @audited(level: SENSITIVE) @flow(mayEnter: ["scores"])
          }
        `,
        resolvers: {
          Query: { reports: () => held.reports, last: () => report('last') },
          Report: {
            __resolveReference: ({ id }: Row) => held.reports.find((each) => each['id'] === id) ?? null,
          },
        },
      },
      scores: {
        sdl: `
          type Report @key(fields: "code") @context(name: "report") {
            code: ID! @flow(mayEnter: ["notes", "scores"])
            victim: String @external
            plain: String @external
            sealed: String @external
            place: Place @external
            score: Int @requires(fields: "victim") @public
            rank: Int @requires(fields: "plain") @public
            nearby: Int @requires(fields: "place { name }") @public
            box: Box @public
          }
          type Place @public { name: String @external }
          type Box @key(fields: "id") {
            id: ID! @public weight(of: String @fromContext(field: "$report { sealed }")): Int @public
          }
        `,
        resolvers: {
          Report: {
            score: ({ victim }: Row) => String(victim).length,
            rank: () => 1,
            nearby: () => 2,
            box: () => ({ id: 'b' }),
          },
          Box: { weight: (_: unknown, { of }: Row) => String(of).length },
        },
      },
    },
    policies: {
      'notes.display': permitWhen('resource.tlp != "RED"'),
      'notes.open': 'permit (principal, action == Action::"open", resource);',
      'notes.victim': permitWhen('resource.tlp == "GREEN"', 'victim'),
      'scores.display': permitWhen('resource.tlp != "RED"'),
    },
  });
}, 60_000);
afterAll(() => room.close());
beforeEach(() => {
  room.log.isUp = true;
  held.reports = [report('1')];
});

const records = ({ logged }: Seen): readonly string[] =>
  logged.map(
    ({ coordinate, decision, entities, receivers, returned, suppressed }) =>
      `${coordinate} ${decision} ${entities.join(' ')} to [${receivers.join(' ')}] ${returned}/${suppressed}`,
  );

test('a value that another agency makes its own from names it, where the caller sees it, too', async () => {
  expect(records(await room.ask('{ reports { victim score } }'))).toEqual([
    'Report.victim RELEASED Report:{"id":"1"} to [scores] 1/0',
  ]);
  expect(records(await room.ask('{ reports { victim } }'))).toEqual([
    'Report.victim RELEASED Report:{"id":"1"} to [] 1/0',
  ]);
});

test('a value that is only sent has a record of its own, with its object and its marking', async () => {
  held.reports = [report('1'), report('2')];
  const seen = await room.ask('{ reports { score } }');
  expect(seen.answer.data).toEqual({ reports: [{ score: 11 }, { score: 11 }] });
  expect(records(seen)).toEqual(['Report.victim SENT Report:{"id":"1"} Report:{"id":"2"} to [scores] 0/0']);
  expect(seen.logged[0]?.marking).toContain('GREEN');
});

test('what is sent and kept back from the caller says both', async () => {
  held.reports = [report('1', { marking: marked('AMBER') })];
  const seen = await room.ask('{ reports { victim score } }');
  expect(seen.answer.data).toEqual({ reports: [{ victim: null, score: null }] });
  expect(seen.received['scores']).toHaveLength(1);
  expect(records(seen)).toEqual(['Report.victim SUPPRESSED Report:{"id":"1"} to [scores] 0/1']);
});

test('of two objects that are shown alike only the one that was sent has a receiver', async () => {
  expect(records(await room.ask('{ reports { victim score } last { victim } }'))).toEqual([
    'Report.victim RELEASED Report:{"id":"1"} to [scores] 1/0',
    'Report.victim RELEASED Report:{"id":"last"} to [] 1/0',
  ]);
});

test('only objects that were sent are named', async () => {
  held.reports = [report('1')];
  const { logged } = await room.ask('{ reports { victim ... @include(if: false) { score } } }');
  expect(logged.map(({ receivers }) => receivers)).toEqual([[]]);
  held.reports = [];
  expect((await room.ask('{ reports { score } }')).logged).toEqual([]);
});

test('a value inside of what is sent is found', async () => {
  expect(records(await room.ask('{ reports { nearby } }'))).toEqual([
    'Place.name SENT Place:{} to [scores] 0/0',
  ]);
});

test('a value that goes along as an argument is found on the object above', async () => {
  expect(records(await room.ask('{ reports { box { weight } } }'))).toEqual([
    'Report.sealed SENT Report:{"code":"C-1"} to [scores] 0/0',
  ]);
});

test('what is not sensitive needs no record', async () => {
  const seen = await room.ask('{ reports { rank } }');
  expect(seen.received['scores']).toHaveLength(1);
  expect(seen.logged).toEqual([]);
});

test('nothing sensitive is sent while the log cannot be written', async () => {
  room.log.isUp = false;
  const { answer, received } = await room.ask('{ reports { score } }');
  expect(answer.data).toBeUndefined();
  expect(answer.errors).toMatchObject([{ extensions: { code: 'AUDIT_UNAVAILABLE' } }]);
  expect(received['scores']).toEqual([]);
});
