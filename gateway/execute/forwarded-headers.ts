/** Headers of a caller that go on to every agency, names in lower case. */
export type ForwardedHeaders = readonly (readonly [name: string, value: string])[];

/** What the gateway says itself, or what is about the connection: no caller says it in its place. */
const ownHeaders = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-watchfloor-request',
]);

/** Those that are sent: what the gateway says itself stays as it says it, `authorization` if it has one. */
export function sentHeaders(
  forwarded: ForwardedHeaders,
  authorization: string | undefined,
): readonly (readonly [name: string, value: string])[] {
  if (forwarded.length === 0 && authorization === undefined) return forwarded;
  const passing = forwarded.filter(
    ([name]) => !ownHeaders.has(name) && (name !== 'authorization' || authorization === undefined),
  );
  return authorization === undefined ? passing : [...passing, ['authorization', authorization]];
}
