import { CommandFailure, exitCode } from './exit.ts';

/** One answer of a gateway's registry: its status and its JSON, not yet looked at. */
export interface RegistryAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const patienceMs = 120_000;

/**
 * Asks a running gateway's registry.
 *
 * `token` is a bearer token. Throws a CommandFailure: not signed in, not allowed, or unreachable.
 */
export async function askRegistry(
  gateway: string,
  path: string,
  token: string,
  body?: unknown,
): Promise<RegistryAnswer> {
  const response = await fetch(new URL(path, gateway), {
    method: body === undefined ? 'GET' : 'POST',
    // A redirect would carry the token to somebody else.
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw new CommandFailure(
      exitCode.unreachable,
      `nothing answers at \`${gateway}\` (${causeOf(error)}), is it started`,
    );
  });
  const parsed = await json(response, gateway);
  const answer = { status: response.status, body: parsed };
  if (response.status === 401) {
    const how = 'give a valid one by `--token` or WATCHFLOOR_TOKEN';
    throw new CommandFailure(exitCode.notSignedIn, `the gateway does not accept the token, ${how}`);
  }
  if (response.status === 403) {
    throw new CommandFailure(exitCode.notAllowed, errorMessage(answer) ?? 'the token may not do this');
  }
  return answer;
}

/** The message of an answer that carries an error. */
export function errorMessage({ body }: RegistryAnswer): string | undefined {
  const { error } = body;
  if (typeof error !== 'object' || error === null || !('message' in error)) return undefined;
  return typeof error.message === 'string' ? error.message : undefined;
}

async function json(response: Response, gateway: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = await response.json();
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Falls through: whatever answers there is no registry.
  }
  throw new CommandFailure(exitCode.unreachable, `what answers at \`${gateway}\` is no watchfloor gateway`);
}

/** Why nothing answered, in a word or two: `ECONNREFUSED`. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no connection';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return 'no connection';
}
