import { stderr } from 'node:process';
import type { DisclosureLog } from '../audit/disclosure-log.ts';
import { openEnforcement, type Enforcement } from '../flow/enforcement.ts';
import { openFetchSigner } from '../supergraph/fetch-signer.ts';
import type { AccessOptions } from './gateway-options.ts';

/** The enforcement that access asks for, with fetches signed where there is a key for it; undefined where it was said that there is none. */
export function enforcementOf(
  access: AccessOptions,
  gatewayKey: string | undefined,
): Enforcement | undefined {
  if (access.kind === 'unenforced') return undefined;
  const alarm =
    access.alarm ?? ((message: string): void => void stderr.write(`layers disagree: ${message}\n`));
  const { log, signingKey } = access;
  const signer = signingKey && gatewayKey !== undefined ? openFetchSigner(gatewayKey, signingKey) : undefined;
  return openEnforcement(log, alarm, signer);
}

/** The log that enforced access writes; undefined where nothing is enforced. */
export function logOf(access: AccessOptions): DisclosureLog | undefined {
  return access.kind === 'enforced' ? access.log : undefined;
}
