import { policyToJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyBook } from '../../schema/policy/book.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import { policyBookOf } from '../../schema/policy/policy-book.ts';
import type { PolicyResource } from '../../schema/policy/resource.ts';

/** A book of policies as they are written in Cedar, by id; only parsed, so that it can hold what nobody would accept. */
export function bookOfTexts(texts: Readonly<Record<string, string>>): PolicyBook {
  return policyBookOf(
    Object.entries(texts).map(([id, text]) => {
      const answer = policyToJson(text);
      if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
      const [custodian = ''] = id.split('.');
      return { id, custodian, file: 'test.cedar', line: 1, text, json: answer.json };
    }),
  );
}

/** A permit of `display` under a condition. */
export function permitWhen(condition: string, action = 'display'): string {
  return `permit (principal, action == Action::"${action}", resource) when { ${condition} };`;
}

/** A forbid of `display` under a condition. */
export function forbidWhen(condition: string): string {
  return `forbid (principal, action == Action::"display", resource) when { ${condition} };`;
}

export const analyst: PolicyCaller = {
  id: 'urn:analyst',
  agency: 'cyber',
  roles: ['CYBER_ANALYST'],
  scopes: [],
  community: ['election-security-task-force'],
  assignments: [],
  purposes: ['NETDEF'],
  exercise: true,
};

export const incident: PolicyResource = {
  type: 'Incident',
  tlp: 'GREEN',
  releasableTo: ['cyber'],
  originator: 'coordination',
  caveats: [],
  status: 'EXERCISE',
};
