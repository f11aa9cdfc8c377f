import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openReplay } from '../../gateway/policy/replay.ts';
import type { PolicyBook } from '../../schema/policy/book.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import { residualOf, type Foreseen } from '../../schema/policy/foreseen.ts';
import { openPolicies, type Policies } from '../../schema/policy/policies.ts';
import { policyBookOf } from '../../schema/policy/policy-book.ts';
import { satisfies } from '../../schema/policy/residual.ts';
import type { PolicyResource } from '../../schema/policy/resource.ts';
import { caller, policy, resource } from './random-policies.ts';
import { openSingles, type Outcome } from './singles.ts';

// How many decisions are compared with Cedar's own engine; a release may ask for more.
const comparisons = Number(process.env['WATCHFLOOR_PROVE_ENGINE'] ?? 100_000);
// Forty policies and forty questions at a time. A failing run is shown as it is: making it smaller takes minutes.
const perRun = 40;

const asked = fc.array(fc.tuple(caller, resource), { minLength: perRun, maxLength: perRun });

test(
  `single policies decide as Cedar does, with the same errors, ${comparisons} times`,
  () => {
    const seen = { compared: 0, allowed: 0, failed: 0, kinds: new Set<string>() };
    const policies = fc.array(policy(fc.constantFrom('permit')), { minLength: perRun, maxLength: perRun });
    fc.assert(
      fc.property(policies, asked, (written, questions) => {
        const { book, decide } = openSingles(written);
        const differences: unknown[] = [];
        const ours = openPolicies(book);
        for (const [who, what] of questions) {
          const theirs = decide(who, what);
          for (const { id, custodian } of book.policies) {
            const outcome = theirs(id);
            const foreseen = foreseenBy(ours, who, custodian, what);
            const said = agreed(foreseen, what, outcome);
            if (said !== outcome) differences.push({ json: jsonOf(book, id), who, what, said, outcome });
            seen.compared += 1;
            seen.kinds.add(foreseen.kind);
            if (outcome === 'true') seen.allowed += 1;
            if (outcome === 'error') seen.failed += 1;
          }
        }
        expect(differences.slice(0, 1)).toEqual([]);
      }),
      { numRuns: Math.ceil(comparisons / perRun / perRun), endOnFailure: true },
    );
    expect(seen.compared).toBeGreaterThanOrEqual(comparisons);
    expect([...seen.kinds].toSorted()).toEqual(['always', 'depends', 'never']);
    // A run that compares nothing but denials would prove little.
    expect(seen.allowed).toBeGreaterThan(seen.compared / 10);
    expect(seen.failed).toBeGreaterThan(seen.compared / 100);
  },
  Math.max(120_000, comparisons * 2),
);

test('permits and forbids of an agency and of the community decide together as Cedar does', () => {
  const set = fc.array(
    fc.tuple(
      fc.constantFrom('cyber', 'elections', 'community'),
      policy(fc.constantFrom('permit', 'permit', 'forbid')),
    ),
    { minLength: 2, maxLength: 8 },
  );
  const questions = fc.array(fc.tuple(caller, resource), { minLength: 10, maxLength: 10 });
  const seen = { allowed: 0, forbidden: 0, failed: 0 };
  fc.assert(
    fc.property(set, questions, (written, each) => {
      const book = bookOf(written);
      const [ours, theirs] = [openPolicies(book), openReplay(book)];
      for (const [who, what] of each) {
        for (const custodian of ['cyber', 'elections']) {
          const decision = theirs({ caller: who, custodian, action: 'display', resource: what });
          const foreseen = foreseenBy(ours, who, custodian, what);
          if (foreseen.kind === 'depends') expect(foreseen.decide(what)).toEqual(decision);
          else expect(foreseen.kind === 'always').toBe(decision.allowed);
          expect(satisfies(what, residualOf(foreseen))).toBe(decision.allowed);
          if (decision.allowed) seen.allowed += 1;
          else if (decision.failed) seen.failed += 1;
          else if (decision.policies.length > 0) seen.forbidden += 1;
        }
      }
    }),
    { numRuns: 400, endOnFailure: true },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
}, 120_000);

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
function agreed(foreseen: Foreseen, what: PolicyResource, theirs: Outcome): Outcome {
  const allowed = satisfies(what, residualOf(foreseen));
  if (foreseen.kind === 'always') return allowed ? 'true' : 'error';
  if (foreseen.kind === 'never') return allowed ? 'true' : theirs === 'error' ? 'error' : 'false';
  const decision = foreseen.decide(what);
  if (decision.allowed !== allowed) throw new Error('decision and residual differ');
  return decision.failed ? 'error' : decision.allowed ? 'true' : 'false';
}

function jsonOf({ policies }: PolicyBook, id: string): string {
  return JSON.stringify(policies.find((each) => each.id === id)?.json);
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
