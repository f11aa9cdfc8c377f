import type { Patch } from './module-variants.ts';
import { openAsking, openProduct, serveGraph, type Product, type ServedGraph } from './product.ts';
import { callerTrialOf } from './caller-trial.ts';
import { noFigures, type Figures } from './figures.ts';
import { provedGraph, type ProvedGraph } from './proved-graph.ts';
import { tripleOf, type Finding, type Trial } from './trial.ts';

/** How much is tried. */
export interface Extent {
  readonly seed: string;
  readonly triples: number;
  /** Triples on each graph, and callers among them. */
  readonly perGraph: number;
  readonly callers: number;
}

/** What came of it. */
export interface Proved {
  readonly figures: Figures;
  readonly findings: readonly Finding[];
}

/** Tries triples on the gateway as it is; `most` findings end it. */
export async function proveTriples(
  extent: Extent,
  most: number,
  tell: (line: string) => void,
): Promise<Proved> {
  const product = await openProduct('as it is');
  const figures = noFigures();
  const findings: Finding[] = [];
  for (let graph = 0; figures.triples < extent.triples && findings.length < most; graph++) {
    const proved = provedGraph(`${extent.seed} ${graph}`);
    const served = await serveGraph(proved.graph, proved.policies);
    const found = await tryOn(product, { proved, served }, extent, figures, most - findings.length);
    findings.push(...found);
    await served.close();
    if (graph % 10 === 9) tell(`${figures.triples} of ${extent.triples} triples`);
  }
  return { figures, findings };
}

/** A graph that stays served, so that many products can be tried on it. */
export interface Ground {
  readonly proved: ProvedGraph;
  readonly served: ServedGraph;
}

/** Everything that is tried on one graph, made ready. */
export function trialsOn(
  { proved }: Ground,
  { perGraph, callers }: Pick<Extent, 'perGraph' | 'callers'>,
): readonly Trial[] {
  return [
    ...Array.from({ length: perGraph }, (_, index) => tripleOf(proved, { index, callers })),
    ...Array.from({ length: callers }, (_, number) => callerTrialOf(proved, number)),
  ];
}

/** Tries everything on one graph, and stops at `most` findings. */
async function tryOn(
  product: Product,
  ground: Ground,
  extent: Pick<Extent, 'perGraph' | 'callers'>,
  figures: Figures,
  most: number,
): Promise<readonly Finding[]> {
  const asking = openAsking(product, ground.served);
  const findings: Finding[] = [];
  for (const trial of trialsOn(ground, extent)) {
    const finding = await trial.run(ground.served, asking, figures);
    if (finding) findings.push(finding);
    if (findings.length >= most) break;
  }
  return findings;
}

/** Serves the graphs that products with something broken in them are tried on. */
export async function openGrounds(seed: string, count: number): Promise<readonly Ground[]> {
  const grounds: Ground[] = [];
  for (let index = 0; index < count; index++) {
    const proved = provedGraph(`${seed} ${index}`);
    grounds.push({ proved, served: await serveGraph(proved.graph, proved.policies) });
  }
  return grounds;
}

/** What the suite says of the gateway with `patches` in it: its first finding, or undefined if it notices nothing. */
export async function findingWith(
  name: string,
  patches: readonly Patch[],
  grounds: readonly Ground[],
  extent: Pick<Extent, 'perGraph' | 'callers'>,
): Promise<{ readonly kind: string; readonly text: string } | undefined> {
  const figures = noFigures();
  try {
    const product = await openProduct(name, patches);
    for (const ground of grounds) {
      const [finding] = await tryOn(product, ground, extent, figures, 1);
      if (finding) return finding;
    }
    return undefined;
  } catch (error) {
    return { kind: 'failure', text: error instanceof Error ? error.message : String(error) };
  }
}
