/** `connection` if it is left out or a `postgres://` URL; throws otherwise, and never repeats it. */
export function checkedConnection(connection: string | undefined): string | undefined {
  if (connection === undefined || /^postgres(?:ql)?:\/\//.test(connection)) return connection;
  throw new Error("the log's store is no PostgreSQL URL; begin it with `postgres://` or leave it out");
}

/**
 * Where the disclosure log is, if not in the data directory: `WATCHFLOOR_LOG_STORE`, a `postgres://` URL.
 *
 * Throws where the variable is empty: a setting that got lost must not make the log write elsewhere.
 */
export function logConnection(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const url = environment['WATCHFLOOR_LOG_STORE'];
  if (url === '') throw new Error('`WATCHFLOOR_LOG_STORE` is empty; give it a `postgres://` URL or unset it');
  return url;
}
