import { compileCondition } from './compile-condition.ts';
import { and, canFail, or, total, whereFalse, whereTrue, type Condition } from './condition.ts';
import type { Residual } from './residual.ts';
import { isWellFormed, type PolicyResource } from './resource.ts';

/**
 * A decision about one object. `policies`: ids of the permits that allowed, or of the forbids that denied; empty
 * where nothing permits. `failed`: a policy could not be evaluated, or the object is malformed; `policies` then
 * names the policies that could not be, and the decision is a denial.
 */
export interface Decision {
  readonly allowed: boolean;
  readonly policies: readonly string[];
  readonly failed: boolean;
}

/**
 * A decision with the object unknown but its type: `never` and `always` hold for every well-formed object.
 *
 * `policies` as in `Decision`, those that are certain. `attributes` are those of the object that the decision reads,
 * sorted. `decide` remembers nothing: it takes less time than looking an answer up would.
 */
export type Foreseen =
  | { readonly kind: 'never'; readonly policies: readonly string[] }
  | { readonly kind: 'always'; readonly policies: readonly string[] }
  | {
      readonly kind: 'depends';
      readonly attributes: readonly string[];
      readonly residual: Residual;
      decide(resource: PolicyResource): Decision;
    };

/** A policy with what is left of its conditions. */
export interface Folded {
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  readonly condition: Condition;
}

/** The decision over all policies that apply: some permit and no forbid holds, and none fails. */
export function foreseenOf(type: string, policies: readonly Folded[]): Foreseen {
  const permits = policies.filter(({ effect }) => effect === 'permit');
  const forbids = policies.filter(({ effect }) => effect === 'forbid');
  const certain = (those: readonly Folded[], op: 'true' | 'error'): readonly string[] =>
    those.filter(({ condition }) => condition.op === op).map(({ id }) => id);
  const residual = residualOfAll(permits, forbids);
  if (residual.op === 'false') {
    const failing = certain(policies, 'error');
    return { kind: 'never', policies: failing.length > 0 ? failing : certain(forbids, 'true') };
  }
  if (residual.op === 'true') return { kind: 'always', policies: certain(permits, 'true') };
  let compiled: Decide | undefined;
  return {
    kind: 'depends',
    attributes: attributesOf(policies),
    residual,
    decide(resource) {
      compiled ??= compileDecision(type, policies);
      return compiled(resource);
    },
  };
}

/** The objects that a foreseen decision allows. */
export function residualOf(foreseen: Foreseen): Residual {
  if (foreseen.kind === 'depends') return foreseen.residual;
  return { op: foreseen.kind === 'always' ? 'true' : 'false' };
}

function residualOfAll(permits: readonly Folded[], forbids: readonly Folded[]): Residual {
  const permitted = or(permits.map(({ condition }) => whereTrue(condition)));
  const notForbidden = forbids.map(({ condition }) => whereFalse(condition));
  const evaluated = permits
    .filter(({ condition }) => canFail(condition))
    .map(({ condition }) => or([whereTrue(condition), whereFalse(condition)]));
  return total(and([permitted, ...notForbidden, ...evaluated]));
}

function attributesOf(policies: readonly Folded[]): readonly string[] {
  const read = policies.flatMap(({ condition }) => attributesIn(condition));
  return [...new Set(read)].toSorted();
}

function attributesIn(condition: Condition): readonly string[] {
  switch (condition.op) {
    case 'true':
    case 'false':
    case 'error':
      return [];
    case 'not':
      return attributesIn(condition.of);
    case 'and':
    case 'or':
      return condition.of.flatMap(attributesIn);
    case 'same':
    case 'containsAttribute':
      return [condition.attribute, condition.other];
    default:
      return [condition.attribute];
  }
}

type Decide = (resource: PolicyResource) => Decision;

/** `policies` without those that hold for no object, in the order in which a decision names them. */
function compileDecision(type: string, policies: readonly Folded[]): Decide {
  const compiled = policies
    .filter(({ condition }) => condition.op !== 'false')
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, effect, condition }) => ({ id, effect, test: compileCondition(condition) }));
  return (resource) => {
    if (resource.type !== type || !isWellFormed(resource)) return malformed;
    const permitting: string[] = [];
    const forbidding: string[] = [];
    const failing: string[] = [];
    for (const { id, effect, test } of compiled) {
      const answer = test(resource);
      if (answer === false) continue;
      if (answer === undefined) failing.push(id);
      else (effect === 'permit' ? permitting : forbidding).push(id);
    }
    if (failing.length > 0) return { allowed: false, policies: failing, failed: true };
    if (forbidding.length > 0) return { allowed: false, policies: forbidding, failed: false };
    return { allowed: permitting.length > 0, policies: permitting, failed: false };
  };
}

const malformed: Decision = Object.freeze({ allowed: false, policies: Object.freeze([]), failed: true });
