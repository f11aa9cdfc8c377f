import type { PolicyCaller } from '../../schema/policy/caller.ts';
import type { Policies } from '../../schema/policy/policies.ts';
import { stateOf, type PolicyResource } from '../../schema/policy/resource.ts';
import type { Marking } from '../marking/marking.ts';
import type { FieldRule, SupergraphRules, UseRule } from '../supergraph/rules.ts';
import { meetsStandardRule } from './standard-rule.ts';
import { conjunction, denied, open, type Decided, type Verdict } from './verdict.ts';

/** What one set of entitlements may do on one bundle; callers with equal entitlements share it. */
export interface Rights {
  /** The same for the same entitlements on the same bundle, and for nothing else. */
  readonly key: string;
  readonly caller: PolicyCaller;
  readonly rules: SupergraphRules;
  /** Reading a field of an object type; `agencies` are those that answer it at this place, none when not known. */
  field(type: string, field: string, agencies: readonly string[]): Verdict;
  /** The same where the field gives an object of the type `value`, one of a marked interface. */
  fieldGiving(type: string, field: string, value: string, agencies: readonly string[]): Verdict;
  /** That an object of a type is there at all. */
  object(type: string, agencies: readonly string[]): Verdict;
  /** Giving an argument, an input field or an enum value. */
  use(rule: UseRule, type: string, agencies: readonly string[]): Use;
}

/**
 * Whether something may be given; `rows` are coordinates whose access each object that comes back has to pass, since
 * the argument chose by them.
 */
export type Use =
  | { readonly kind: 'refused'; readonly coordinate: string }
  | { readonly kind: 'granted'; readonly rows: readonly string[] };

/** What rights are made from: the rules of a supergraph, its policies, and the type that a field gives. */
export interface RightsGround {
  readonly hash: string;
  readonly rules: SupergraphRules;
  readonly policies: Policies;
  /** Name of the type that `Type.field` gives, without lists and non-null; undefined when there is no such field. */
  valueType(type: string, field: string): string | undefined;
}

/** The rights of a caller; every verdict is worked out once. */
export function rightsOf(ground: RightsGround, caller: PolicyCaller, key: string): Rights {
  const { rules } = ground;
  const fields = new Map<string, Verdict>();
  const giving = new Map<string, Verdict>();
  const objects = new Map<string, Verdict>();

  const field: Rights['field'] = (type, name, agencies) => {
    const at = `${type}.${name} ${agencies.join(' ')}`;
    const known = fields.get(at);
    if (known) return known;
    const verdict = fieldVerdict(
      ground,
      caller,
      rules.field(type, name),
      type,
      agencies,
      ground.valueType(type, name),
    );
    fields.set(at, verdict);
    return verdict;
  };
  const fieldGiving: Rights['fieldGiving'] = (type, name, value, agencies) => {
    const stated = ground.valueType(type, name);
    if (stated === undefined || value === stated || !rules.type(stated).isMarked)
      return field(type, name, agencies);
    const at = `${type}.${name} ${value} ${agencies.join(' ')}`;
    const known = giving.get(at);
    if (known) return known;
    const verdict = fieldVerdict(ground, caller, rules.field(type, name), type, agencies, value);
    giving.set(at, verdict);
    return verdict;
  };
  const object: Rights['object'] = (type, agencies) => {
    const at = `${type} ${agencies.join(' ')}`;
    const known = objects.get(at);
    if (known) return known;
    const verdict = objectVerdict(ground, caller, type, agencies);
    objects.set(at, verdict);
    return verdict;
  };
  return {
    key,
    caller,
    rules,
    field,
    fieldGiving,
    object,
    use({ coordinate, needs, reveals }, type, agencies) {
      // Own needs of an input field or enum value are for those who answer the field that it is used for.
      // What a revealed field asks for, and what that is computed from, is decided with the field.
      const revealedNeeds = new Set(
        reveals.flatMap((revealed) => {
          const [of = '', name = ''] = revealed.split('.');
          return [revealed, ...rules.field(of, name).needs.map((need) => need.coordinate)];
        }),
      );
      const own = needs
        .filter((need) => !revealedNeeds.has(need.coordinate))
        .map(({ action, custodians, ...need }) =>
          verdictOn(ground, caller, need.type || type, custodians.length > 0 ? custodians : agencies, action),
        );
      // An argument is given before there is an object that it could be decided on.
      if (own.length > 0 && conjunction(own).kind !== 'always') return { kind: 'refused', coordinate };
      const rows: string[] = [];
      for (const revealed of reveals) {
        const [of = '', name = ''] = revealed.split('.');
        const { kind } = field(of, name, rules.field(of, name).custodians);
        if (kind === 'never') return { kind: 'refused', coordinate: revealed };
        if (kind === 'depends') rows.push(revealed);
      }
      return { kind: 'granted', rows };
    },
  };
}

/** Who decides about a field at a place where these agencies answer it: what several resolve is for each of them. */
export function custodiansAt(
  rules: SupergraphRules,
  type: string,
  field: string,
  agencies: readonly string[],
): readonly string[] {
  return decidingAt(rules.field(type, field).custodians, rules.type(type).isEntity, agencies);
}

function fieldVerdict(
  ground: RightsGround,
  caller: PolicyCaller,
  rule: FieldRule,
  type: string,
  agencies: readonly string[],
  value: string | undefined,
): Verdict {
  const { rules, policies } = ground;
  const { isEntity, isMarked } = rules.type(type);
  const custodians = decidingAt(rule.custodians, isEntity, agencies);
  if (!meetsStandardRule(rule.standard, caller, policies, custodians, type)) return denied;
  if (rule.isPublic) return open;
  if (rule.needs.length === 0) return denied;
  const isValueMarked = value !== undefined && rules.type(value).isMarked;
  return conjunction(
    rule.needs.map((need): Verdict => {
      const own = need.coordinate === rule.coordinate;
      const deciding = own ? custodians : need.custodians;
      // An object without a marking of its own: what the field gives is asked for its marking.
      if (own && !isMarked && isValueMarked) {
        const verdict = verdictOn(ground, caller, value, deciding, need.action);
        return verdict.kind === 'depends' ? { ...verdict, by: 'value' } : verdict;
      }
      const verdict = verdictOn(ground, caller, need.type, deciding, need.action);
      if (verdict.kind !== 'depends') return verdict;
      // What another object's marking decides cannot be asked here, and what cannot be asked is denied.
      return isMarked && need.type === type ? verdict : denied;
    }),
  );
}

function objectVerdict(
  ground: RightsGround,
  caller: PolicyCaller,
  type: string,
  agencies: readonly string[],
): Verdict {
  const { isMarked, isEntity, markedBy, decidedBy, actions, custodians } = ground.rules.type(type);
  if (!meetsTypeRule(ground, caller, type)) return denied;
  if (!isMarked && actions.length === 0) return open;
  // Of one field only one agency is asked: what the others say in it would not be heard.
  const isOfMany = (field: string): boolean => ground.rules.field(type, field).custodians.length > 1;
  if (isEntity && (markedBy.some(isOfMany) || decidedBy.some(isOfMany))) return denied;
  const asked = decidingAt(custodians, isEntity, agencies);
  if (asked.length === 0 || actions.length === 0) return denied;
  const verdict = conjunction(actions.map((action) => verdictOn(ground, caller, type, asked, action)));
  return verdict.kind === 'depends' && !isMarked ? denied : verdict;
}

/**
 * Whether the directives of Federation let the caller read anything of a type.
 *
 * What they say of a type they say of each of its fields; of an object of which no field may be read nothing is told,
 * not even that it is there.
 */
function meetsTypeRule({ rules, policies }: RightsGround, caller: PolicyCaller, type: string): boolean {
  const fields = fieldsOf(rules).get(type);
  return (
    fields === undefined ||
    fields.some((field) => {
      const { standard, custodians } = rules.field(type, field);
      return meetsStandardRule(standard, caller, policies, custodians, type);
    })
  );
}

const knownFields = new WeakMap<SupergraphRules, ReadonlyMap<string, readonly string[]>>();

function fieldsOf(rules: SupergraphRules): ReadonlyMap<string, readonly string[]> {
  const known = knownFields.get(rules);
  if (known) return known;
  const pairs = rules.coordinates.map((coordinate) => coordinate.split('.') as [string, string]);
  const fields = new Map(
    [...Map.groupBy(pairs, ([type]) => type)].map(([type, of]) => [type, of.map(([, field]) => field)]),
  );
  knownFields.set(rules, fields);
  return fields;
}

/**
 * Who decides at this place: everybody who resolves the coordinate. Of a type that is no entity an object comes whole
 * from one agency, so there it is those that answer at this place.
 */
function decidingAt(
  owners: readonly string[],
  isEntity: boolean,
  agencies: readonly string[],
): readonly string[] {
  if (isEntity || owners.length < 2) return owners;
  const answering = owners.filter((owner) => agencies.includes(owner));
  return answering.length > 0 ? answering : owners;
}

function verdictOn(
  { policies }: RightsGround,
  caller: PolicyCaller,
  type: string,
  custodians: readonly string[],
  action: string,
): Verdict {
  // Where nobody answers for it, nobody permits it.
  if (custodians.length === 0) return denied;
  return conjunction(
    custodians.map((custodian): Verdict => {
      const foreseen = policies.foresee(caller, custodian, action, type);
      if (foreseen.kind !== 'depends') return { kind: foreseen.kind, policies: foreseen.policies };
      return {
        kind: 'depends',
        by: 'object',
        decide(marking) {
          if (!marking) return { allowed: false, policies: [] };
          return allAllow(resourcesOf(type, marking).map((resource) => foreseen.decide(resource)));
        },
      };
    }),
  );
}

function allAllow(decisions: readonly Decided[]): Decided {
  const refusal = decisions.find(({ allowed }) => !allowed);
  if (refusal) return refusal;
  const [only, ...others] = decisions;
  if (!only) return { allowed: false, policies: [] };
  return others.length === 0
    ? only
    : { allowed: true, policies: decisions.flatMap(({ policies }) => policies) };
}

/** The object as policies see it: once for each originator, since what is derived inherits every originator. */
function resourcesOf(type: string, marking: Marking): readonly PolicyResource[] {
  const { tlp, releasableTo, caveats, status, division } = marking;
  const state = division === undefined ? undefined : stateOf(division);
  return marking.originators.map((originator) => ({
    type,
    tlp,
    releasableTo,
    originator,
    caveats,
    status,
    ...(marking.case === undefined ? {} : { case: marking.case }),
    ...(division === undefined ? {} : { jurisdiction: division }),
    ...(state === undefined ? {} : { state }),
  }));
}
