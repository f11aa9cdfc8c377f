import type { GatewayOptions } from './gateway-options.ts';
import { isLoopback } from './own-page.ts';

const leastKeyLength = 32;

/** Refuses to start, with one line that says what to set, when a setting is missing or unsafe. */
export function checkOptions({ gatewayKey, host, port, demo, allowedOrigins }: GatewayOptions): void {
  if (gatewayKey.length < leastKeyLength) {
    throw new Error(`the gateway key is too short, give it at least ${leastKeyLength} characters`);
  }
  if (host === '') throw new Error('the host is missing, set `--host`');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`port \`${port}\` is none, use 0 to 65535`);
  }
  if (demo && !isLoopback(host)) {
    throw new Error(`demo identities are refused on \`${host}\`, use a loopback address or --no-demo`);
  }
  for (const origin of allowedOrigins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin || !/^https?:/.test(origin)) {
      throw new Error(`\`${origin}\` is not an origin, write it as https://host or https://host:port`);
    }
  }
}
