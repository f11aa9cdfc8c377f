import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { printSchema, type GraphQLSchema } from 'graphql';
import { withTrace } from '../error/trace.ts';
import type { Engine } from '../execute/engine.ts';
import type { QueryFlow, Refused } from '../flow/query.ts';
import type { Principal } from '../principal/principal.ts';
import { neverKept } from './answer-headers.ts';
import { refusedStatusIn, type AnswerMediaTypes } from './answer-media-types.ts';
import type { Identify } from './caller.ts';
import type { CallOf } from './call-of.ts';
import type { Call } from './flow-gateway.ts';
import type { GraphQLServer, OperationContext } from './graphql-server.ts';
import type { LeanRoute } from './lean-route.ts';

/** What the routes answer with; `mediaTypes` learn how Apollo Server answers. */
export interface GraphQLRoutes {
  readonly server: GraphQLServer;
  readonly engine: Engine;
  readonly flow: QueryFlow;
  readonly identify: Identify;
  readonly callOf: CallOf;
  readonly lean: LeanRoute;
  readonly mediaTypes: AnswerMediaTypes;
}

/** `GET` and `POST /graphql`, and `GET /schema.graphql` (the schema that callers see), for who is signed in. */
export function graphqlRoutes(app: FastifyInstance, routes: GraphQLRoutes): void {
  const { server, engine, flow, identify, lean, mediaTypes } = routes;
  const callers = new WeakMap<FastifyRequest, Principal>();
  const contexts = new WeakMap<FastifyRequest, OperationContext>();
  const printed = new WeakMap<GraphQLSchema, string>();

  // Who asks is settled before anything of the body is read.
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    callers.set(request, await identify(request));
  };
  const callerOf = (request: FastifyRequest): Principal => {
    const principal = callers.get(request);
    if (!principal) throw new Error('the caller was not identified');
    return principal;
  };
  const callOf = (request: FastifyRequest, reply: FastifyReply): Call =>
    routes.callOf(request.raw, reply.raw, callerOf(request), request.id);
  const byApollo = fastifyApolloHandler(server.apollo, {
    context: (request, reply) => {
      const outcome: { refused?: Refused } = {};
      const onRefused = (refused: Refused): void => void (outcome.refused = refused);
      const context = { call: { ...callOf(request, reply), onRefused }, outcome };
      contexts.set(request, context);
      return Promise.resolve(context);
    },
  });
  const answerByApollo = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const body = await byApollo.call(app, request, reply);
    const type = String(reply.getHeader('content-type'));
    // Apollo Server leaves `charset` out where the client asked for the GraphQL media type.
    const exact = type === 'application/graphql-response+json' ? `${type}; charset=utf-8` : type;
    if (exact !== type) void reply.header('content-type', exact);
    if (reply.statusCode === 200) mediaTypes.note(request.headers.accept ?? '', exact);
    if (contexts.get(request)?.outcome.unfit) void reply.code(refusedStatusIn(exact, reply.statusCode));
    return body;
  };
  const answerLeanly = (request: FastifyRequest, reply: FastifyReply): Promise<string> | undefined => {
    const { method, headers, body } = request;
    const asked = { method, headers, body, principal: callerOf(request) };
    return lean
      .answer(asked, () => callOf(request, reply))
      ?.then(({ status, type, text }) => {
        void reply.code(status).header('content-type', type);
        return text;
      });
  };
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    exposeHeadRoute: false,
    onRequest,
    handler(request, reply) {
      void reply.headers(neverKept);
      return withTrace(request.id, () => answerLeanly(request, reply) ?? answerByApollo(request, reply));
    },
  });
  app.get('/schema.graphql', { onRequest }, (request, reply) => {
    const on = engine.loaded();
    if (!on) throw new Error('no supergraph is loaded');
    const schema = flow.schemaFor(callerOf(request), on);
    const text = printed.get(schema) ?? printSchema(schema);
    printed.set(schema, text);
    return reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('cache-control', 'private, no-store')
      .send(text);
  });
}
