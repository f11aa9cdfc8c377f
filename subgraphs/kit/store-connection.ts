/**
 * Where an agency's store is, if not embedded: `WATCHFLOOR_STORE_<AGENCY>` or, for all agencies, `WATCHFLOOR_STORE`.
 *
 * Hyphens of the name are underscores there: `WATCHFLOOR_STORE_LAW_ENFORCEMENT`. Undefined is the embedded store.
 */
export function storeConnection(agency: string, environment: NodeJS.ProcessEnv): string | undefined {
  const own = environment[`WATCHFLOOR_STORE_${agency.toUpperCase().replaceAll('-', '_')}`];
  return (own ?? environment['WATCHFLOOR_STORE']) || undefined;
}
