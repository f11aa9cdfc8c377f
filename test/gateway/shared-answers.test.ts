import { parse } from 'graphql';
import { expect, test } from 'vitest';
import type { EngineOperation, LoadedSupergraph } from '../../gateway/execute/engine.ts';
import { openSharedAnswers } from '../../gateway/flow/shared-answers.ts';
import type { Principal } from '../../gateway/principal/principal.ts';

const document = parse('{ a }');
const [on, principal] = [{} as LoadedSupergraph, {} as Principal];
const asked = (more: Partial<EngineOperation> = {}): EngineOperation => ({
  on,
  document,
  principal,
  variables: {},
  traceId: 'one',
  ...more,
});

/** How often an answer is made for two that are asked at the same time. */
async function made(
  [one, rightsOfOne]: readonly [EngineOperation, object],
  [other, rightsOfOther]: readonly [EngineOperation, object],
): Promise<number> {
  const shared = openSharedAnswers<number>();
  let count = 0;
  const make = (): Promise<number> => Promise.resolve((count += 1));
  await Promise.all([shared.of(one, rightsOfOne, make), shared.of(other, rightsOfOther, make)]);
  return count;
}

const rights = {};

test('equal questions of one caller at one time are answered once', async () => {
  expect(await made([asked(), rights], [asked({ traceId: 'two' }), rights])).toBe(1);
});

test.each<[string, Partial<EngineOperation>, object]>([
  ['rights that have changed since', {}, {}],
  ['another caller', { principal: {} as Principal }, rights],
  ['another supergraph', { on: {} as LoadedSupergraph }, rights],
  ['another document', { document: parse('{ a }') }, rights],
  ['another operation of it', { operationName: 'Other' }, rights],
  ['other variables', { variables: { id: 1 } }, rights],
  ['other forwarded headers', { forwarded: [['x-tenant', 'b']] }, rights],
])('%s never share an answer', async (_, difference, rightsOfOther) => {
  expect(await made([asked(), rights], [asked(difference), rightsOfOther])).toBe(2);
});
