import { isRecord } from './record.ts';
import { holdsToken, keepToken, request } from './request.ts';

/** Who the gateway says the caller is. */
export interface Session {
  readonly id: string;
  readonly name: string;
  readonly agency: string;
  readonly roles: readonly string[];
  readonly exercise: boolean;
  readonly demo: boolean;
}

/** What the page knows about the caller; `refused` says that the token it held is not accepted. */
export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'signed-in'; readonly session: Session }
  | { readonly kind: 'signed-out'; readonly way: SignInWay; readonly refused: boolean }
  | { readonly kind: 'unreachable'; readonly why: string };

/** How a caller of this gateway signs in: by a demo persona or by a token from the configured issuer. */
export type SignInWay = 'demo' | 'token';

/** Asks who is signed in; the demo's routes answer 404 where the demo is off. */
export async function readSession(): Promise<SessionState> {
  try {
    const answer = await request('/dev/session');
    if (answer.status === 401) return { kind: 'signed-out', way: 'demo', refused: false };
    if (answer.status === 404) return await readViewer();
    if (!answer.ok) return { kind: 'unreachable', why: `the gateway answered with status ${answer.status}` };
    const session = toSession(await answer.json());
    return session
      ? { kind: 'signed-in', session }
      : { kind: 'unreachable', why: 'the gateway answered with something that is no session' };
  } catch {
    return { kind: 'unreachable', why: 'the gateway is not answering' };
  }
}

/** Signs in as a demo persona; gives why it failed, or `undefined`. */
export async function signInAs(persona: string): Promise<string | undefined> {
  return post('/dev/login', { persona });
}

/** Ends the session: forgets a pasted token and the demo's cookie. */
export async function signOut(way: SignInWay): Promise<string | undefined> {
  keepToken(undefined);
  return way === 'demo' ? post('/dev/logout', {}) : undefined;
}

async function post(path: string, body: object): Promise<string | undefined> {
  try {
    const answer = await request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.ok ? undefined : `the gateway refused with status ${answer.status}`;
  } catch {
    return 'the gateway is not answering';
  }
}

async function readViewer(): Promise<SessionState> {
  const answer = await request('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: '{ viewer { id name agency roles exercise demo } }' }),
  });
  if (answer.status === 401) {
    const refused = holdsToken();
    keepToken(undefined);
    return { kind: 'signed-out', way: 'token', refused };
  }
  const body: unknown = await answer.json();
  const session = isRecord(body) && isRecord(body.data) ? toSession(body.data.viewer) : undefined;
  return session
    ? { kind: 'signed-in', session }
    : { kind: 'unreachable', why: `the gateway answered with status ${answer.status} and no viewer` };
}

function toSession(value: unknown): Session | undefined {
  if (!isRecord(value) || typeof value.id !== 'string' || typeof value.agency !== 'string') return undefined;
  return {
    id: value.id,
    name: typeof value.name === 'string' ? value.name : value.id,
    agency: value.agency,
    roles: Array.isArray(value.roles) ? value.roles.filter((role) => typeof role === 'string') : [],
    exercise: value.exercise === true,
    demo: value.demo === true,
  };
}
