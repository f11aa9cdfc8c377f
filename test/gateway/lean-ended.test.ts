import fastify, { type FastifyInstance } from 'fastify';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue, type ErrorCode } from '../../gateway/error/catalogue.ts';
import { WatchfloorError } from '../../gateway/error/error.ts';
import { graphqlError } from '../../gateway/error/graphql-error.ts';
import { newTraceId } from '../../gateway/error/trace.ts';
import type { CompiledEngine } from '../../gateway/execute/compiled-engine.ts';
import type { LoadedSupergraph } from '../../gateway/execute/engine.ts';
import { openQueryFlow } from '../../gateway/flow/query.ts';
import { openAnswerMediaTypes } from '../../gateway/http/answer-media-types.ts';
import { callsForwarding } from '../../gateway/http/call-of.ts';
import { identifyAnybody } from '../../gateway/http/caller.ts';
import { graphqlRoutes } from '../../gateway/http/graphql-routes.ts';
import { startGraphQLServer } from '../../gateway/http/graphql-server.ts';
import { leanRoute } from '../../gateway/http/lean-route.ts';
import { supergraphOf } from '../../gateway/supergraph/supergraph.ts';
import { openBothRoutes, type BothRoutes } from './both-routes.ts';

/** How the next operation ends. */
let ending: () => { readonly errors: readonly WatchfloorError[] };

const visible = buildSchema('type Query { shown: Int }');
const on: LoadedSupergraph = {
  supergraph: supergraphOf('', []),
  apiSchema: buildSchema('type Query { shown: Int hidden: Int }'),
};
const engine: CompiledEngine = {
  load: () => Promise.resolve(on),
  loaded: () => on,
  stop: () => Promise.resolve(),
  async execute() {
    const { errors } = await ended();
    if (errors.length === 0) return { data: { shown: null } };
    return { errors: errors.map((error) => graphqlError(error)) };
  },
  async executeToJson() {
    const { errors } = await ended();
    const unclosed = `{"errors":${JSON.stringify(errors.map((error) => graphqlError(error)))}`;
    return { body: `${unclosed}}`, unclosed, ended: errors[0]?.code };
  },
};
const ended = (): Promise<ReturnType<typeof ending>> => Promise.resolve().then(() => ending());

let app: FastifyInstance;
let routes: BothRoutes;
const graphql = { accept: 'application/graphql-response+json' };
const json = { accept: 'application/json' };
beforeAll(async () => {
  const verifier = { verify: identifyAnybody, ready: () => true };
  const flow = openQueryFlow(verifier, engine, { kind: 'unenforced', schemaFor: () => visible });
  const server = await startGraphQLServer(engine, flow);
  app = fastify({ genReqId: newTraceId });
  app.addHook('onSend', (request, reply, _body, done) => {
    void reply.header('x-trace-id', request.id);
    done();
  });
  const mediaTypes = openAnswerMediaTypes();
  const lean = leanRoute(flow, () => on, mediaTypes);
  const callOf = callsForwarding([]);
  graphqlRoutes(app, { server, engine, flow, identify: identifyAnybody, callOf, lean, mediaTypes });
  routes = openBothRoutes(await app.listen({ host: '127.0.0.1', port: 0 }), 'Bearer nobody');
  // Only an answer of status 200 says what is answered to an accept header.
  ending = () => ({ errors: [] });
  for (const headers of [graphql, json]) await routes.send({ headers, body: { query: '{ shown }' } });
});
afterAll(async () => {
  await routes.close();
  await app.close();
});

const codes: readonly ErrorCode[] = [
  'FORBIDDEN',
  'OPERATION_TOO_COMPLEX',
  'RATE_LIMITED',
  'AUDIT_UNAVAILABLE',
  'INTERNAL',
];

describe.each(codes)('an operation that ends with %s', (code) => {
  const { status } = catalogue[code];

  test.each(['given', 'thrown'])('%s by the engine has the status of the code', async (how) => {
    ending = () => {
      const error = new WatchfloorError(code);
      if (how === 'thrown') throw error;
      return { errors: [error] };
    };
    const body = { query: '{ shown }' };
    const answer = await routes.same({ headers: graphql, body });
    expect(answer).toMatchObject({ lean: true, status, text: expect.stringContaining(`"code":"${code}"`) });
    expect(await routes.same({ headers: json, body })).toMatchObject({
      status: status === 400 ? 200 : status,
    });
  });
});

test('an error that nobody foresaw is INTERNAL and tells nothing of itself', async () => {
  ending = () => {
    throw new Error('secret');
  };
  const answer = await routes.same({ headers: graphql, body: { query: '{ shown }' } });
  expect(answer).toMatchObject({
    lean: true,
    status: 500,
    text: expect.stringContaining('"code":"INTERNAL"'),
  });
  expect(answer.text).not.toContain('secret');
});

describe('a field that the caller does not see', () => {
  const unknown = (field: string): string =>
    `{"errors":[{"message":"Cannot query field \\"${field}\\" on type \\"Query\\".","locations":[{"line":1,"column":3}],` +
    '"extensions":{"code":"GRAPHQL_VALIDATION_FAILED","traceId":"the trace id"}}]}\n';

  test.each(['hidden', 'naught'])('is unknown, whether the graph has it or not: %s', async (field) => {
    ending = () => ({ errors: [] });
    const answer = await routes.same({ headers: graphql, body: { query: `{ ${field} }` } });
    expect(answer).toMatchObject({ lean: true, status: 400, text: unknown(field) });
  });

  test('is not in the SDL', async () => {
    const sdl = await app.inject({ url: '/schema.graphql' });
    expect(sdl.body).toContain('shown: Int');
    expect(sdl.body).not.toContain('hidden');
  });
});
