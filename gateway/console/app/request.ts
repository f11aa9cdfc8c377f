// INVARIANT: a pasted token lives in this variable only: no storage, no cookie, no address.
let bearer: string | undefined;

/** Keeps a pasted token in memory until the page is left; `undefined` forgets it. */
export function keepToken(token: string | undefined): void {
  bearer = token;
}

/** Whether a pasted token is kept. */
export function holdsToken(): boolean {
  return bearer !== undefined;
}

/** Asks the gateway that served this page, as the caller who is signed in; the demo's cookie goes along by itself. */
export function request(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (bearer) headers.set('authorization', `Bearer ${bearer}`);
  return fetch(path, { ...init, headers, credentials: 'same-origin', redirect: 'error' });
}
