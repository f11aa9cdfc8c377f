/** The name an agency has in environment variables: `law-enforcement` is `LAW_ENFORCEMENT`. */
function variableName(agency: string): string {
  return agency.toUpperCase().replaceAll('-', '_');
}

/** The first variable that names the store of an agency that is not there, such as a misspelt one. */
export function unknownStore(agencies: readonly string[], from: NodeJS.ProcessEnv): string | undefined {
  const known = agencies.map((agency) => `WATCHFLOOR_STORE_${variableName(agency)}`);
  return Object.keys(from).find((name) => name.startsWith('WATCHFLOOR_STORE_') && !known.includes(name));
}

/**
 * The environment of one agency's process: that of the operator without what belongs to others.
 *
 * Of the settings that begin with `WATCHFLOOR_` an agency gets its own key of the gateway and its own store, not the
 * stores of other agencies and not a token.
 */
export function agencyEnvironment(
  agency: string,
  gatewayKey: string,
  from: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const own = `WATCHFLOOR_STORE_${variableName(agency)}`;
  const kept = Object.entries(from).filter(
    ([name]) => !name.startsWith('WATCHFLOOR_') || name === 'WATCHFLOOR_STORE' || name === own,
  );
  return { ...Object.fromEntries(kept), WATCHFLOOR_GATEWAY_KEY: gatewayKey };
}
