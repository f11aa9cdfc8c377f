/** The header in which every answer has its trace id. */
export const traceHeader = 'x-trace-id';

/** What every answer says beside it. */
export const everyAnswer = {
  'x-content-type-options': 'nosniff',
  // Not `no-referrer`: it would make the browser hide the origin of our own forms from us.
  'referrer-policy': 'same-origin',
} as const;

/** What an answer to nobody's page says where pages of other origins may read answers (Fetch, CORS protocol). */
export const amongOrigins = { vary: 'Origin', 'access-control-expose-headers': traceHeader } as const;

/** An answer to an operation is for who asked, now. */
export const neverKept = { 'cache-control': 'private, no-store' } as const;
