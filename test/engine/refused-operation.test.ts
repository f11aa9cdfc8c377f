import { getOperationAST, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WatchfloorError } from '../../gateway/error/error.ts';
import type { CompiledEngine } from '../../gateway/execute/compiled-engine.ts';
import { asAsked, type AuthorizedOperation } from '../../gateway/execute/compiled/authorized-operation.ts';
import { openRelease, type ReleaseSession } from '../../gateway/execute/compiled/release.ts';
import type { EngineOperation } from '../../gateway/execute/engine.ts';
import type { QueryPlan } from '../../gateway/plan/query-plan.ts';
import { callerWith, openEngineRoom, type EngineRoom } from './engine-room.ts';

let room: EngineRoom;
let engine: CompiledEngine;
beforeAll(async () => {
  room = await openEngineRoom({
    sites: {
      sdl: 'type Query { site: Site name: String } type Mutation { first: Site second: Site } type Site @key(fields: "id") { id: ID! }',
      resolvers: {
        Query: { site: () => ({ id: '1' }), name: () => 'room' },
        Mutation: { first: () => ({ id: '1' }), second: () => ({ id: '2' }) },
      },
    },
    risks: {
      sdl: 'type Site @key(fields: "id") { id: ID! risk: Int }',
      resolvers: { Site: { risk: () => 7 } },
    },
  });
  engine = room.engine as CompiledEngine;
});
afterAll(() => room.close());

const session = {} as ReleaseSession;

/** Both forms of an answer as JSON, which must be alike, and how many requests the agencies got for one. */
async function answers(
  query: string,
  over: (document: ReturnType<typeof parse>) => Partial<EngineOperation> = () => ({}),
): Promise<{ readonly answer: Answer; readonly asked: number }> {
  const on = engine.loaded();
  if (!on) throw new Error('nothing is loaded');
  const document = parse(query);
  const common = {
    on,
    document,
    variables: {},
    principal: callerWith(),
    traceId: 'trace',
    ...over(document),
  };
  const objects = JSON.stringify(await engine.execute(common));
  const before = requests();
  const { body } = await engine.executeToJson(common);
  const withoutTrace = (text: string): string => text.replaceAll(/"traceId":"[^"]+"/g, '"traceId":""');
  expect(withoutTrace(body)).toBe(withoutTrace(objects));
  return { answer: JSON.parse(body) as Answer, asked: requests() - before };
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

function requests(): number {
  return Object.values(room.subgraphs).reduce((sum, { received }) => sum + received.length, 0);
}

function authorizedAnew(document: ReturnType<typeof parse>): AuthorizedOperation {
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return { ...asAsked(document, operation) };
}

describe('an operation that is not executed is answered by one error alone, and nobody is asked', () => {
  test.each([
    { why: 'a subscription', query: 'subscription { site { id } }', code: 'BAD_USER_INPUT' },
    { why: 'a part of it later', query: '{ site { ... @defer { id } } }', code: 'BAD_USER_INPUT' },
    { why: 'items one by one', query: 'query @stream { site { id } }', code: 'BAD_USER_INPUT' },
    {
      why: 'a part later in a fragment',
      query: '{ site { ...S } } fragment S on Site { id ... @defer(label: "x") { risk } }',
      code: 'BAD_USER_INPUT',
    },
    {
      why: 'an operation that is not there',
      query: '{ name }',
      code: 'BAD_USER_INPUT',
      operationName: 'other',
    },
    { why: 'a variable that is not given', query: 'query ($x: Int!) { name }', code: 'BAD_USER_INPUT' },
    { why: 'what the schema has not', query: 'query { nothing }', code: 'INTERNAL' },
  ])('$why: $code', async ({ query, code, operationName }) => {
    const { answer, asked } = await answers(query, () =>
      operationName === undefined ? {} : { operationName },
    );
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect([Object.keys(answer), asked]).toEqual([['errors'], 0]);
  });

  test('the directive is named', async () => {
    const { answer } = await answers('{ site { ... @defer { id } } }');
    expect(answer.errors?.[0]?.message).toBe('answers come whole: `@defer` is not supported');
  });

  test('rights without a session', async () => {
    const { answer, asked } = await answers('{ name }', (document) => ({
      authorized: authorizedAnew(document),
    }));
    expect([answer.errors?.[0]?.extensions.code, asked]).toEqual(['INTERNAL', 0]);
  });

  test('a plan that is refused', async () => {
    const { answer, asked } = await answers('{ site { id risk } }', (document) => ({
      authorized: authorizedAnew(document),
      session,
      assertPlan: () => {
        throw new WatchfloorError('FORBIDDEN');
      },
    }));
    expect([answer.errors?.[0]?.extensions.code, asked]).toEqual(['FORBIDDEN', 0]);
  });
});

describe('the assertion of a plan', () => {
  const agenciesOf = ({ requests: made }: QueryPlan): string => made.map(({ agency }) => agency).join(' ');

  test('is made once for each plan that is run, before its first request', async () => {
    const seen: string[] = [];
    const before = requests();
    const assertPlan = (plan: QueryPlan): void => {
      seen.push(`${agenciesOf(plan)} after ${requests() - before}`);
    };
    const { answer } = await answers('{ site { risk } }', (document) => ({
      authorized: authorizedAnew(document),
      session,
      assertPlan,
    }));
    expect(answer).toEqual({ data: { site: { risk: 7 } } });
    expect(seen).toEqual(['sites risks after 0']);
  });

  test('is made for every step of a mutation before the first of them happens', async () => {
    const seen: string[] = [];
    const { answer, asked } = await answers('mutation { first { risk } second { risk } }', (document) => ({
      authorized: authorizedAnew(document),
      session,
      assertPlan: (plan) => {
        seen.push(agenciesOf(plan));
        if (seen.length % 2 === 0) throw new WatchfloorError('FORBIDDEN');
      },
    }));
    expect([answer.errors?.[0]?.extensions.code, asked]).toEqual(['FORBIDDEN', 0]);
    expect(seen).toEqual(Array.from({ length: 4 }, () => 'sites risks'));
  });

  test('is not skipped because somebody else ran the plan without it', async () => {
    const document = parse('{ name }');
    const authorized = authorizedAnew(document);
    expect((await answers('{ name }', () => ({ document, authorized, session }))).answer).toEqual({
      data: { name: 'room' },
    });
    const assertPlan = (): never => {
      throw new WatchfloorError('FORBIDDEN');
    };
    const { answer } = await answers('{ name }', () => ({ document, authorized, session, assertPlan }));
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

test('what was compiled for one set of rights is never found by another, though the document is the same', async () => {
  const document = parse('{ name }');
  const open = authorizedAnew(document);
  const closed: AuthorizedOperation = { ...open, release: { ...openRelease, field: () => () => 'null' } };
  for (const [authorized, name] of [
    [open, 'room'] as const,
    [closed, null] as const,
    [open, 'room'] as const,
  ]) {
    expect((await answers('{ name }', () => ({ document, authorized, session }))).answer).toEqual({
      data: { name },
    });
  }
});
