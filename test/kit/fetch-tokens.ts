import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { openFetchSigner } from '../../gateway/supergraph/fetch-signer.ts';
import { agencyKey } from '../../gateway/supergraph/agency-key.ts';
import type { PolicyBook } from '../../schema/policy/book.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';

/** A gateway's keys for tests, and how it signs. */
export interface TestGateway {
  readonly signingKey: KeyObject;
  readonly publicKey: KeyObject;
  keyOf(agency: string): string;
  /** The headers of a fetch of exactly this body. */
  headers(agency: string, caller: PolicyCaller, book: PolicyBook, body: string): Record<string, string>;
}

/** A gateway with keys that no other has. */
export function testGateway(gatewayKey = 'a-gateway-key-for-tests-0123456789abcdef'): TestGateway {
  const { privateKey } = generateKeyPairSync('ed25519');
  const signer = openFetchSigner(gatewayKey, privateKey);
  return {
    signingKey: privateKey,
    publicKey: createPublicKey(privateKey),
    keyOf: (agency) => agencyKey(gatewayKey, agency),
    headers: (agency, caller, book, body) => ({
      'content-type': 'application/json',
      authorization: signer.authorization(agency, caller, book, body),
    }),
  };
}

/** A caller with nothing but a name, and what is given beside it. */
export function callerOf(given: Partial<PolicyCaller> = {}): PolicyCaller {
  return {
    id: 'somebody',
    agency: 'nobody',
    roles: [],
    scopes: [],
    community: [],
    assignments: [],
    purposes: [],
    exercise: false,
    ...given,
  };
}
