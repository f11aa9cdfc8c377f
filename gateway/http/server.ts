import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import fastify, { type FastifyInstance } from 'fastify';
import { newTraceId } from '../error/trace.ts';
import { openApolloEngine } from '../execute/apollo-engine.ts';
import { openCompiledEngine } from '../execute/compiled-engine.ts';
import type { Engine } from '../execute/engine.ts';
import { openQueryFlow, type QueryFlow } from '../flow/query.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { openViewer } from '../viewer/viewer.ts';
import { identifyBy } from './caller.ts';
import { checkOptions } from './checked-options.ts';
import { demoRoutes } from './demo-routes.ts';
import { answerFailedRequests } from './failed-request.ts';
import type { GatewayOptions, RunningGateway } from './gateway-options.ts';
import { graphqlRoutes } from './graphql-routes.ts';
import { startGraphQLServer, type GraphQLServer } from './graphql-server.ts';
import { playgroundRoutes } from './playground-routes.ts';
import { probeRoutes } from './probe-routes.ts';

export type { GatewayOptions, RunningGateway } from './gateway-options.ts';

const bodyLimit = 1024 * 1024;
const patienceMs = 8000;

/**
 * Starts a gateway: it answers when this resolves. A setting that is missing or unsafe, a supergraph that cannot
 * be used and a taken port throw.
 *
 * Later supergraphs of the source are taken into use while it runs; one that cannot be used is refused to the
 * source, and the gateway goes on with the one it has.
 */
export async function openGateway(options: GatewayOptions): Promise<RunningGateway> {
  checkOptions(options);
  const { source, verifier, gatewayKey, subgraphTimeoutMs } = options;
  const limits = subgraphTimeoutMs === undefined ? {} : { timeoutMs: subgraphTimeoutMs };
  const open = options.engine === 'compiled' ? openCompiledEngine : openApolloEngine;
  const engine = open({ gatewayKey, locals: [openViewer()], limits });
  const flow = openQueryFlow(verifier, engine);
  try {
    await engine.load(source.current());
    const server = await startGraphQLServer(engine, flow);
    const app = await openApp(options, engine, flow, server);
    const use = inTurn((next: Supergraph) => server.use(next));
    const unsubscribe = source.subscribe(use);
    // What was announced between loading and subscribing would otherwise be missed.
    await use(source.current());
    return await listen(app, options, async () => {
      unsubscribe();
      await server.stop();
    });
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

async function openApp(
  options: GatewayOptions,
  engine: Engine,
  flow: QueryFlow,
  server: GraphQLServer,
): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit,
    genReqId: newTraceId,
    requestIdHeader: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    logger: false,
  });
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers({
      'x-trace-id': request.id,
      'x-content-type-options': 'nosniff',
      // Not `no-referrer`: it would make the browser hide the origin of our own forms from us.
      'referrer-policy': 'same-origin',
    });
    done();
  });
  await app.register(cookie);
  if (options.allowedOrigins.length > 0) {
    await app.register(cors, {
      origin: [...options.allowedOrigins],
      methods: ['GET', 'POST'],
      allowedHeaders: ['authorization', 'content-type', 'apollo-require-preflight'],
      exposedHeaders: ['x-trace-id'],
      // Pages of other origins bring their own token; the session cookie is for our pages alone.
      credentials: false,
    });
  }
  answerFailedRequests(app);
  const identify = identifyBy(flow, options.demo !== undefined);
  graphqlRoutes(app, server, engine, identify);
  probeRoutes(app, () => engine.loaded() !== undefined && options.verifier.ready());
  const { demo } = options;
  if (demo) {
    await app.register((scope, _options, done) => {
      demoRoutes(scope, demo, identify);
      done();
    });
  }
  await playgroundRoutes(app, options.consoleFolder);
  for (const routes of options.routes ?? []) await app.register(routes);
  return app;
}

async function listen(
  app: FastifyInstance,
  { host, port }: GatewayOptions,
  stop: () => Promise<void>,
): Promise<RunningGateway> {
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    // Requests under way get their answer; whoever keeps one open for longer is cut off.
    const cutOff = setTimeout(() => app.server.closeAllConnections(), patienceMs);
    await app.close();
    clearTimeout(cutOff);
    await stop();
  };
  try {
    await app.listen({ host, port });
  } catch (error) {
    await close();
    throw error;
  }
  const address = app.server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${actual}`,
    port: actual,
    close: () => (closing ??= close()),
  };
}

/** Calls `work` for one value after the other; a failure is told to whoever gave the value and to nobody else. */
function inTurn<T>(work: (value: T) => Promise<void>): (value: T) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (value) => {
    const turn = last.then(() => work(value));
    last = turn.catch(() => undefined);
    return turn;
  };
}
