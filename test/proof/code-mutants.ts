import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { equivalentMutants } from './equivalent-mutants.ts';
import { mutantsOf, shownMutant, type Mutant } from './mutants.ts';
import { seededTape } from './seeded-tape.ts';

/** What became of mutants of the enforcing code. */
export interface MutantScore {
  /** How many mutants there are to draw from. */
  readonly known: number;
  /** Those drawn that are set aside, since nothing tells them from the original; they are not tried. */
  readonly aside: number;
  readonly tried: number;
  readonly killed: number;
  /** By file, so that it is seen where the suite is blind. */
  readonly byFile: Readonly<Record<string, { readonly tried: number; readonly killed: number }>>;
  /** `file:line: what became of what`, for each that the suite did not notice. */
  readonly survivors: readonly string[];
}

/** What a process that tries mutants is told, and what it says of each. */
export type MutantOrder = { readonly mutants: readonly Mutant[] };
export type MutantReply =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'tried';
      readonly index: number;
      readonly by: string | undefined;
      readonly trials: number;
    };

/** The rooms whose mutants are drawn; of two mutants one in a room of twice the weight is drawn twice as likely. */
const rooms: Readonly<Record<string, number>> = {
  'gateway/authorize': 3,
  'gateway/release': 3,
  'gateway/rights': 3,
  'gateway/marking': 2,
  'gateway/flow': 3,
  'gateway/supergraph': 2,
  'schema/policy': 1,
};

/** Parts of these rooms that decide nothing about a query: each with the tests that are about it. */
const elsewhere: Readonly<Record<string, string>> = {
  'gateway/supergraph/agency-key.ts': 'test/kit/fetch-token.test.ts',
  'gateway/supergraph/fetch-signer.ts': 'test/kit/fetch-token.test.ts',
  'gateway/supergraph/checked-scalars.ts': 'test/scalars.test.ts',
  'gateway/supergraph/field-rules.ts': 'test/supergraph/rules.test.ts',
  'gateway/supergraph/rule-link.ts': 'test/supergraph/rules.test.ts',
  'gateway/supergraph/without-security-features.ts': 'test/engine/plan-inaccessible.test.ts',
  'schema/policy/policy-book.ts': 'test/policy/policy-book.test.ts',
  'schema/policy/agency-policies.ts': 'test/policy/policy-book.test.ts',
};

/** A mutant that takes longer than this hangs, and is noticed by that. */
const silenceMs = 60_000;

/** Every mutant that can be drawn. */
export function everyMutant(): readonly Mutant[] {
  return Object.keys(rooms)
    .flatMap((room) =>
      readdirSync(new URL(`../../${room}/`, import.meta.url)).map((file) => `${room}/${file}`),
    )
    .filter((file) => file.endsWith('.ts') && !(file in elsewhere))
    .flatMap(mutantsOf);
}

/** Tries `count` mutants of the code that enforces, drawn by the seed with the weights of their rooms. */
export async function codeMutants(
  seed: string,
  count: number,
  told: (line: string) => void,
): Promise<MutantScore> {
  const all = everyMutant();
  const aside = new Set(equivalentMutants.map(({ file, was, becomes }) => `${file} ${was} ${becomes}`));
  const whole = drawnOf(all, seed, count);
  const drawn = whole.filter(({ file, was, becomes }) => !aside.has(`${file} ${was} ${becomes}`));
  const by: (string | undefined)[] = [];
  const ways = Math.max(1, Math.min(2, availableParallelism()));
  const numbers = drawn.map((_, index) => index);
  const done = { count: 0 };
  await Promise.all(
    Array.from({ length: ways }, (_, way) =>
      tryAll(
        drawn,
        numbers.filter((number) => number % ways === way),
        (index, found) => {
          by[index] = found;
          done.count += 1;
          told(
            `mutant ${done.count} of ${drawn.length}${found === undefined ? ` survives: ${shownAt(drawn, index)}` : ''}`,
          );
        },
      ),
    ),
  );
  const files = Map.groupBy(numbers, (index) => drawn[index]?.file ?? '');
  const isKilled = (index: number): boolean => by[index] !== undefined;
  return {
    known: all.length,
    aside: whole.length - drawn.length,
    tried: drawn.length,
    killed: numbers.filter(isKilled).length,
    byFile: Object.fromEntries(
      [...files].map(([file, those]) => [
        file,
        { tried: those.length, killed: those.filter(isKilled).length },
      ]),
    ),
    survivors: numbers.filter((index) => !isKilled(index)).map((index) => shownAt(drawn, index)),
  };
}

function shownAt(drawn: readonly Mutant[], index: number): string {
  const mutant = drawn[index];
  return mutant ? shownMutant(mutant) : '';
}

/** Weighted drawing without putting back (Efraimidis and Spirakis, 2006). */
function drawnOf(all: readonly Mutant[], seed: string, count: number): readonly Mutant[] {
  const tape = seededTape(`mutants ${seed}`);
  return all
    .map((mutant) => {
      const room = mutant.file.slice(0, mutant.file.lastIndexOf('/'));
      return { mutant, at: Math.log((1 + tape.next(1_000_000)) / 1_000_001) / (rooms[room] ?? 1) };
    })
    .toSorted((a, b) => b.at - a.at)
    .slice(0, count)
    .map(({ mutant }) => mutant)
    .toSorted((a, b) => (a.file === b.file ? a.from - b.from : a.file < b.file ? -1 : 1));
}

/** Tries mutants in a process of its own, and in another one where that falls silent. */
async function tryAll(
  drawn: readonly Mutant[],
  numbers: readonly number[],
  tried: (index: number, by: string | undefined) => void,
): Promise<void> {
  let rest = numbers;
  while (rest.length > 0) {
    const done = await tryInOneProcess(drawn, rest, tried);
    rest = rest.slice(done);
  }
}

/** How many were tried before the process ended. */
async function tryInOneProcess(
  drawn: readonly Mutant[],
  numbers: readonly number[],
  tried: (index: number, by: string | undefined) => void,
): Promise<number> {
  const child = fork(fileURLToPath(new URL('mutant-process.ts', import.meta.url)), [], { stdio: 'inherit' });
  const order: MutantOrder = { mutants: numbers.flatMap((index) => drawn[index] ?? []) };
  let done = 0;
  let isReady = false;
  return new Promise<number>((resolve, reject) => {
    let silence: NodeJS.Timeout | undefined;
    const listen = (): void => {
      clearTimeout(silence);
      if (isReady) silence = setTimeout(() => child.kill('SIGKILL'), silenceMs);
    };
    child.on('message', (reply: MutantReply) => {
      isReady = true;
      if (reply.kind === 'tried') {
        tried(numbers[done] ?? -1, reply.by);
        done += 1;
      }
      listen();
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(silence);
      if (!isReady) return reject(new Error(`the process that tries mutants ended with ${code}`));
      if (done < numbers.length) {
        tried(numbers[done] ?? -1, 'it ends or holds up the process');
        done += 1;
      }
      return resolve(done);
    });
    child.send(order);
  });
}
