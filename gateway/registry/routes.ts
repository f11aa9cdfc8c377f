import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { WatchfloorError } from '../error/error.ts';
import type { Principal } from '../principal/principal.ts';
import type { Publication, PublishOutcome } from './publication.ts';
import type { Registry } from './registry.ts';

/** The scope that a token needs to publish. */
const publishScope = 'registry:publish';

const bodyLimit = 2 * 1024 * 1024;
const longestUrl = 2048;

/**
 * The registry over HTTP: `POST /registry/subgraphs/:name` publishes, `GET /registry/subgraphs` lists.
 *
 * Both take a bearer token only, never a cookie, so no page can publish for who is looking at it. Answers are
 * JSON: 201 published, 200 unchanged, 400, 401, 403, 409 the base moved, 413, 422 problems.
 */
export function registryRoutes(
  registry: Registry,
  verify: (token: string) => Promise<Principal>,
): FastifyPluginAsync {
  return async (server) => {
    server.setErrorHandler((error: Error & { statusCode?: number; code?: string }, _request, reply) =>
      answerError(error, reply),
    );

    server.post<{ Params: { name: string } }>(
      '/registry/subgraphs/:name',
      {
        bodyLimit,
        // Who asks is settled before 2 MB of theirs are read.
        onRequest: async (request) => {
          const principal = await principalOf(request, verify);
          if (!mayPublish(principal, request.params.name)) {
            throw new WatchfloorError(
              'FORBIDDEN',
              `publishing \`${request.params.name}\` needs scope \`${publishScope}\` and a token of that agency`,
            );
          }
          publishers.set(request, principal.id);
        },
      },
      async (request, reply) => {
        const body = publishBody(request.body);
        if (body === undefined) {
          const message =
            'give `sdl`, perhaps with `policy`, or `revision`; and perhaps `url` and `baseRevision`';
          return reply.code(400).send(problemBody('BAD_USER_INPUT', message));
        }
        const outcome = await registry.publish({
          name: request.params.name,
          publisher: publishers.get(request) ?? '',
          ...body,
        });
        return reply.code(statusOf(outcome)).send(bodyOf(outcome));
      },
    );

    server.get('/registry/subgraphs', async (request, reply) => {
      const principal = await principalOf(request, verify);
      const subgraphs = Object.entries(registry.revisions()).map(([name, revision]) => {
        const version = registry.versions(name).at(-1);
        if (version === undefined) return { name, revision };
        const { sha256, publisher, publishedAt, url, sdl } = version;
        const own = principal.agency === name && principal.scopes.includes(publishScope);
        const facts = { name, revision, sha256, publisher, publishedAt, withdrawn: sdl === null };
        return own && url !== null ? { ...facts, url } : facts;
      });
      return reply.send({ hash: registry.current().hash, subgraphs });
    });
  };
}

const publishers = new WeakMap<object, string>();

async function principalOf(
  request: FastifyRequest,
  verify: (token: string) => Promise<Principal>,
): Promise<Principal> {
  const token = /^Bearer ([^\s,]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new WatchfloorError('UNAUTHENTICATED');
  return verify(token);
}

function mayPublish({ agency, scopes }: Principal, name: string): boolean {
  return agency === name && scopes.includes(publishScope);
}

/** What a body asks for; nothing is coerced, so a number is never taken for a schema. */
function publishBody(body: unknown): Omit<Publication, 'name' | 'publisher'> | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { sdl, policy, revision, url, baseRevision, ...others }: Partial<Record<string, unknown>> = {
    ...body,
  };
  if (Object.keys(others).length > 0) return undefined;
  if (url !== undefined && (typeof url !== 'string' || url.length > longestUrl)) return undefined;
  if (baseRevision !== undefined && !isRevision(baseRevision)) return undefined;
  const more = {
    ...(url === undefined ? {} : { url }),
    ...(baseRevision === undefined ? {} : { baseRevision }),
  };
  if (policy !== undefined && (typeof policy !== 'string' || sdl === undefined)) return undefined;
  const ofAgency = policy === undefined ? {} : { policy };
  if (typeof sdl === 'string' && revision === undefined)
    return { content: { kind: 'schema', sdl, ...ofAgency }, ...more };
  if (sdl === undefined && isRevision(revision)) return { content: { kind: 'revision', revision }, ...more };
  return undefined;
}

function isRevision(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function statusOf({ kind }: PublishOutcome): number {
  return { published: 201, unchanged: 200, failed: 422, conflict: 409, refused: 400 }[kind];
}

function bodyOf(outcome: PublishOutcome): unknown {
  switch (outcome.kind) {
    case 'published': {
      const { version, previousRevision, previousHash, hash, hints } = outcome;
      return { kind: 'published', revision: version.revision, previousRevision, previousHash, hash, hints };
    }
    case 'unchanged':
    case 'failed':
      return outcome;
    case 'conflict': {
      const message = `the base moved: revision ${outcome.revision} is the newest`;
      return { ...problemBody('CONFLICT', message), revision: outcome.revision };
    }
    case 'refused':
      return problemBody('BAD_USER_INPUT', outcome.reason);
    default:
      return outcome satisfies never;
  }
}

function problemBody(code: string, message: string): { readonly error: { code: string; message: string } } {
  return { error: { code, message } };
}

function answerError(
  error: Error & { statusCode?: number; code?: string },
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof WatchfloorError) {
    if (error.code === 'UNAUTHENTICATED') void reply.header('www-authenticate', 'Bearer');
    return reply.code(error.status).send(problemBody(error.code, error.message));
  }
  if (error.statusCode === 413) {
    return reply.code(413).send(problemBody('BAD_USER_INPUT', 'the body is larger than 2 MB'));
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return reply.code(error.statusCode).send(problemBody('BAD_USER_INPUT', 'the request cannot be read'));
  }
  return reply.code(500).send(problemBody('INTERNAL', 'something went wrong in the gateway'));
}
