import type { StartSettings } from '../config/start-settings.ts';
import { openDemoIssuer, type DemoIssuer } from '../identity/demo-issuer.ts';
import { openDemoVerifier, openTokenVerifier, type TokenVerifier } from '../identity/token-verifier.ts';

/** Who vouches for callers: the demonstration's own issuer, or the one the operator configured. */
export async function openIssuer(
  settings: StartSettings,
): Promise<{ readonly verifier: TokenVerifier; readonly demo?: DemoIssuer }> {
  if (settings.issuer.kind === 'demo') {
    const demo = await openDemoIssuer(settings.dataDir);
    return { verifier: await openDemoVerifier(demo), demo };
  }
  const { issuer, audience, jwks } = settings.issuer;
  const verifier = await openTokenVerifier({
    issuer,
    audience,
    keys: typeof jwks === 'string' ? { kind: 'file', path: jwks } : { kind: 'url', url: jwks },
    algorithms: ['EdDSA', 'ES256', 'RS256', 'PS256'],
  });
  return { verifier };
}
