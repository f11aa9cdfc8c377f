import { expect, test } from 'vitest';
import { residualOf } from '../../schema/policy/foreseen.ts';
import { openPolicies } from '../../schema/policy/policies.ts';
import { satisfies } from '../../schema/policy/residual.ts';
import {
  comparisonsAtOnce,
  nothingCompared,
  setComparisons,
  singleComparisons,
  type PolicyEngine,
} from './engine-comparison.ts';

// How many decisions are compared with Cedar's own engine; a release asks for more by `npm run prove -- --comparisons`.
const comparisons = 100_000;
const ours: PolicyEngine = { openPolicies, residualOf, satisfies };
const seed = Date.now() % 1_000_000_000;

test(`single policies decide as Cedar does, with the same errors, ${comparisons} times`, () => {
  const seen = nothingCompared();
  for (const comparison of singleComparisons(seed, Math.ceil(comparisons / comparisonsAtOnce)))
    expect(comparison.difference(ours, seen), `seed ${seed}`).toBeUndefined();
  expect(seen.compared).toBeGreaterThanOrEqual(comparisons);
  expect([...seen.kinds].toSorted()).toEqual(['always', 'depends', 'never']);
  // A run that compares nothing but denials would prove little.
  expect(seen.allowed).toBeGreaterThan(seen.compared / 10);
  expect(seen.failed).toBeGreaterThan(seen.compared / 100);
}, 120_000);

test('permits and forbids of an agency and of the community decide together as Cedar does', () => {
  const seen = nothingCompared();
  for (const comparison of setComparisons(seed, 400))
    expect(comparison.difference(ours, seen), `seed ${seed}`).toBeUndefined();
  for (const count of [seen.allowed, seen.forbidden, seen.failed]) expect(count).toBeGreaterThan(100);
}, 120_000);
