import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import fastify, { type FastifyInstance } from 'fastify';
import { newTraceId } from '../error/trace.ts';
import { openCompiledEngine } from '../execute/compiled-engine.ts';
import type { Engine } from '../execute/engine.ts';
import { enforcementOf, logOf } from './enforcement-of.ts';
import { openQueryFlow, type QueryFlow } from '../flow/query.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { openViewer } from '../viewer/viewer.ts';
import { amongOrigins, everyAnswer, traceHeader } from './answer-headers.ts';
import { openAnswerMediaTypes } from './answer-media-types.ts';
import { callsForwarding } from './call-of.ts';
import { identifyAnybody, identifyBearer, identifyBy, type Identify } from './caller.ts';
import { checkOptions } from './checked-options.ts';
import { demoRoutes } from './demo-routes.ts';
import { answerFailedRequests } from './failed-request.ts';
import { openFrontDoor } from './front-door.ts';
import type { GatewayOptions, RunningGateway } from './gateway-options.ts';
import { graphqlRoutes } from './graphql-routes.ts';
import { startGraphQLServer, type GraphQLServer } from './graphql-server.ts';
import { inTurn } from './in-turn.ts';
import { leanRoute, noLeanRoute } from './lean-route.ts';
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
  const enforcement = enforcementOf(options.access, gatewayKey);
  const shared = {
    gatewayKey,
    locals: options.open ? [] : [openViewer(enforcement, logOf(options.access))],
    limits,
  };
  const engine =
    options.engine === 'apollo'
      ? // A second of reading and 40 MB, which the other engine does without.
        (await import('../execute/apollo-engine.ts')).openApolloEngine(shared)
      : openCompiledEngine({ ...shared, areRulesEnforced: enforcement !== undefined });
  const flow = openQueryFlow(
    verifier,
    engine,
    enforcement ? { kind: 'enforced', enforcement } : { kind: 'unenforced' },
  );
  try {
    enforcement?.check(source.current());
    await engine.load(source.current());
    const server = await startGraphQLServer(engine, flow, options.plugins);
    const app = await openApp(options, engine, flow, server);
    const use = inTurn(async (next: Supergraph) => {
      // What cannot be enforced is refused before the engine has it.
      enforcement?.check(next);
      await server.use(next);
      const loaded = engine.loaded();
      if (loaded) enforcement?.prepare(loaded);
    });
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
    void reply.headers({ [traceHeader]: request.id, ...everyAnswer });
    done();
  });
  await app.register(cookie);
  if (options.allowedOrigins.length > 0) {
    await app.register(cors, {
      origin: [...options.allowedOrigins],
      methods: ['GET', 'POST'],
      allowedHeaders: [
        'authorization',
        'content-type',
        'apollo-require-preflight',
        'x-watchfloor-withheld',
        ...(options.open?.forwardHeaders ?? []),
      ],
      exposedHeaders: [traceHeader],
      // Pages of other origins bring their own token; the session cookie is for our pages alone.
      credentials: false,
    });
  }
  answerFailedRequests(app);
  const mediaTypes = openAnswerMediaTypes();
  // Beside the short way no plugin of Apollo Server runs.
  const isWatched = options.plugins?.some((plugin) => 'requestDidStart' in plugin);
  const lean = isWatched ? noLeanRoute : leanRoute(flow, () => engine.loaded(), mediaTypes);
  const callOf = callsForwarding(options.open?.forwardHeaders ?? []);
  const answersOrigins = options.allowedOrigins.length > 0;
  const door = openFrontDoor({
    lean,
    callOf,
    bodyLimit,
    answersOrigins,
    headers: { ...everyAnswer, ...(answersOrigins ? amongOrigins : {}) },
    identify: options.open ? identifyAnybody : identifyBearer(flow),
  });
  door.standBefore(app);
  const identifyBehind = options.open ? identifyAnybody : identifyBy(flow, options.demo !== undefined);
  const identify: Identify = (request) => door.handedOn(request.raw)?.principal ?? identifyBehind(request);
  graphqlRoutes(app, { server, engine, flow, identify, callOf, lean, mediaTypes });
  probeRoutes(app, () => engine.loaded() !== undefined && options.verifier.ready());
  const { demo } = options;
  if (demo) {
    await app.register((scope, _options, done) => {
      demoRoutes(scope, demo, identify);
      done();
    });
  }
  if (!options.open || options.consoleFolder !== undefined)
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
    // A connection that was answered meanwhile is idle only now, and a client would keep it.
    const idle = setInterval(() => app.server.closeIdleConnections(), 50);
    await app.close();
    clearInterval(idle);
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
