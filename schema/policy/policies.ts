import { community, type PolicyBook } from './book.ts';
import { callerText, type PolicyCaller } from './caller.ts';
import { someExpression, type Expression } from './expression.ts';
import { fold } from './fold.ts';
import { foreseenOf, type Foreseen } from './foreseen.ts';
import { parsePolicy, type ParsedPolicy } from './parse-policy.ts';
import { openRecentMap } from './recent-map.ts';

/** The policies of a book, ready to decide. */
export interface Policies {
  readonly hash: string;
  /**
   * The decision of `custodian` on `action`, with the object unknown but its GraphQL type.
   *
   * The custodian's own policies and the community's count, no other agency's. A custodian without a policy in the
   * book, and an action that none permits: never.
   */
  foresee(caller: PolicyCaller, custodian: string, action: string, type: string): Foreseen;
  /** One text for all callers whom every policy of the book treats alike: fit to be part of a cache's key. */
  callerKey(caller: PolicyCaller): string;
}

/** Callers whose foreseen decisions are kept, and decisions kept for each. */
const callersKept = 256;
const decisionsKept = 2000;

type Decisions = ReturnType<typeof openRecentMap<string, Foreseen>>;

/** The policies of `book`; throws where a policy cannot be evaluated, so that none is ever skipped. */
export function openPolicies(book: PolicyBook): Policies {
  const parsed = book.policies.map(({ id, custodian, json }) => {
    const reading = parsePolicy(id, custodian, json);
    if (reading.kind === 'refused') throw new Error(`policy \`${id}\` cannot be evaluated: ${reading.why}`);
    return reading.policy;
  });
  const custodians = new Set(parsed.map(({ custodian }) => custodian));
  const readsId = parsed.some(({ conditions }) => conditions.some(readsCallerId));
  const keys = new WeakMap<PolicyCaller, string>();
  const callers = openRecentMap<string, Decisions>(callersKept);

  function callerKey(caller: PolicyCaller): string {
    const known = keys.get(caller);
    if (known !== undefined) return known;
    const key = callerText(caller, readsId);
    keys.set(caller, key);
    return key;
  }

  return {
    hash: book.hash,
    callerKey,
    foresee(caller, custodian, action, type) {
      const decisions = callers.get(callerKey(caller), () => openRecentMap(decisionsKept));
      return decisions.get(`${custodian}\n${action}\n${type}`, () => {
        const applying = custodians.has(custodian) ? parsed.filter(appliesTo(custodian, action)) : [];
        return foreseenOf(
          type,
          applying.map(({ id, effect, conditions }) => ({
            id,
            effect,
            condition: fold(conditions, { caller, type }),
          })),
        );
      });
    },
  };
}

function appliesTo(custodian: string, action: string): (policy: ParsedPolicy) => boolean {
  return (policy) =>
    (policy.custodian === custodian || policy.custodian === community) &&
    (policy.action === null || policy.action === action);
}

function readsCallerId(expression: Expression): boolean {
  return someExpression(
    expression,
    (part) => part.kind === 'attribute' && part.of === 'caller' && part.name === 'id',
  );
}
