import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWholeRoom, type WholeRoom } from '../questions/whole-room.ts';

let room: WholeRoom;
beforeAll(async () => {
  room = await openWholeRoom({ enforced: true });
}, 60_000);
afterAll(() => room.close());

const access = 'decision dependsOn mode reason custodian requestable';
const can = async (coordinate: string, persona?: string) => {
  const answer = await room.ask('query ($c: String!) { viewer { can(coordinate: $c) { ' + access + ' } } }', {
    variables: { c: coordinate },
    ...(persona === undefined ? {} : { persona }),
  });
  return { text: answer.text, can: answer.data.viewer.can as unknown };
};

test('a caller is told what was given to them, and whether it holds now', async () => {
  const { data } = await room.ask('{ viewer { purposes jurisdiction grants { kind id grantedBy holds } } }', {
    persona: 'task-force-member',
  });
  expect(data.viewer).toEqual({
    purposes: [],
    jurisdiction: null,
    grants: [
      {
        kind: 'task-force',
        id: 'election-security-task-force',
        grantedBy: 'urn:watchfloor:persona:watch-officer',
        holds: true,
      },
    ],
  });
  const former = await room.ask('{ viewer { grants { holds validTo } } }', {
    persona: 'former-task-force-member',
  });
  expect(former.data.viewer.grants).toMatchObject([{ holds: false }]);
});

test.each([
  [
    'Indicator.pattern',
    'player',
    {
      decision: 'NEVER',
      dependsOn: [],
      mode: 'COUNT',
      reason: 'NEED_TO_KNOW',
      custodian: 'cyber',
      requestable: true,
    },
  ],
  [
    'Query.indicators',
    'public',
    { decision: 'ALWAYS', dependsOn: [], mode: 'NULL', reason: null, custodian: null, requestable: false },
  ],
])('%s as %s is told before it is asked for', async (coordinate, persona, expected) => {
  expect((await can(coordinate, persona)).can).toEqual(expected);
});

test('a decision that waits for the object says on what of it it waits', async () => {
  const { can: found } = await can('Indicator.pattern', 'cyber-analyst');
  expect(found).toMatchObject({ decision: 'DEPENDS', custodian: 'cyber' });
  expect((found as { dependsOn: string[] }).dependsOn).toContain('tlp');
});

test('what is told agrees with what is shown', async () => {
  for (const persona of ['cyber-analyst', 'player', 'watch-officer']) {
    const { can: found } = await can('Indicator.pattern', persona);
    const { data } = await room.ask('{ indicators(first: 50) { nodes { pattern } } }', { persona });
    const shown = (data.indicators.nodes as { pattern: unknown }[]).some(({ pattern }) => pattern !== null);
    expect([persona, shown]).toEqual([persona, (found as { decision: string }).decision !== 'NEVER']);
  }
});

test('a field that is hidden is told like one that does not exist, byte by byte', async () => {
  const sdl = await room.ask('{ __type(name: "Incident") { fields { name } } }', { persona: 'public' });
  const seen = (sdl.data.__type?.fields as { name: string }[] | undefined)?.map(({ name }) => name) ?? [];
  const whole = await room.ask('{ __type(name: "Incident") { fields { name } } }', {
    persona: 'election-crimes-coordinator',
  });
  const hidden = (whole.data.__type.fields as { name: string }[]).find(({ name }) => !seen.includes(name));
  expect(hidden).toBeDefined();
  const coordinate = `Incident.${hidden?.name ?? ''}`;
  const nothing = `Incident.${'x'.repeat(hidden?.name.length ?? 1)}`;
  for (const field of ['can', 'explain']) {
    const inner = field === 'can' ? access : `access { ${access} } policies { id words }`;
    const query = `query ($c: String!) { viewer { it: ${field}(coordinate: $c) { ${inner} } } }`;
    const ask = (c: string) => room.ask(query, { persona: 'public', variables: { c } });
    const [one, other] = [await ask(coordinate), await ask(nothing)];
    expect(one.text).toBe(other.text);
    expect(one.status).toBe(other.status);
  }
  const known = await can(coordinate, 'election-crimes-coordinator');
  expect(known.text).not.toBe((await can(nothing, 'election-crimes-coordinator')).text);
});

test.each(['__Type.name', 'Incident', 'Incident.title.x', 'Incident.constructor', '', 'Incident.title(a:)'])(
  '`%s` is no field, and is told so like any other',
  async (coordinate) => {
    expect((await can(coordinate)).can).toMatchObject({ decision: 'NEVER', custodian: null, mode: 'HIDDEN' });
  },
);

test("the policies of a field are told in their authors' words, and not which of them hold for the caller", async () => {
  const { data } = await room.ask(
    '{ viewer { explain(coordinate: "Indicator.pattern") { access { decision } policies { id effect words } } } }',
    { persona: 'player' },
  );
  const { access: told, policies } = data.viewer.explain;
  expect(told).toEqual({ decision: 'NEVER' });
  expect(policies[0]).toMatchObject({ id: 'cyber.indicator-pattern', effect: 'PERMIT' });
  expect(policies[0].words).toContain('who defends networks with it');
  expect(JSON.stringify(data)).not.toContain('principal');
});

test('words that name what is hidden from the caller are left out, and only for that caller', async () => {
  const ask = async (persona: string) => {
    const { data } = await room.ask(
      '{ viewer { explain(coordinate: "Sighting.where") { policies { id words } } } __type(name: "Indicator") { fields { name } } }',
      { persona },
    );
    const policies = data.viewer.explain.policies as { id: string; words: string | null }[];
    return {
      words: policies.find(({ id }) => id === 'cyber.indicator-source')?.words,
      seesSource: (data.__type.fields as { name: string }[]).some(({ name }) => name === 'source'),
    };
  };
  expect(await ask('watch-officer')).toEqual({ words: null, seesSource: false });
  expect(await ask('cyber-analyst')).toEqual({
    words: expect.stringContaining('(Indicator.source)') as string,
    seesSource: true,
  });
});
