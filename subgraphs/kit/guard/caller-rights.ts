import { hkdfSync } from 'node:crypto';
import { agencyPoliciesHash } from '../../../schema/policy/agency-policies.ts';
import type { PolicyBook } from '../../../schema/policy/book.ts';
import type { PolicyCaller } from '../../../schema/policy/caller.ts';
import { residualOf, type Foreseen } from '../../../schema/policy/foreseen.ts';
import { openPolicies } from '../../../schema/policy/policies.ts';
import { openRecentMap } from '../../../schema/policy/recent-map.ts';
import type { Residual } from '../../../schema/policy/residual.ts';
import { resourceOf, type PolicyResource } from '../../../schema/policy/resource.ts';
import type { AgencyRules } from './agency-rules.ts';

/** What one caller may do at one agency, by the agency's own rules and policies. */
export interface CallerRights {
  /** One text for all callers whom this agency treats alike, and for no others. */
  readonly text: string;
  /** 64 bytes with which the agency seals the cursors of its lists. */
  readonly cursorKey: Uint8Array;
  readonly rules: AgencyRules;
  /** Whether the caller plays, so that what is made from the rows of an exercise is for them. */
  readonly inExercise: boolean;
  /** The decision on an action with the object unknown but its type. */
  foresee(action: string, type: string): Foreseen;
  /** The objects of a type for which every one of the actions is allowed. */
  residual(actions: readonly string[], type: string): Residual;
  /**
   * Whether every one of the actions is allowed on an object with this marking.
   *
   * Without a marking, as for an object of another agency, denied where no object of the type could be allowed.
   */
  allows(actions: readonly string[], type: string, marking: MarkingAtHand): boolean;
}

/** An object's marking as it was read; `unknown` where the agency does not mark objects of the type. */
export type MarkingAtHand =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'read'; readonly marking: unknown };

/** An agency's own enforcement: the rights of whoever the gateway asks for. */
export interface AgencyGuard {
  /** Of `agencyPoliciesHash`. */
  readonly policies: string;
  rightsOf(caller: PolicyCaller): CallerRights;
}

/** What an agency's guard is made of; `key` is the one that the agency shares with the gateway. */
export interface AgencyGuardOptions {
  readonly agency: string;
  readonly rules: AgencyRules;
  readonly book: PolicyBook;
  readonly key: string;
}

const callersKept = 256;

/** Opens the guard of one agency; throws where a policy of the book cannot be evaluated. */
export function openAgencyGuard({ agency, rules, book, key }: AgencyGuardOptions): AgencyGuard {
  const policies = openPolicies(book);
  const cursorKey = sealingKey(key);
  const callers = openRecentMap<string, CallerRights>(callersKept);
  return {
    policies: agencyPoliciesHash(book, agency),
    rightsOf(caller) {
      const text = policies.callerKey(caller);
      return callers.get(text, () =>
        rightsBy({ text, cursorKey, rules, inExercise: caller.exercise }, (action, type) =>
          policies.foresee(caller, agency, action, type),
        ),
      );
    },
  };
}

/** The rights of one who may do everything: for the agency's own work and for tests, never for a caller. */
export function everyRight(rules: AgencyRules, key = 'every right'): CallerRights {
  const always: Foreseen = { kind: 'always', policies: [] };
  const given = { text: 'every right', cursorKey: sealingKey(key), rules, inExercise: true };
  return rightsBy(given, () => always);
}

function sealingKey(key: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, '', 'watchfloor cursor', 64));
}

function rightsBy(
  given: Pick<CallerRights, 'text' | 'cursorKey' | 'rules' | 'inExercise'>,
  foresee: CallerRights['foresee'],
): CallerRights {
  const resources = new Map<string, WeakMap<object, PolicyResource>>();
  const decisions = new Map<string, Foreseen>();

  const foreseen = (action: string, type: string): Foreseen => {
    const at = `${type} ${action}`;
    const known = decisions.get(at);
    if (known !== undefined) return known;
    const made = foresee(action, type);
    decisions.set(at, made);
    return made;
  };

  /** An object's fields share its marking, so that it is looked at once. */
  const resource = (type: string, marking: unknown): PolicyResource | undefined => {
    if (typeof marking !== 'object' || marking === null) return undefined;
    const ofType = resources.get(type) ?? new WeakMap<object, PolicyResource>();
    resources.set(type, ofType);
    const made = ofType.get(marking) ?? resourceOf(type, marking);
    if (made !== undefined) ofType.set(marking, made);
    return made;
  };

  return {
    ...given,
    foresee: foreseen,
    residual: (actions, type) => both(actions.map((action) => residualOf(foreseen(action, type)))),
    allows: (actions, type, at) =>
      actions.every((action) => {
        const decision = foreseen(action, type);
        if (decision.kind === 'never') return false;
        if (at.kind === 'unknown') return true;
        const about = resource(type, at.marking);
        // An object without a readable marking is for nobody, whatever the policies say of others.
        if (about === undefined) return false;
        return decision.kind === 'always' || decision.decide(about).allowed;
      }),
  };
}

function both(residuals: readonly Residual[]): Residual {
  const parts = residuals.filter(({ op }) => op !== 'true');
  const [first] = parts;
  if (first === undefined) return { op: 'true' };
  if (parts.some(({ op }) => op === 'false')) return { op: 'false' };
  return parts.length === 1 ? first : { op: 'and', of: parts };
}
