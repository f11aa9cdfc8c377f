import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stderr } from 'node:process';
import { CommandFailure, exitCode } from './exit.ts';

/** Where a command gets its token from, in this order: the flag, the environment, the demonstration's issuer. */
export interface TokenSource {
  readonly token?: string | undefined;
  readonly gateway: string;
  readonly dataDir: string;
  readonly agency: string;
}

/**
 * The bearer token to use.
 *
 * Without one it is signed for the agency's invented developer, if the data directory has the demonstration's
 * issuer and the gateway is on this machine; that is said on stderr.
 */
export async function publisherToken({ token, gateway, dataDir, agency }: TokenSource): Promise<string> {
  const given = token ?? process.env['WATCHFLOOR_TOKEN'];
  if (given !== undefined && given !== '') return given;
  const { isLoopback } = await import('../registry/subgraph-address.ts');
  const hostname = URL.parse(gateway)?.hostname ?? '';
  if (!isLoopback(hostname) || !existsSync(join(dataDir, 'issuer.json'))) {
    const message = 'nobody is signed in, give a token by `--token` or WATCHFLOOR_TOKEN';
    throw new CommandFailure(exitCode.notSignedIn, message);
  }
  const { openDemoIssuer } = await import('../identity/demo-issuer.ts');
  const { claimsOf, findPersona } = await import('../identity/personas.ts');
  const developer = findPersona('agency-developer');
  if (developer === undefined) throw new Error('the demonstration has no persona `agency-developer`');
  stderr.write(`signed in as ${developer.name}, developer of \`${agency}\` (demo identity)\n`);
  const issuer = await openDemoIssuer(dataDir);
  return issuer.sign(claimsOf(developer, agency), 300);
}
