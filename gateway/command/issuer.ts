import type { StartSettings } from '../config/start-settings.ts';
import { openDemoIssuer, type DemoIssuer } from '../identity/demo-issuer.ts';
import { openDemoVerifier, openTokenVerifier, type TokenVerifier } from '../identity/token-verifier.ts';

/** Who vouches for callers; `demo` is there where that is the demonstration's own issuer. */
export interface Issuer {
  readonly verifier: TokenVerifier;
  readonly demo?: DemoIssuer;
}

/** Opens the demonstration's own issuer, or the one the operator configured. */
export async function openIssuer(settings: StartSettings): Promise<Issuer> {
  if (settings.issuer.kind === 'demo') {
    const demo = await openDemoIssuer(settings.dataDir);
    return { verifier: await openDemoVerifier(demo, settings.revoked), demo };
  }
  const { issuer, audience, keys } = settings.issuer;
  const verifier = await openTokenVerifier({
    issuer,
    audience,
    keys: keys.kind === 'file' ? keys : { kind: 'url', url: new URL(keys.url) },
    algorithms: ['EdDSA', 'ES256', 'RS256', 'PS256'],
    ...(settings.revoked === undefined ? {} : { revoked: settings.revoked }),
  });
  return { verifier };
}
