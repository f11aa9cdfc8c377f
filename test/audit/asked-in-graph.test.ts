import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWholeRoom, type Loose, type RoomAnswer, type WholeRoom } from '../questions/whole-room.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-asked-'));
let room: WholeRoom;
beforeAll(async () => {
  room = await openWholeRoom({ enforced: true, dataDir });
  await room.ask('{ indicators(first: 2) { nodes { source } } }', { persona: 'cyber-analyst' });
  await room.ask('{ incidents(first: 20) { nodes { victim { organization } } } }', {
    persona: 'election-crimes-coordinator',
  });
  await room.ask('{ incidents(first: 5) { nodes { victim { organization } } } }');
}, 60_000);
afterAll(async () => {
  await room.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const shown =
  'nodes { at coordinate agency to { id } decision label objects returned } pageInfo { hasNextPage endCursor }';
const ask = (persona: string, given = ''): Promise<RoomAnswer> =>
  room.ask(`{ disclosures${given} { ${shown} } }`, { persona });
const nodesOf = ({ data }: RoomAnswer): readonly Loose[] => data.disclosures.nodes;
const told = async (persona: string, field: string, given = ''): Promise<readonly string[]> => [
  ...new Set(nodesOf(await ask(persona, given)).map((node) => String(node[field]))),
];

test('a log that cannot be read costs this field alone, until it can be read again', async () => {
  const file = join(dataDir, 'log', 'disclosures.sqlite');
  renameSync(file, `${file}-away`);
  const { data, errors } = await room.ask(`{ viewer { agency } disclosures { ${shown} } }`);
  renameSync(`${file}-away`, file);
  expect(data).toEqual({ viewer: { agency: 'coordination' }, disclosures: null });
  expect(errors).toMatchObject([{ path: ['disclosures'], extensions: { code: 'AUDIT_UNAVAILABLE' } }]);
  expect(nodesOf(await ask('auditor')).length).toBeGreaterThan(0);
});

test('an auditor is told of every agency, with the person, newest first, and never a value', async () => {
  const answer = await ask('auditor', '(coordinate: "Indicator.source")');
  expect(nodesOf(answer)).toMatchObject([
    {
      coordinate: 'Indicator.source',
      agency: 'cyber',
      to: { id: 'urn:watchfloor:persona:cyber-analyst' },
      decision: 'RELEASED',
      label: 'TLP:AMBER',
      objects: 2,
      returned: 2,
    },
  ]);
  expect(answer.text).not.toContain('Election office of Fulton County');
  const all = nodesOf(await ask('auditor'));
  expect(new Set(all.map(({ coordinate }) => String(coordinate)))).toContain('Incident.victim');
  const times = all.map(({ at }) => String(at));
  expect(times).toEqual(times.toSorted().toReversed());
});

test('an agency is told of its own fields alone', async () => {
  expect(await told('cyber-analyst', 'coordinate')).toEqual(['Indicator.source']);
  const coordination = await told('watch-officer', 'coordinate');
  expect(coordination).toContain('Incident.victim');
  expect(coordination).not.toContain('Indicator.source');
  expect(coordination).not.toContain('Query.disclosures');
});

test('who it was is told of the own people alone, unless one audits', async () => {
  const people = nodesOf(await ask('watch-officer')).map(
    ({ agency, to }) => `${agency} ${to?.id ?? 'nobody'}`,
  );
  expect([...new Set(people)].toSorted()).toEqual([
    'coordination urn:watchfloor:persona:watch-officer',
    'law-enforcement nobody',
  ]);
});

test('a field of another agency, a hidden one and one that does not exist are answered alike', async () => {
  const answers = await Promise.all(
    ['Indicator.source', 'Sighting.where', 'Incident.nonsense', 'nonsense'].map((coordinate) =>
      ask('watch-officer', `(coordinate: "${coordinate}")`),
    ),
  );
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(nodesOf(answers[0] as RoomAnswer)).toEqual([]);
});

test('one election office is not told of the others, and who is outside the exercise of none in it', async () => {
  expect(nodesOf(await ask('player'))).toEqual([]);
  expect(nodesOf(await ask('exercise-outsider'))).toEqual([]);
});

test('the public may not ask', async () => {
  const { data, extensions } = await ask('public');
  expect(data).toEqual({ disclosures: null });
  expect(extensions.withheld?.items[0]?.coordinate).toBe('Query.disclosures');
});

test('that somebody asked is recorded, too', async () => {
  await ask('data-steward');
  const asked = nodesOf(await ask('auditor', '(coordinate: "Query.disclosures", first: 200)'));
  expect(asked.map(({ to }) => to?.id)).toContain('urn:watchfloor:persona:data-steward');
});

test('it is found by its object and its time', async () => {
  const incidents = '{ incidents(first: 5) { nodes { id } } }';
  const { data } = await room.ask(incidents);
  const { id } = data.incidents.nodes[0];
  const of = `of: { type: "Incident", id: "${id}" }`;
  const found = nodesOf(await ask('auditor', `(${of})`));
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found.map(({ coordinate }) => String(coordinate)))).toEqual(new Set(['Incident.victim']));
  expect(nodesOf(await ask('auditor', '(of: { type: "Incident", id: "nobody" })'))).toEqual([]);
  expect(nodesOf(await ask('auditor', '(of: { type: "Nonsense", id: "1" })'))).toEqual([]);
  const times = found.map(({ at }) => String(at));
  expect(nodesOf(await ask('auditor', `(${of}, during: { until: "${times.at(-1) ?? ''}" })`))).toEqual([]);
  expect(nodesOf(await ask('auditor', `(${of}, during: { from: "${times.at(-1) ?? ''}" })`))).toEqual(found);
});

test('pages follow one another without gaps or doubles', async () => {
  const whole = nodesOf(await ask('watch-officer', '(first: 200)'));
  const paged: Loose[] = [];
  for (let after = '', more = true; more;) {
    const { data } = await ask('watch-officer', `(first: 2${after && `, after: "${after}"`})`);
    paged.push(...data.disclosures.nodes);
    more = data.disclosures.pageInfo.hasNextPage;
    after = data.disclosures.pageInfo.endCursor;
  }
  expect(whole.length).toBeGreaterThan(2);
  expect(paged).toEqual(whole);
});

test.each([
  ['(first: 0)', '`first` must be 1 to 200'],
  ['(first: 201)', '`first` must be 1 to 200'],
  ['(after: "nonsense")', '`after` is no cursor of this list'],
])('a mistake is told: %s', async (given, message) => {
  const { errors } = await ask('auditor', given);
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(errors[0]?.message).toContain(message);
});
