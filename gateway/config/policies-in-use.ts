import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyBook } from '../../schema/policy/book.ts';
import { policyBookText } from '../../schema/policy/policy-book.ts';

/** The file in which the agencies that the gateway runs find the policies in use. */
export function policiesFile(dataDir: string): string {
  return join(dataDir, 'policies.json');
}

/** Puts the policies in use where agencies read them, whole or not at all: they may be reading. */
export function keepPolicies(dataDir: string, policies: PolicyBook): void {
  const file = policiesFile(dataDir);
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, policyBookText(policies), { mode: 0o600 });
  renameSync(aside, file);
}
