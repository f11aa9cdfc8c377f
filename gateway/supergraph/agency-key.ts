import { createHmac } from 'node:crypto';

/**
 * The key that the gateway shows to one agency, made from the gateway's own key and the agency's name.
 *
 * Each agency has another: what one of them is shown opens no other, and none of them leads back to the
 * gateway's own (HMAC-SHA-256, RFC 2104).
 */
export function agencyKey(gatewayKey: string, agency: string): string {
  return createHmac('sha256', gatewayKey).update(`watchfloor subgraph ${agency}`).digest('base64url');
}

/** Gives the `authorization` header for each agency; one is made once. */
export function agencyAuthorization(gatewayKey: string): (agency: string) => string {
  const made = new Map<string, string>();
  return (agency) => {
    const known = made.get(agency) ?? `Bearer ${agencyKey(gatewayKey, agency)}`;
    made.set(agency, known);
    return known;
  };
}
