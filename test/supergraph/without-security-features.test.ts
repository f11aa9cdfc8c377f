import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { openCompiledEngine } from '../../gateway/execute/compiled-engine.ts';
import { openApolloPlanning } from '../../gateway/plan/apollo-planning.ts';
import { supergraphOf } from '../../gateway/supergraph/supergraph.ts';
import { withoutSecurityFeatures } from '../../gateway/supergraph/without-security-features.ts';
import { callerWith } from '../engine/engine-room.ts';
import { composedSdl, head } from './composed-sdl.ts';

test('a supergraph loses the directives that a planner refuses, under any name, and nothing else', () => {
  const text = `type Query @authenticated { a: A s: String @federation__requiresScopes(scopes: [["x"]]) @access(action: "s") @policy(policies: [["p"]]) }
    type A @key(fields: "id") @context(name: "ctx") { id: ID! prop: String c: C }
    type C @key(fields: "id") { id: ID! f(z: String @fromContext(field: "$ctx { prop }")): String }`;
  const sdl = composedSdl({
    one: (head([['@access', '@access']]) + text).replace('"@requiresScopes", ', ''),
  });
  const without = withoutSecurityFeatures(sdl);
  expect(sdl).toMatch(/@authenticated[\s\S]*requiresScopes[\s\S]*@policy/);
  expect(without).not.toMatch(/authenticated|requiresScopes|policy/i);
  expect(without).toContain('@access(action: "s")');
  expect(without).toContain('contextArguments: [{');
  expect(() => openApolloPlanning(sdl)).toThrow();
  expect(openApolloPlanning(without).supergraph.apiSdl).toContain('type A');
});

test('a supergraph without them is given back as it is', () => {
  const sdl = composedSdl({ one: 'type Query { a: Int @public }' });
  expect(withoutSecurityFeatures(sdl)).toBe(sdl);
});

test('our engine takes such a supergraph only where rules are enforced, and then answers nothing without rights', async () => {
  const sdl = composedSdl({ one: 'type Query { secret: String @authenticated }' });
  const open = openCompiledEngine({ gatewayKey: undefined });
  const enforced = openCompiledEngine({ gatewayKey: undefined, areRulesEnforced: true });
  try {
    await expect(open.load(supergraphOf(sdl, []))).rejects.toThrow();
    const on = await enforced.load(supergraphOf(sdl, []));
    const document = parse('{ __typename }');
    const answer = await enforced.execute({
      on,
      document,
      variables: {},
      principal: callerWith(),
      traceId: 't',
    });
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('INTERNAL');
  } finally {
    await Promise.all([open.stop(), enforced.stop()]);
  }
});
