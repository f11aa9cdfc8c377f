import { expect, test } from 'vitest';
import { agencyAuthorization, agencyKey } from '../../gateway/supergraph/agency-key.ts';

const gateway = 'a-gateway-key-for-tests-0123456789abcdef';

test('each agency has a key of its own, long enough for a subgraph to start with', () => {
  const keys = ['elections', 'cyber', 'law-enforcement'].map((name) => agencyKey(gateway, name));
  expect(new Set(keys).size).toBe(3);
  for (const key of keys) {
    expect(key.length).toBeGreaterThanOrEqual(32);
    expect(key).not.toContain(gateway);
  }
});

test('another gateway has other keys, and the same one always the same', () => {
  expect(agencyKey(gateway, 'cyber')).toBe(agencyKey(gateway, 'cyber'));
  expect(agencyKey(`${gateway}x`, 'cyber')).not.toBe(agencyKey(gateway, 'cyber'));
  expect(agencyAuthorization(gateway)('cyber')).toBe(`Bearer ${agencyKey(gateway, 'cyber')}`);
});
