import { afterAll, beforeAll, expect, test } from 'vitest';
import { outsider, type Attack } from './attack.ts';
import { openWorld, type Layer, type World } from './attack-room.ts';
import { graphWith } from './graph.ts';
import { inputs, plansAndTexts } from './inputs.ts';
import { fragments, polymorphism, substitutes } from './shapes.ts';

const attacks: readonly Attack[] = [
  ...polymorphism,
  ...fragments,
  ...substitutes,
  ...inputs,
  ...plansAndTexts,
];

interface Worlds {
  readonly one: World;
  readonly other: World;
}

let open: Worlds;
let guarded: Worlds;
beforeAll(async () => {
  const worlds = async (isGuarded: boolean): Promise<Worlds> => {
    const [one, other] = await Promise.all(
      ['111', '9bb'].map((secret) => openWorld(graphWith(secret), { isGuarded })),
    );
    if (!one || !other) throw new Error('there are two worlds');
    return { one, other };
  };
  [open, guarded] = [await worlds(false), await worlds(true)];
}, 60_000);
afterAll(() => Promise.all([open, guarded].flatMap(({ one, other }) => [one.close(), other.close()])));

/** Whether the worlds cannot be told apart with one of the gateway's layers, or none, left out. */
async function holds({ one, other }: Worlds, attack: Attack, without?: Layer): Promise<boolean> {
  const { query, variables, caller = outsider } = attack;
  const [first, second] = [
    await one.ask(query, caller, variables, without),
    await other.ask(query, caller, variables, without),
  ];
  return first.text === second.text && first.status === second.status;
}

test('each attack is held off by the gateway alone; what the agencies hold off alone is as the table says', async () => {
  const lines: string[] = [];
  const counts = { biting: 0, gateway: 0, agencies: 0, both: 0 };
  for (const attack of attacks) {
    const name = `${attack.id} ${attack.tries}`;
    const gateway = await holds(open, attack);
    const both = await holds(guarded, attack);
    expect({ name, gateway, both }).toEqual({ name, gateway: true, both: true });
    // What is told apart by nobody even without any layer says nothing about layers.
    if (await holds(open, attack, 'all of them')) continue;
    const agencies = await holds(guarded, attack, 'all of them');
    counts.biting += 1;
    counts.gateway += 1;
    counts.both += 1;
    if (agencies) counts.agencies += 1;
    lines.push(`${agencies ? 'held    ' : 'NOT HELD'}  ${name}`);
  }
  const { biting, gateway, agencies, both } = counts;
  const table = [
    `gateway and agencies: ${both} of ${biting} attacks are held off`,
    `the gateway alone: ${gateway} of ${biting}`,
    `the agencies alone: ${agencies} of ${biting}`,
    '',
    'By the agencies alone, with nothing pruned, no plan checked and no release. Lists of this graph are not read',
    'from a database: what agencies leave out, filter and order in SQL is tried in test/kit/guarded-lists.test.ts.',
    ...lines,
    '',
  ].join('\n');
  await expect(table).toMatchFileSnapshot('agency-layer.txt');
}, 120_000);
