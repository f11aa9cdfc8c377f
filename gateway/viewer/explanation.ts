import type { PolicyBook } from '../../schema/policy/book.ts';
import type { Foreseen } from '../../schema/policy/foreseen.ts';
import { openPolicies, type Policies } from '../../schema/policy/policies.ts';
import type { Replay } from '../policy/replay.ts';
import type { Rights } from '../rights/rights.ts';
import { substituteOf } from '../rights/substitute.ts';
import type { Verdict } from '../rights/verdict.ts';
import { openExplainedPolicies, type ExplainedPolicy, type ExplainPolicies } from './explained-policy.ts';
import { disagreements } from './replayed.ts';

/** What is known of access before the object is there. */
export type AccessDecision = 'ALWAYS' | 'NEVER' | 'DEPENDS';

/** One custodian's decision on one action, with every policy that was asked. */
export interface ExplainedNeed {
  readonly action: string;
  readonly custodian: string;
  /** The type of the object that is decided on, which may be the one that the field gives. */
  readonly type: string;
  readonly decision: AccessDecision;
  /** Attributes of the object that it depends on, sorted; empty for a decision that is certain. */
  readonly dependsOn: readonly string[];
  readonly policies: readonly ExplainedPolicy[];
  /** Objects on which Cedar's own engine decides otherwise; empty where it was not asked. */
  readonly disagreements: readonly string[];
}

/**
 * Why a caller may, may not or may sometimes read a field.
 *
 * `instead` is the coordinate, or the text of a mask, that stands in the place of a denied value. `gives` is the
 * decision about the objects that come back, where these are decided on for themselves.
 */
export interface Explanation {
  readonly coordinate: string;
  readonly decision: AccessDecision;
  readonly dependsOn: readonly string[];
  readonly isPublic: boolean;
  readonly mode: string;
  readonly instead?: string;
  readonly reason?: string;
  readonly custodians: readonly string[];
  readonly requestable: boolean;
  readonly isAudited: boolean;
  readonly needs: readonly ExplainedNeed[];
  readonly gives?: ExplainedObject;
  /** What Federation's own directives ask on it: `@requiresScopes: a, or b and c`. */
  readonly standard: readonly string[];
  /** Why it is denied where no single need is. */
  readonly note?: string;
}

/** The decision about objects of a type as a whole. */
export interface ExplainedObject {
  readonly type: string;
  readonly decision: AccessDecision;
  readonly dependsOn: readonly string[];
  readonly needs: readonly ExplainedNeed[];
}

/** Explains what rights come to; `replay` has every decision made once more by Cedar's own engine. */
export interface Explain {
  (rights: Rights, type: string, field: string, agencies?: readonly string[]): Explanation;
}

/** Opens explanations on the policies of one bundle; throws where one cannot be evaluated. */
export function openExplain(book: PolicyBook, replay?: Replay): Explain {
  const ground = { policies: openPolicies(book), explained: openExplainedPolicies(book), replay };
  return (rights, type, field, agencies = []) => explanationOf(ground, rights, type, field, agencies);
}

interface Ground {
  readonly policies: Policies;
  readonly explained: ExplainPolicies;
  readonly replay: Replay | undefined;
}

function explanationOf(
  ground: Ground,
  rights: Rights,
  type: string,
  field: string,
  agencies: readonly string[],
): Explanation {
  const { rules } = rights;
  const rule = rules.field(type, field);
  const { withhold, custodians, isPublic, standard } = rule;
  const verdict = rights.field(type, field, agencies);
  const here = answering(rights, type, custodians, agencies);
  const value = rules.valueType(type, field);
  const isByValue = !rules.type(type).isMarked && value !== undefined && rules.type(value).isMarked;
  const needs = rule.needs.flatMap((need) => {
    const isOwn = need.coordinate === rule.coordinate;
    const on = isOwn && isByValue ? value : need.type;
    return (isOwn ? here : need.custodians).map((custodian) =>
      explainedNeed(ground, rights, custodian, need.action, on),
    );
  });
  const decision = decisionOf(verdict);
  const gives = value === undefined ? undefined : objectOf(ground, rights, value, here);
  const instead = withhold.mask ?? siblingOf(type, substituteOf(rule));
  const isUnsaid = decision === 'NEVER' && needs.every((need) => need.decision !== 'NEVER');
  return {
    coordinate: rule.coordinate,
    decision,
    dependsOn: decision === 'DEPENDS' ? attributesOf(needs) : [],
    isPublic,
    mode: withhold.mode,
    ...(instead === undefined ? {} : { instead }),
    ...(isPublic ? {} : { reason: withhold.reason ?? 'NEED_TO_KNOW' }),
    custodians: here,
    requestable: rule.requestable,
    isAudited: rule.audited === 'SENSITIVE',
    needs,
    ...(gives === undefined ? {} : { gives }),
    standard: standardOf(standard),
    ...(isUnsaid ? { note: unsaid(needs) } : {}),
  };
}

function objectOf(
  ground: Ground,
  rights: Rights,
  type: string,
  agencies: readonly string[],
): ExplainedObject | undefined {
  const { actions, isMarked, custodians } = rights.rules.type(type);
  // Scalars and enums are nobody's objects.
  if (custodians.length === 0 || (!isMarked && actions.length === 0)) return undefined;
  const decision = decisionOf(rights.object(type, agencies));
  const needs = answering(rights, type, custodians, agencies).flatMap((custodian) =>
    actions.map((action) => explainedNeed(ground, rights, custodian, action, type)),
  );
  return { type, decision, dependsOn: decision === 'DEPENDS' ? attributesOf(needs) : [], needs };
}

/** Who decides at this place, as rights have it: of a type that is no entity, those that answer there. */
function answering(
  { rules }: Rights,
  type: string,
  custodians: readonly string[],
  agencies: readonly string[],
): readonly string[] {
  if (rules.type(type).isEntity || custodians.length < 2) return custodians;
  const found = custodians.filter((custodian) => agencies.includes(custodian));
  return found.length > 0 ? found : custodians;
}

function explainedNeed(
  { policies, explained, replay }: Ground,
  { caller }: Rights,
  custodian: string,
  action: string,
  type: string,
): ExplainedNeed {
  const foreseen = policies.foresee(caller, custodian, action, type);
  return {
    action,
    custodian,
    type,
    decision: decisionOf(foreseen),
    dependsOn: foreseen.kind === 'depends' ? foreseen.attributes : [],
    policies: explained(custodian, action, { caller, type }),
    disagreements: replay ? disagreements(replay, { caller, custodian, action, type, foreseen }) : [],
  };
}

function decisionOf({ kind }: Verdict | Foreseen): AccessDecision {
  if (kind === 'depends') return 'DEPENDS';
  return kind === 'always' ? 'ALWAYS' : 'NEVER';
}

function attributesOf(needs: readonly ExplainedNeed[]): readonly string[] {
  return [...new Set(needs.flatMap(({ dependsOn }) => dependsOn))].toSorted();
}

function siblingOf(type: string, field: string | undefined): string | undefined {
  return field === undefined ? undefined : `${type}.${field}`;
}

function unsaid(needs: readonly ExplainedNeed[]): string {
  if (needs.length === 0) return 'nobody decides about it, or a standard directive is not met';
  if (needs.some(({ decision }) => decision === 'DEPENDS')) {
    return 'it depends on the marking of an object that cannot be asked here, and what cannot be asked is denied';
  }
  return 'a standard directive is not met';
}

function standardOf({ authenticated, scopes, policies }: ReturnType<Rights['rules']['field']>['standard']) {
  const said = (sets: readonly (readonly string[])[]): string =>
    sets.map((set) => set.join(' and ')).join(', or ') || 'nobody';
  return [
    ...(authenticated ? ['@authenticated'] : []),
    ...scopes.map((sets) => `@requiresScopes: ${said(sets)}`),
    ...policies.map((sets) => `@policy: ${said(sets)}`),
  ];
}
