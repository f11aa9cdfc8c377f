import {
  preparsePolicySet,
  statefulIsAuthorized,
  type CedarValueJson,
  type Policy,
} from '@cedar-policy/cedar-wasm/nodejs';
import { community, type PolicyBook } from '../../schema/policy/book.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import type { Decision } from '../../schema/policy/foreseen.ts';
import type { PolicyResource } from '../../schema/policy/resource.ts';

/** A decision as a log has it: everything that it was made from, but for the book. */
export interface LoggedDecision {
  readonly caller: PolicyCaller;
  readonly custodian: string;
  readonly action: string;
  readonly resource: PolicyResource;
}

/** Decides once more, by Cedar's own engine. */
export type Replay = (logged: LoggedDecision) => Decision;

/**
 * Cedar's own engine on the policies of `book`, to explain a decision and to check ours against.
 *
 * The same decision as `Foreseen.decide` of a well-formed object, with the same ids: the custodian's policies and the
 * community's count, and an evaluation error of any denies. A policy that Cedar does not accept throws. It keeps the
 * parsed policies of every book it was opened with for the life of the process.
 */
export function openReplay(book: PolicyBook): Replay {
  const prepared = new Map<string, string | null>();

  function policySetOf(custodian: string): string | null {
    const known = prepared.get(custodian);
    if (known !== undefined) return known;
    const id = prepare(book, custodian);
    prepared.set(custodian, id);
    return id;
  }

  return ({ caller, custodian, action, resource }) => {
    const preparsedPolicySetId = policySetOf(custodian);
    if (preparsedPolicySetId === null) return { allowed: false, policies: [], failed: false };
    const principal = { type: 'Principal', id: caller.id };
    const object = { type: 'Object', id: 'object' };
    const answer = statefulIsAuthorized({
      principal,
      action: { type: 'Action', id: action },
      resource: object,
      context: {},
      preparsedPolicySetId,
      entities: [
        { uid: principal, attrs: attributesOf(caller), parents: [] },
        { uid: object, attrs: attributesOf(resource), parents: [] },
      ],
    });
    if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '));
    const { decision, diagnostics } = answer.response;
    const failing = diagnostics.errors.map(({ policyId }) => policyId);
    if (failing.length > 0) return { allowed: false, policies: failing.toSorted(), failed: true };
    return { allowed: decision === 'allow', policies: diagnostics.reason.toSorted(), failed: false };
  };
}

/** The name under which Cedar holds the policies that `custodian` decides by; null where it has none of its own. */
function prepare(book: PolicyBook, custodian: string): string | null {
  if (!book.policies.some((policy) => policy.custodian === custodian)) return null;
  const applying = book.policies.filter(
    (policy) => policy.custodian === custodian || policy.custodian === community,
  );
  const id = `${book.hash} ${custodian}`;
  const staticPolicies = Object.fromEntries(applying.map((policy) => [policy.id, policy.json as Policy]));
  const answer = preparsePolicySet(id, { staticPolicies });
  if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '));
  return id;
}

function attributesOf(entity: PolicyCaller | PolicyResource): Record<string, CedarValueJson> {
  const given = Object.entries(entity) as readonly (readonly [string, CedarValueJson | undefined])[];
  return Object.fromEntries(
    given.filter((entry): entry is [string, CedarValueJson] => entry[1] !== undefined),
  );
}
