import {
  buildClientSchema,
  getIntrospectionQuery,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { CommandFailure, exitCode } from './exit.ts';
import { causeOf } from './registry-client.ts';
import { printable } from './report/paint.ts';

/** A running gateway, asked with one caller's token; each question throws a CommandFailure where it is not answered. */
export interface ExplainClient {
  /** The schema that the caller sees. */
  visibleSchema(): Promise<GraphQLSchema>;
  /** The data of an answer. */
  ask(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** The hash of the bundle in use; undefined where the gateway does not tell. */
  bundle(): Promise<string | undefined>;
}

const patienceMs = 30_000;

/** The address of a gateway that was given as `http://host:port`, its graph or its playground; a CommandFailure. */
export function serverAddress(server: string): URL {
  const url = URL.parse(server);
  if (!url || !/^https?:$/u.test(url.protocol)) {
    const message = `\`${server}\` is no address of a gateway, write it as \`http://127.0.0.1:4000\``;
    throw new CommandFailure(exitCode.usage, message);
  }
  url.search = '';
  url.hash = '';
  url.pathname = url.pathname.replace(/\/(?:graphql|playground)?\/?$/u, '/');
  return url;
}

/** Opens questions to the gateway at `server`, which is asked for nothing yet. */
export function openExplainClient(server: URL, token: string): ExplainClient {
  const post = async (query: string, variables: object): Promise<GraphQLAnswer> => {
    const response = await send(server, 'graphql', token, JSON.stringify({ query, variables }));
    return answerOf(response, server);
  };
  return {
    async visibleSchema() {
      const { data } = await post(getIntrospectionQuery({ descriptions: false }), {});
      const schema = data && schemaOf(data);
      if (schema && explains(schema)) return schema;
      throw noWatchfloor(server);
    },
    async ask(query, variables = {}) {
      const { data, errors } = await post(query, variables);
      if (data && !errors?.length) return data;
      throw unanswered(errors);
    },
    async bundle() {
      const response = await send(server, 'registry/subgraphs', token);
      const body: unknown = response.ok ? await response.json().catch(() => undefined) : undefined;
      const hash = typeof body === 'object' && body !== null && 'hash' in body ? body.hash : undefined;
      return typeof hash === 'string' && /^[0-9a-f]{64}$/u.test(hash) ? hash : undefined;
    },
  };
}

/** A token of the gateway's own demonstration for a persona, from its sign-in; a CommandFailure where it plays none. */
export async function personaToken(server: URL, persona: string): Promise<string> {
  const response = await send(server, 'dev/login', undefined, JSON.stringify({ persona }));
  const cookies = response.headers.getSetCookie().join('; ');
  const token = /(?:^|[\s;])watchfloor_session=([\w.-]+)/u.exec(cookies)?.[1];
  if (response.ok && token !== undefined) return token;
  throw new CommandFailure(
    exitCode.notSignedIn,
    `what answers at \`${server.origin}\` signs no persona in, give \`--token-file <file>\``,
  );
}

interface GraphQLAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string }[];
}

async function send(server: URL, path: string, token: string | undefined, body?: string): Promise<Response> {
  const response = await fetch(new URL(path, server), {
    method: body === undefined ? 'GET' : 'POST',
    // A redirect would carry the token to somebody else.
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
    headers: {
      accept: 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  }).catch((error: unknown) => {
    const message = `nothing answers at \`${server.origin}\` (${causeOf(error)}), is it started`;
    throw new CommandFailure(exitCode.unreachable, message);
  });
  if (response.status !== 401) return response;
  throw new CommandFailure(
    exitCode.notSignedIn,
    'the gateway does not accept the token: it is expired, revoked or not meant for it',
  );
}

async function answerOf(response: Response, server: URL): Promise<GraphQLAnswer> {
  const body: unknown = await response.json().catch(() => undefined);
  const isAnswer = typeof body === 'object' && body !== null && ('data' in body || 'errors' in body);
  if (!isAnswer) throw noWatchfloor(server);
  const { data, errors } = body as GraphQLAnswer;
  if (response.status === 429 || response.status >= 500) throw unanswered(errors);
  return { ...(isObject(data) ? { data } : {}), ...(Array.isArray(errors) ? { errors } : {}) };
}

function unanswered(errors: GraphQLAnswer['errors']): CommandFailure {
  const why = errors?.[0]?.message ?? 'it does not say why';
  return new CommandFailure(exitCode.unexpected, `the gateway did not answer: ${printable(why)}`);
}

function schemaOf(data: Readonly<Record<string, unknown>>): GraphQLSchema | undefined {
  try {
    return buildClientSchema(data as unknown as IntrospectionQuery);
  } catch {
    return undefined;
  }
}

/** Whether a graph tells its callers of their access; one that enforces no rights has no `viewer`. */
function explains(schema: GraphQLSchema): boolean {
  const viewer = schema.getType('Viewer');
  const isAsked = schema.getQueryType()?.getFields()['viewer'] !== undefined;
  return (
    isAsked && viewer !== undefined && 'getFields' in viewer && Object.hasOwn(viewer.getFields(), 'explain')
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function noWatchfloor(server: URL): CommandFailure {
  const message = `what answers at \`${server.origin}\` is no watchfloor gateway that enforces rights`;
  return new CommandFailure(exitCode.unreachable, message);
}
