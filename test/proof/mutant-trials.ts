import {
  nothingCompared,
  setComparisons,
  singleComparisons,
  type Comparison,
  type PolicyEngine,
} from '../policy/engine-comparison.ts';
import { noFigures } from './figures.ts';
import { mutantsOf, switchName, withSwitches, type Mutant } from './mutants.ts';
import { openAsking, openPolicyEngine, openProduct, type Asking, type Product } from './product.ts';
import { openGrounds, trialsOn, type Ground } from './prove.ts';
import type { Patch } from './module-variants.ts';
import type { Trial } from './trial.ts';

/** Trials that were made ready to be held against many mutants. */
export interface MutantTrials {
  /** What notices the mutant, in few words; undefined: nothing does. `count` says how many trials it took. */
  killerOf(mutant: Mutant): Promise<{ readonly by: string | undefined; readonly count: number }>;
}

/** Graphs, and triples and callers on each, that a mutant is held against; and comparisons with Cedar. */
const extent = { grounds: 24, perGraph: 24, callers: 6, singles: 6, sets: 60, setsAtOnce: 10 };
/** Trials that one mutant is held against at most, those that have noticed most before others. */
const maximumTrials = 400;
/** How many times as many switches as usual a trial may pass: a loop without an end passes more. */
const switchesOver = 50;
/** How long one trial may wait for something that never comes. */
const waitingMs = 10_000;

/** What is held against trials: the enforcing rooms, and the evaluator of policies by itself. */
interface Suite {
  readonly product: Product;
  readonly engine: PolicyEngine;
}

/** A suite in use for one mutant; what it remembers of a graph is made once. */
interface SuiteInUse extends Suite {
  on(ground: Ground): Asking;
}

/** A trial with the switches that it passes. */
interface Reaching {
  readonly seed: string;
  readonly weight: number;
  readonly reached: ReadonlySet<number>;
  readonly usual: number;
  kills: number;
  /** What it notices, in few words. */
  run(suite: SuiteInUse): Promise<string | undefined>;
}

/**
 * Loads the enforcing rooms once with all mutants in them, and runs every trial once without any: so it is known which
 * trials come by which mutant.
 */
export async function openMutantTrials(mutants: readonly Mutant[]): Promise<MutantTrials> {
  const switches = openSwitches();
  const numbers = new Map(mutants.map((mutant, index) => [keyOf(mutant), index + 1]));
  const numberOf = (mutant: Mutant): number => numbers.get(keyOf(mutant)) ?? 0;
  const patches = [...new Set(mutants.map(({ file }) => file))].map((file) => {
    const own = mutantsOf(file).filter((mutant) => numberOf(mutant) > 0);
    return withSwitches(file, own, own.map(numberOf));
  });
  const suite = await openSuite('with switches', patches);
  // What is passed while modules are loaded is decided then, once and for all.
  const whileLoading = new Set(switches.passed());
  const grounds = await openGrounds('mutants', extent.grounds);
  const all: Reaching[] = [];
  const whole = inUse(suite);
  for (const trial of [...grounds.flatMap(trialsOf), ...engineTrials()]) {
    switches.set(0, Infinity);
    const by = await trial.run(whole);
    if (by !== undefined) throw new Error(`found without any mutant: ${by}`);
    all.push({ ...trial, reached: new Set(switches.passed()), usual: switches.count(), kills: 0 });
  }

  return {
    async killerOf(mutant) {
      const number = numberOf(mutant);
      const isLoaded = whileLoading.has(number);
      const own = isLoaded ? await suiteWith(mutant).catch(() => undefined) : suite;
      if (!own) return { by: 'failure while loading', count: 0 };
      const reaching = all
        .filter(({ reached }) => isLoaded || reached.has(number))
        .toSorted((a, b) => b.kills - a.kills || b.weight - a.weight)
        .slice(0, maximumTrials);
      const used = inUse(own);
      for (const [index, each] of reaching.entries()) {
        switches.set(isLoaded ? 0 : number, each.usual * switchesOver + 10_000);
        const by = await within(each.run(used)).catch(
          (error: unknown) => `failure: ${error instanceof Error ? error.message : String(error)}`,
        );
        if (by === undefined) continue;
        each.kills += 1;
        return { by, count: index + 1 };
      }
      return { by: undefined, count: reaching.length };
    },
  };
}

type Prepared = Pick<Reaching, 'seed' | 'weight' | 'run'>;

function trialsOf(ground: Ground): readonly Prepared[] {
  return trialsOn(ground, extent).map(({ seed, weight, run }: Trial) => ({
    seed,
    weight,
    async run(suite) {
      const finding = await run(ground.served, suite.on(ground), noFigures());
      return finding && `${finding.kind} ${finding.seed} ${finding.text}`;
    },
  }));
}

/** The evaluator of policies against Cedar; after everything else, since it is asked for nothing but decisions. */
function engineTrials(): readonly Prepared[] {
  const prepared = (seed: string, comparisons: readonly Comparison[]): Prepared => ({
    seed,
    weight: 0,
    async run({ engine }) {
      for (const comparison of comparisons) {
        const difference = comparison.difference(engine, nothingCompared());
        if (difference !== undefined) return `${seed} ${difference}`;
      }
      return undefined;
    },
  });
  const sets = [...setComparisons(7, extent.sets)];
  return [
    ...[...singleComparisons(7, extent.singles)].map((each, index) => prepared(`cedar ${index}`, [each])),
    ...Array.from({ length: extent.sets / extent.setsAtOnce }, (_, index) =>
      prepared(`cedar sets ${index}`, sets.slice(index * extent.setsAtOnce, (index + 1) * extent.setsAtOnce)),
    ),
  ];
}

function keyOf({ file, from, to, text }: Mutant): string {
  return `${file} ${from} ${to} ${text}`;
}

function inUse(suite: Suite): SuiteInUse {
  const askings = new Map<Ground, Asking>();
  return {
    ...suite,
    on(ground) {
      const asking = askings.get(ground) ?? openAsking(suite.product, ground.served);
      askings.set(ground, asking);
      return asking;
    },
  };
}

async function openSuite(name: string, patches: readonly Patch[]): Promise<Suite> {
  return { product: await openProduct(name, patches), engine: await openPolicyEngine(name, patches) };
}

function suiteWith(mutant: Mutant): Promise<Suite> {
  const { file, from, to, text } = mutant;
  return openSuite(`mutant ${keyOf(mutant)}`, [{ file, from, to, text }]);
}

/** The switch that instrumented modules call, and what is known of it. */
function openSwitches() {
  let inForce = 0;
  let left = Infinity;
  let count = 0;
  const passed = new Set<number>();
  Reflect.set(globalThis, switchName, (number: number): boolean => {
    count += 1;
    if (count > left) throw new Error('it goes on without an end');
    passed.add(number);
    return number === inForce;
  });
  return {
    set(number: number, most: number): void {
      inForce = number;
      left = most;
      count = 0;
      passed.clear();
    },
    passed: (): ReadonlySet<number> => passed,
    count: () => count,
  };
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it waits for what never comes')), waitingMs);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}
