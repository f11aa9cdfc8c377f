/**
 * Where an agency's store is, if not embedded: `WATCHFLOOR_STORE_<AGENCY>` or, for all agencies, `WATCHFLOOR_STORE`.
 *
 * Hyphens of the name are underscores there: `WATCHFLOOR_STORE_LAW_ENFORCEMENT`. Undefined is the embedded store.
 * A variable that is set and empty throws: it was meant to name a server, and data must not land elsewhere.
 */
export function storeConnection(agency: string, environment: NodeJS.ProcessEnv): string | undefined {
  const own = `WATCHFLOOR_STORE_${agency.toUpperCase().replaceAll('-', '_')}`;
  for (const name of [own, 'WATCHFLOOR_STORE']) {
    const connection = environment[name];
    if (connection === '') throw new Error(`\`${name}\` is empty; give it a connection string or unset it`);
    if (connection !== undefined) return connection;
  }
  return undefined;
}
