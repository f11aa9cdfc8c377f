import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { printSchema, type GraphQLSchema } from 'graphql';
import { withTrace } from '../error/trace.ts';
import type { Engine } from '../execute/engine.ts';
import type { Principal } from '../principal/principal.ts';
import type { Identify } from './caller.ts';
import type { GraphQLServer } from './graphql-server.ts';

/** `GET` and `POST /graphql`, and `GET /schema.graphql` (the schema that callers see), for who is signed in. */
export function graphqlRoutes(
  app: FastifyInstance,
  { apollo }: GraphQLServer,
  engine: Engine,
  identify: Identify,
): void {
  const callers = new WeakMap<FastifyRequest, Principal>();
  const printed = new WeakMap<GraphQLSchema, string>();

  // Who asks is settled before anything of the body is read.
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    callers.set(request, await identify(request));
  };
  const answer = fastifyApolloHandler(apollo, {
    context: (request, reply) => {
      const principal = callers.get(request);
      if (!principal) throw new Error('the caller was not identified');
      // Whoever has gone away needs no answer, and neither do the agencies need to work for it.
      const gone = new AbortController();
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) gone.abort();
      });
      return Promise.resolve({ principal, traceId: request.id, signal: gone.signal });
    },
  });
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    exposeHeadRoute: false,
    onRequest,
    async handler(request, reply) {
      void reply.header('cache-control', 'private, no-store');
      const body = await withTrace(request.id, () => answer.call(app, request, reply));
      const type = reply.getHeader('content-type');
      // Apollo Server leaves `charset` out where the client asked for the GraphQL media type.
      if (type === 'application/graphql-response+json')
        void reply.header('content-type', `${type}; charset=utf-8`);
      return body;
    },
  });
  app.get('/schema.graphql', { onRequest }, (_request, reply) => {
    const schema = engine.loaded()?.apiSchema;
    if (!schema) throw new Error('no supergraph is loaded');
    const text = printed.get(schema) ?? printSchema(schema);
    printed.set(schema, text);
    return reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('cache-control', 'private, no-store')
      .send(text);
  });
}
