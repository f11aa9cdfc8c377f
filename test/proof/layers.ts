import { patchOf, type Patch } from './module-variants.ts';
import { openAsking, openProduct, type Asking } from './product.ts';
import { openGrounds, type Ground } from './prove.ts';
import { tripleOf, type Triple } from './trial.ts';

/** What holds with some layers: of the triples that tell the worlds apart with neither, those that do not. */
export interface LayerRow {
  readonly layers: string;
  readonly held: number;
  readonly biting: number;
}

/** Which layers stand: the gateway's release, and each agency's own guard. Nobody is asked for more than is planned. */
const settings = [
  { layers: 'the gateway and the agencies', hasRelease: true, isGuarded: true },
  { layers: 'the gateway alone', hasRelease: true, isGuarded: false },
  { layers: 'the agencies alone', hasRelease: false, isGuarded: true },
] as const;

/** The gateway without a decision on what was fetched, and without the pruning of what is fetched. */
function withoutRelease(): readonly Patch[] {
  const release = 'gateway/release/release.ts';
  return [
    patchOf(
      release,
      `field: (at) => (at.field.startsWith('__') ? undefined : fieldRelease(ground, at)),`,
      'field: () => undefined,',
    ),
    patchOf(release, `object: (type, at) => objectRelease(ground, type, at),`, 'object: () => undefined,'),
  ];
}

/** Asks triples with layers left out; of `count` those are counted that tell the worlds apart without both. */
export async function layerRows(
  seed: string,
  count: number,
  tell: (line: string) => void,
): Promise<readonly LayerRow[]> {
  const perGraph = 20;
  const whole = await openProduct(`${seed} whole`);
  const open = await openProduct(`${seed} without release`, withoutRelease());
  const held = settings.map(() => 0);
  let biting = 0;
  const grounds = await openGrounds(seed, Math.ceil(count / perGraph));
  for (const [number, ground] of grounds.entries()) {
    const asking = { whole: openAsking(whole, ground.served), open: openAsking(open, ground.served) };
    for (let index = 0; index < perGraph; index++) {
      const triple = tripleOf(ground.proved, { index, callers: 6 });
      if (await isSame(ground, triple, asking.open, false)) continue;
      biting += 1;
      for (const [at, { hasRelease, isGuarded }] of settings.entries()) {
        const by = hasRelease ? asking.whole : asking.open;
        if (await isSame(ground, triple, by, isGuarded)) held[at] = (held[at] ?? 0) + 1;
      }
    }
    await ground.served.close();
    if (number % 5 === 4) tell(`layers: ${(number + 1) * perGraph} of ${count} triples`);
  }
  return settings.map(({ layers }, at) => ({ layers, held: held[at] ?? 0, biting }));
}

/** Whether both worlds give the same answer. */
async function isSame(
  { served: { stage } }: Ground,
  { asked, worlds }: Triple,
  asking: Asking,
  isGuarded: boolean,
): Promise<boolean> {
  const texts: string[] = [];
  stage.guard = undefined;
  stage.isGuarded = isGuarded;
  for (const world of worlds) {
    stage.world = world;
    texts.push((await asking.ask(asked.principal, asked.query, asked.variables)).text);
  }
  stage.isGuarded = false;
  return texts[0] === texts[1];
}
