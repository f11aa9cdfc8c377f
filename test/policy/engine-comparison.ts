import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import fc from 'fast-check';
import { openReplay } from '../../gateway/policy/replay.ts';
import type { PolicyBook } from '../../schema/policy/book.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import type { Foreseen, residualOf } from '../../schema/policy/foreseen.ts';
import type { openPolicies, Policies } from '../../schema/policy/policies.ts';
import { policyBookOf } from '../../schema/policy/policy-book.ts';
import type { PolicyResource } from '../../schema/policy/resource.ts';
import type { satisfies } from '../../schema/policy/residual.ts';
import { caller, policy, resource } from './random-policies.ts';
import { openSingles, type Outcome } from './singles.ts';

/** What is held against Cedar: our evaluator, or one with something broken in it. */
export interface PolicyEngine {
  readonly openPolicies: typeof openPolicies;
  readonly residualOf: typeof residualOf;
  readonly satisfies: typeof satisfies;
}

/** What was compared, and what there was to be wrong about. */
export interface Compared {
  compared: number;
  allowed: number;
  forbidden: number;
  failed: number;
  readonly kinds: Set<string>;
}

/** Random policies and questions about them with Cedar's answers, which are asked for once. */
export interface Comparison {
  /** What an engine says otherwise than Cedar, the first of it; undefined: nothing. */
  difference(engine: PolicyEngine, counts: Compared): string | undefined;
}

/** Comparisons of one policy at a time that one `Comparison` makes. */
export const comparisonsAtOnce = 1600;

const perRun = 40;
const questions = fc.array(fc.tuple(caller, resource), { minLength: perRun, maxLength: perRun });
const singles = fc.tuple(
  fc.array(policy(fc.constantFrom('permit')), { minLength: perRun, maxLength: perRun }),
  questions,
);
const sets = fc.tuple(
  fc.array(
    fc.tuple(
      fc.constantFrom('cyber', 'elections', 'community'),
      policy(fc.constantFrom('permit', 'permit', 'forbid')),
    ),
    { minLength: 2, maxLength: 8 },
  ),
  fc.array(fc.tuple(caller, resource), { minLength: 10, maxLength: 10 }),
);

/** Nothing compared yet. */
export function nothingCompared(): Compared {
  return { compared: 0, allowed: 0, forbidden: 0, failed: 0, kinds: new Set() };
}

/** `count` times forty single permits with forty questions about each, drawn by the seed. */
export function* singleComparisons(seed: number, count: number): Generator<Comparison> {
  for (const [written, each] of fc.sample(singles, { seed, numRuns: count }))
    yield comparisonOfSingles(written, each);
}

/** `count` times a few permits and forbids of two agencies and of the community, with ten questions about each set. */
export function* setComparisons(seed: number, count: number): Generator<Comparison> {
  for (const [written, each] of fc.sample(sets, { seed, numRuns: count })) {
    const book = bookOf(written);
    const theirs = openReplay(book);
    const decisions = each.flatMap(([who, what]) =>
      ['cyber', 'elections'].map((custodian) => ({
        who,
        what,
        custodian,
        decision: theirs({ caller: who, custodian, action: 'display', resource: what }),
      })),
    );
    yield {
      difference(engine, counts) {
        const ours = engine.openPolicies(book);
        for (const { who, what, custodian, decision } of decisions) {
          const foreseen = foreseenBy(ours, who, custodian, what);
          const said = foreseen.kind === 'depends' ? foreseen.decide(what) : undefined;
          const isAllowed = said ? said.allowed : foreseen.kind === 'always';
          const isSatisfied = engine.satisfies(what, engine.residualOf(foreseen));
          note(counts, foreseen, decision);
          if (
            isAllowed === decision.allowed &&
            isSatisfied === decision.allowed &&
            (!said || JSON.stringify(said) === JSON.stringify(decision))
          )
            continue;
          return JSON.stringify({ written, who, what, custodian, foreseen, said, isSatisfied, decision });
        }
        return undefined;
      },
    };
  }
}

function note(
  counts: Compared,
  { kind }: Foreseen,
  decision: { readonly allowed: boolean; readonly failed?: unknown; readonly policies: readonly string[] },
): void {
  counts.compared += 1;
  counts.kinds.add(kind);
  if (decision.allowed) counts.allowed += 1;
  else if (decision.failed) counts.failed += 1;
  else if (decision.policies.length > 0) counts.forbidden += 1;
}

function comparisonOfSingles(
  written: readonly PolicyJson[],
  each: readonly (readonly [PolicyCaller, PolicyResource])[],
): Comparison {
  const { book, decide } = openSingles(written);
  const asked = each.map(([who, what]) => {
    const theirs = decide(who, what);
    return { who, what, outcomes: new Map(book.policies.map(({ id }) => [id, theirs(id)])) };
  });
  return {
    difference(engine, counts) {
      const ours = engine.openPolicies(book);
      for (const { who, what, outcomes } of asked) {
        for (const { id, custodian, json } of book.policies) {
          const outcome = outcomes.get(id) ?? 'error';
          const foreseen = foreseenBy(ours, who, custodian, what);
          const said = agreed(engine, foreseen, what, outcome);
          counts.compared += 1;
          counts.kinds.add(foreseen.kind);
          if (outcome === 'true') counts.allowed += 1;
          if (outcome === 'error') counts.failed += 1;
          if (said !== outcome) return JSON.stringify({ json, who, what, said, outcome });
        }
      }
      return undefined;
    },
  };
}

/** What is foreseen; a second asking, which is answered from memory, says the same. */
function foreseenBy(
  policies: Policies,
  who: PolicyCaller,
  custodian: string,
  what: PolicyResource,
): Foreseen {
  const foreseen = policies.foresee(who, custodian, 'display', what.type);
  const again = policies.foresee({ ...who }, custodian, 'display', what.type);
  if (again !== foreseen) throw new Error('one question was worked out twice');
  return foreseen;
}

/** What we say of a single permit; where nothing can ever hold, `never` covers errors too. */
function agreed(
  { satisfies: holds, residualOf: residual }: PolicyEngine,
  foreseen: Foreseen,
  what: PolicyResource,
  theirs: Outcome,
): Outcome {
  const allowed = holds(what, residual(foreseen));
  if (foreseen.kind === 'always') return allowed ? 'true' : 'error';
  if (foreseen.kind === 'never') return allowed ? 'true' : theirs === 'error' ? 'error' : 'false';
  const decision = foreseen.decide(what);
  if (decision.allowed !== allowed) throw new Error('decision and residual differ');
  return decision.failed ? 'error' : decision.allowed ? 'true' : 'false';
}

function bookOf(written: readonly (readonly [custodian: string, json: PolicyJson])[]): PolicyBook {
  return policyBookOf(
    written.map(([custodian, json], index) => ({
      id: `${custodian}.p${index}`,
      custodian,
      file: 'random',
      line: 1,
      text: '',
      json,
    })),
  );
}
