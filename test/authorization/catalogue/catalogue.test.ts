import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  applies,
  expectHeldWithout,
  expectNoDifference,
  layers,
  outsider,
  police,
  type Attack,
} from './attack.ts';
import { openWorld, type World } from './attack-room.ts';
import { graphWith } from './graph.ts';
import { inputs, plansAndTexts } from './inputs.ts';
import { fragments, polymorphism, substitutes } from './shapes.ts';

/** The same graph; what the protected values are is all that differs. */
let one: World;
let other: World;
beforeAll(async () => {
  [one, other] = await Promise.all([openWorld(graphWith('111')), openWorld(graphWith('9bb'))]);
});
afterAll(() => Promise.all([one.close(), other.close()]));

const attacks: readonly Attack[] = [
  ...polymorphism,
  ...fragments,
  ...substitutes,
  ...inputs,
  ...plansAndTexts,
];
const named = attacks.map((attack) => [attack.id, attack.tries, attack] as const);
const held = new Map<string, string>();

describe('two worlds that differ in what may not be known cannot be told apart', () => {
  test.each(named)('%s: %s', async (_id, _tries, attack) => {
    await expectNoDifference(one, other, attack);
  });
});

describe.each(layers)('without the layer `%s` another one holds', (layer) => {
  test.each(named.filter(([, , attack]) => applies(attack, layer)))('%s: %s', async (id, tries, attack) => {
    await expectHeldWithout(layer, one, other, attack);
    held.set(`${id} ${tries} ${layer}`, 'held');
  });
});

describe('without any of the layers the worlds differ, so the attacks are worth something', () => {
  const biting = named.filter(
    ([, , { decided = 'never', cleared }]) =>
      cleared !== 'nobody' && (decided === 'never' || decided === 'depends'),
  );
  test.each(biting)('%s: %s', async (_id, _tries, { query, variables, caller = outsider }) => {
    const first = await one.ask(query, caller, variables, 'all of them');
    const second = await other.ask(query, caller, variables, 'all of them');
    // What is hidden from the caller's schema is refused before any of these layers.
    if (first.status === 400) expect(second.text).toBe(first.text);
    else expect(second.text).not.toBe(first.text);
  });
});

describe('one caller after another', () => {
  const query = '{ person(id: "b") { name ssn grade } }';

  test('CACHE-1, CACHE-4, CACHE-12: what somebody was shown is not shown to the next, whichever of them came first', async () => {
    const first = await one.ask(query, outsider);
    expect((await one.ask(query, police)).text).toContain('"ssn":"111"');
    expect((await one.ask(query, outsider)).text).toBe(first.text);
  });

  test('CACHE-5, BATCH-4: equal questions of two callers at the same time are answered apart', async () => {
    const asked = await Promise.all([
      one.ask(query, police),
      one.ask(query, outsider),
      one.ask(query, police),
      one.ask(query, outsider),
    ]);
    expect(asked.map(({ text }) => text.includes('111'))).toEqual([true, false, true, false]);
  });

  test('CACHE-12: with a role taken away the same operation shows less, never more', async () => {
    expect((await one.ask(query, { agency: 'police' })).text).toContain('111');
    expect((await one.ask(query, { agency: 'press' })).text).not.toContain('111');
  });

  test('INTRO-9: what one caller saw of the schema is not what the next one sees', async () => {
    const asked = '{ __type(name: "Person") { fields { name } } }';
    expect((await one.ask(asked, police)).text).toContain('"hidden"');
    expect((await one.ask(asked, outsider)).text).not.toContain('"hidden"');
  });
});

test('a graph without mutations and subscriptions says that it has none', async () => {
  const { text } = await one.ask('{ __schema { mutationType { name } subscriptionType { name } } }', police);
  expect(JSON.parse(text)).toMatchObject({
    data: { __schema: { mutationType: null, subscriptionType: null } },
  });
});

afterAll(() => {
  const width = Math.max(...attacks.map(({ id, tries }) => `${id} ${tries}`.length));
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(width)}  ${cells.map((cell) => cell.padEnd(16)).join('')}`;
  const rows = attacks.map((attack) => {
    const name = `${attack.id} ${attack.tries}`;
    return line(
      name,
      layers.map((layer) =>
        applies(attack, layer) ? (held.get(`${name} ${layer}`) ?? 'NOT HELD') : 'not applicable',
      ),
    );
  });
  process.stdout.write(`${[line('without', layers), ...rows].join('\n')}\n`);
});
