/**
 * Throws when the environment names the store of an agency that is not there: a misspelt variable would leave the
 * agency on its embedded store without a word.
 */
export function refuseUnknownStores(agencies: readonly string[], environment: NodeJS.ProcessEnv): void {
  const known = agencies.map(variableOf);
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith('WATCHFLOOR_STORE_') && !known.includes(name),
  );
  if (unknown === undefined) return;
  throw new Error(
    `\`${unknown}\` names no agency; it is one of ${known.join(', ')}, or \`WATCHFLOOR_STORE\` for all`,
  );
}

/**
 * Where an agency's store is, if not embedded: `WATCHFLOOR_STORE_<AGENCY>` or, for all agencies, `WATCHFLOOR_STORE`.
 *
 * Hyphens of the name are underscores there: `WATCHFLOOR_STORE_LAW_ENFORCEMENT`. Undefined is the embedded store.
 * A variable that is set and empty throws: it was meant to name a server, and data must not land elsewhere.
 */
export function storeConnection(agency: string, environment: NodeJS.ProcessEnv): string | undefined {
  const own = variableOf(agency);
  for (const name of [own, 'WATCHFLOOR_STORE']) {
    const connection = environment[name];
    if (connection === '') throw new Error(`\`${name}\` is empty; give it a connection string or unset it`);
    if (connection !== undefined) return connection;
  }
  return undefined;
}

function variableOf(agency: string): string {
  return `WATCHFLOOR_STORE_${agency.toUpperCase().replaceAll('-', '_')}`;
}
