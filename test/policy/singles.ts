import {
  preparsePolicySet,
  statefulIsAuthorized,
  type CedarValueJson,
  type PolicyJson,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyBook } from '../../schema/policy/book.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import { policyBookOf } from '../../schema/policy/policy-book.ts';
import type { PolicyResource } from '../../schema/policy/resource.ts';

type Attributes = Record<string, CedarValueJson>;

export type Outcome = 'true' | 'false' | 'error';

/** Permits that are each the only policy of a custodian of their own, and Cedar's word on each. */
export interface Singles {
  readonly book: PolicyBook;
  decide(caller: PolicyCaller, resource: PolicyResource): (id: string) => Outcome;
}

/**
 * Cedar is asked about all of them in one call: of a set of permits it names each that holds and each that fails, and
 * a call costs as much as the evaluation of fifty policies.
 */
export function openSingles(written: readonly PolicyJson[]): Singles {
  const book = policyBookOf(
    written.map((json, index) => ({
      id: `agency${index}.policy`,
      custodian: `agency${index}`,
      file: 'random',
      line: 1,
      text: '',
      json,
    })),
  );
  const staticPolicies = Object.fromEntries(written.map((json, index) => [`agency${index}.policy`, json]));
  const prepared = preparsePolicySet('singles', { staticPolicies });
  if (prepared.type === 'failure') throw new Error(JSON.stringify(prepared.errors));
  const principal = { type: 'Principal', id: 'somebody' };
  const object = { type: 'Object', id: 'something' };
  return {
    book,
    decide(caller, resource) {
      const answer = statefulIsAuthorized({
        principal,
        action: { type: 'Action', id: 'display' },
        resource: object,
        context: {},
        preparsedPolicySetId: 'singles',
        entities: [
          { uid: principal, attrs: { ...caller } as unknown as Attributes, parents: [] },
          { uid: object, attrs: { ...resource } as unknown as Attributes, parents: [] },
        ],
      });
      if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
      const { reason, errors } = answer.response.diagnostics;
      const permitting = new Set(reason);
      const failing = new Set(errors.map(({ policyId }) => policyId));
      return (id) => (failing.has(id) ? 'error' : permitting.has(id) ? 'true' : 'false');
    },
  };
}
