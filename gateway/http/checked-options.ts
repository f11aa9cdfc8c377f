import type { GatewayOptions } from './gateway-options.ts';
import { isLoopback } from './own-page.ts';

const leastKeyLength = 32;

/** Refuses to start, with one line that says what to set, when a setting is missing or unsafe. */
export function checkOptions(options: GatewayOptions): void {
  const { gatewayKey, host, port, demo, open, engine, allowedOrigins } = options;
  // A caller in JavaScript can leave out what the type demands.
  const { access, verifier } = options as Partial<GatewayOptions>;
  if (verifier === undefined) throw new Error('whose tokens count is not said, set `verifier`');
  if (access?.kind !== 'enforced' && access?.kind !== 'unenforced') {
    throw new Error('whether rights are enforced is not said, set `access`');
  }
  if (access.kind === 'enforced' && engine === 'apollo') {
    throw new Error(
      'the stock engine enforces no rights, leave out `--engine apollo` or say `--access open`',
    );
  }
  if (access.kind === 'enforced' && open !== undefined) {
    throw new Error('without tokens no rights can be enforced, leave out open access');
  }
  if (gatewayKey === undefined && open === undefined) {
    throw new Error('the gateway key is missing, only open access does without');
  }
  if (gatewayKey !== undefined && gatewayKey.length < leastKeyLength) {
    throw new Error(`the gateway key is too short, give it at least ${leastKeyLength} characters`);
  }
  if (host === '') throw new Error('the host is missing, set `--host`');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`port \`${port}\` is none, use 0 to 65535`);
  }
  if (demo && !isLoopback(host)) {
    throw new Error(`demo identities are refused on \`${host}\`, use a loopback address or --no-demo`);
  }
  if (demo && open) throw new Error('open access has no demo identities, leave one of the two out');
  for (const origin of allowedOrigins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin || !/^https?:/.test(origin)) {
      throw new Error(`\`${origin}\` is not an origin, write it as https://host or https://host:port`);
    }
  }
}
