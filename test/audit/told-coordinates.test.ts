import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCompiledEngine } from '../../gateway/execute/compiled-engine.ts';
import type { LoadedSupergraph } from '../../gateway/execute/engine.ts';
import { openEnforcement } from '../../gateway/flow/enforcement.ts';
import { supergraphOf } from '../../gateway/supergraph/supergraph.ts';
import { disclosureReader } from '../../gateway/viewer/disclosure-reader.ts';
import { parsePolicyBook, policyBookOf } from '../../schema/policy/policy-book.ts';
import { callerWith, gatewayKey } from '../engine/engine-room.ts';
import { bookOfTexts, permitWhen } from '../policy/written.ts';

// The room's graph, where of the cyber agency's own people analysts alone may know where an indicator is from: that
// there is such a field is hidden from its others.
const source = 'cyber.indicator-source';
const engine = openCompiledEngine({ gatewayKey, areRulesEnforced: true });
let on: LoadedSupergraph;
beforeAll(async () => {
  const schema = (name: string): string =>
    readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8');
  const { policies } = parsePolicyBook(schema('policies.json'));
  const narrowed = bookOfTexts({
    [source]: permitWhen('principal.roles.contains("CYBER_ANALYST")', 'indicator.source'),
  });
  expect(policies.map(({ id }) => id)).toContain(source);
  const book = policyBookOf([...policies.filter(({ id }) => id !== source), ...narrowed.policies]);
  on = await engine.load(supergraphOf(schema('supergraph.graphql'), [], book));
}, 30_000);
afterAll(() => engine.stop());

const told = (role: string): ReadonlySet<string> | undefined => {
  const enforcement = openEnforcement(undefined as never, () => undefined);
  const community = ['election-security-task-force'];
  const caller = callerWith({ agency: 'cyber', roles: [role], community });
  return disclosureReader(enforcement.accessOf(caller, on)).coordinates;
};

test("who may see a hidden field of the own agency's is told of its disclosures", () => {
  expect(told('CYBER_ANALYST')).toContain('Indicator.source');
});

test('who may not is told of none of them, and of those of its other fields all the same', () => {
  const fields = [...(told('VULNERABILITY_ANALYST') ?? [])];
  expect(fields).not.toContain('Indicator.source');
  expect(fields).toEqual([...(told('CYBER_ANALYST') ?? [])].filter((each) => each !== 'Indicator.source'));
  expect(fields.length).toBeGreaterThan(0);
});
