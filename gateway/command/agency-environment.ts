import { existsSync } from 'node:fs';
import { join } from 'node:path';

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
 * One line where the environment keeps agencies in PostgreSQL while the data directory has embedded stores of
 * theirs: what was loaded into the one is not in the other.
 */
export function unusedStores(
  dataDir: string,
  agencies: readonly string[],
  from: NodeJS.ProcessEnv,
): string | undefined {
  const unused = agencies.filter(
    (agency) =>
      (from[`WATCHFLOOR_STORE_${variableName(agency)}`] ?? from['WATCHFLOOR_STORE']) !== undefined &&
      existsSync(join(dataDir, `${agency}.sqlite`)),
  );
  if (unused.length === 0) return undefined;
  return `the stores of ${unused.join(', ')} are in PostgreSQL now, those in \`${dataDir}\` are not used`;
}

/**
 * The environment of one agency's process: that of the operator without what belongs to others.
 *
 * Of the settings that begin with `WATCHFLOOR_` an agency gets its own key of the gateway, the gateway's public key, the
 * policies and its own store, not the stores of other agencies and not a token.
 */
export function agencyEnvironment(
  agency: string,
  given: {
    readonly gatewayKey: string;
    readonly publicKey: string;
    /** A file with the policies in use; those of the checkout without it. */
    readonly policies?: string;
    readonly access: 'enforced' | 'open';
  },
  from: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const own = `WATCHFLOOR_STORE_${variableName(agency)}`;
  const its = ['WATCHFLOOR_STORE', 'WATCHFLOOR_POLICIES', own];
  const kept = Object.entries(from).filter(([name]) => !name.startsWith('WATCHFLOOR_') || its.includes(name));
  return {
    ...Object.fromEntries(kept),
    WATCHFLOOR_GATEWAY_KEY: given.gatewayKey,
    WATCHFLOOR_GATEWAY_PUBLIC_KEY: given.publicKey,
    WATCHFLOOR_ACCESS: given.access,
    ...(given.policies === undefined ? {} : { WATCHFLOOR_POLICIES: given.policies }),
  };
}
