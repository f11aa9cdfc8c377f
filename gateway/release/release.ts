import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';
import type { JsonObject } from '../execute/compiled/json-value.ts';
import {
  notedHere,
  type FieldPlace,
  type Release,
  type ReleaseField,
  type ReleaseObject,
} from '../execute/compiled/release.ts';
import { shownLabel } from '../marking/marking.ts';
import { custodiansAt, type Rights } from '../rights/rights.ts';
import { recordedKeys } from '../rights/recorded-keys.ts';
import { substituteOf } from '../rights/substitute.ts';
import { isWithheldField } from '../supergraph/withheld-field.ts';
import { denied, type Decided, type Verdict } from '../rights/verdict.ts';
import type { FieldRule } from '../supergraph/rules.ts';
import { maskText } from './mask-text.ts';
import type { MetMarking, ObjectMarkings } from './object-markings.ts';
import { workOf, type Disclosed, type ReleaseWork } from './release-notes.ts';
import { withheldRelease } from './withheld-release.ts';
import type { WithheldFact } from './withheld.ts';

/** What the release of one operation is made from. */
export interface ReleaseGround {
  /** With everything that callers can see; types of fields are read from it. */
  readonly schema: GraphQLSchema;
  /** What these rights see of it. */
  readonly visible: GraphQLSchema;
  readonly rights: Rights;
  readonly markings: ObjectMarkings;
  /** Fields whose arguments the caller may not use, with the coordinate that these would reveal. */
  readonly refused: ReadonlyMap<FieldNode, string>;
  /** Coordinates that every object at a field has to pass, since an argument chose by them. */
  readonly rows: ReadonlyMap<FieldNode, readonly string[]>;
}

/**
 * Decides per object and coordinate with the object's marking known; one that carries none is for nobody.
 *
 * What can be decided without the object is decided here, once for an operation; what is left is decided while the
 * answer is written.
 */
export function releaseOf(ground: ReleaseGround): Release {
  return {
    field: (at) => (at.field.startsWith('__') ? undefined : fieldRelease(ground, at)),
    object: (type, at) => objectRelease(ground, type, at),
  };
}

function fieldRelease(ground: ReleaseGround, at: FieldPlace): ReleaseField | undefined {
  const { rights, markings, refused } = ground;
  if (isWithheldField(rights.rules, at.type, at.field)) return withheldRelease(ground, at.type);
  const rule = rights.rules.field(at.type, at.field);
  const revealed = refused.get(at.node);
  const verdict: Verdict = revealed === undefined ? rights.field(at.type, at.field, at.agencies) : denied;
  const keys = rights.rules.type(at.type).decidedBy;
  const instead = insteadOf(ground, at, rule, revealed);
  const record = recordOf(ground, at, at.field);
  const isShown = enumRelease(ground, at, at.field, at.heldAs);
  if (verdict.kind !== 'never' && isUnseen(ground, at)) {
    // Nothing was fetched: a list is as empty as if each of its objects had been left out.
    if (isList(ground.schema, at.type, at.field)) return () => '[]';
    return (object, session, path) => {
      const met = keys.length === 0 ? undefined : markings.of(object, keys);
      return instead(object, workOf(session), path, met, nothingDecided);
    };
  }
  if (verdict.kind === 'always' || (verdict.kind === 'depends' && verdict.by === 'value')) {
    if (!record && !isShown) return undefined;
    const policies = verdict.kind === 'always' ? verdict.policies : [];
    return (object, session) => {
      const work = workOf(session);
      const met = keys.length === 0 ? undefined : markings.of(object, keys);
      if (isShown && !isShown(object)) {
        // What a value is that the caller does not know of must not be told by saying that it is kept back.
        record?.(work, object, met, 'SUPPRESSED', policies);
        return 'null';
      }
      record?.(work, object, met, 'RELEASED', policies);
      return record && notedHere;
    };
  }
  if (verdict.kind === 'never') {
    const decided: Decided = { allowed: false, policies: verdict.policies };
    return (object, session, path) => {
      const met = keys.length === 0 ? undefined : markings.of(object, keys);
      return instead(object, workOf(session), path, met, decided);
    };
  }
  return (object, session, path) => {
    const met = markings.of(object, keys);
    const decided = met ? met.decide(verdict) : nothingDecided;
    if (!decided.allowed) return instead(object, workOf(session), path, met, decided);
    if (isShown && !isShown(object)) {
      record?.(workOf(session), object, met, 'SUPPRESSED', decided.policies);
      return 'null';
    }
    record?.(workOf(session), object, met, 'RELEASED', decided.policies);
    return record && notedHere;
  };
}

const nothingDecided: Decided = { allowed: false, policies: [] };

type Instead = (
  object: JsonObject,
  work: ReleaseWork,
  path: Parameters<ReleaseField>[2],
  met: MetMarking | undefined,
  decided: Decided,
) => ReturnType<ReleaseField>;

/** What stands in the place of a denied value, with the entry that tells of it. */
function insteadOf(
  ground: ReleaseGround,
  at: FieldPlace,
  rule: FieldRule,
  revealed: string | undefined,
): Instead {
  const { rights } = ground;
  const [of = '', name = ''] = (revealed ?? rule.coordinate).split('.');
  const stated = revealed === undefined ? rule : rights.rules.field(of, name);
  const { mode, mask, reason = 'NEED_TO_KNOW' } = stated.withhold;
  const sibling = revealed === undefined ? substituteOf(rule) : undefined;
  const siblingVerdict = sibling === undefined ? denied : rights.field(at.type, sibling, at.agencies);
  const isSiblingHidden =
    sibling !== undefined &&
    siblingVerdict.kind === 'never' &&
    rights.rules.field(at.type, sibling).withhold.mode === 'HIDDEN';
  const fits =
    sibling !== undefined && mode !== 'COUNT' && isSameKind(ground.schema, at.type, at.field, sibling);
  const isSiblingShown = sibling === undefined ? undefined : enumRelease(ground, at, sibling, sibling);
  const recordSibling = sibling === undefined ? undefined : recordOf(ground, at, sibling);
  const facts = new Map<string | undefined, WithheldFact>();
  const factOf = (label: string | undefined): WithheldFact => {
    const known = facts.get(label);
    if (known) return known;
    const fact: WithheldFact = {
      coordinate: revealed ?? rule.coordinate,
      reason,
      mode,
      custodian: stated.custodians[0] ?? '',
      ...(label === undefined ? {} : { marking: label }),
      requestable: stated.requestable,
      ...(sibling === undefined || isSiblingHidden || mode === 'COUNT'
        ? {}
        : { instead: `${at.type}.${sibling}` }),
    };
    facts.set(label, fact);
    return fact;
  };
  const record = recordOf(ground, at, at.field);
  return (object, work, path, met, { policies }) => {
    record?.(work, object, met, mode === 'MASK' ? 'MASKED' : 'SUPPRESSED', policies);
    if (mode === 'HIDDEN') return 'null';
    if (mode === 'DENY') {
      work.refused ??= rule.coordinate;
      return 'null';
    }
    const isOpenSibling =
      sibling !== undefined && isOpen(siblingVerdict, met) && (isSiblingShown?.(object) ?? true);
    const value = isOpenSibling ? object[sibling] : undefined;
    // What is shown instead, or counted, is released as if it had been asked for.
    if (isOpenSibling && (fits || mode === 'COUNT')) {
      recordSibling?.(work, object, met, 'RELEASED', policiesOf(siblingVerdict, met));
    }
    const fact = factOf(met && shownLabel(met.marking.tlp));
    if (mode === 'COUNT') work.withheld.note(fact, path, typeof value === 'number' ? value : null);
    else work.withheld.note(fact, path);
    // A mask is made for the field that states it, not for one that an argument would tell it by.
    if (mode === 'MASK' && mask !== undefined && revealed === undefined) {
      return JSON.stringify(maskText(mask, met?.marking));
    }
    if (sibling !== undefined && !isOpenSibling) return { json: 'null', also: sibling };
    return fits && value !== undefined && value !== null ? { value } : 'null';
  };
}

function policiesOf(verdict: Verdict, met: MetMarking | undefined): readonly string[] {
  if (verdict.kind !== 'depends') return verdict.policies;
  return met?.decide(verdict).policies ?? [];
}

function isOpen(verdict: Verdict, met: MetMarking | undefined): boolean {
  if (verdict.kind !== 'depends') return verdict.kind === 'always';
  return verdict.by === 'object' && met !== undefined && met.decide(verdict).allowed;
}

function objectRelease(ground: ReleaseGround, type: string, at: FieldPlace): ReleaseObject | undefined {
  const { rights, markings, rows } = ground;
  const { isMarked, decidedBy } = rights.rules.type(type);
  const verdict = objectVerdict(ground, type, at);
  const parent = rights.field(at.type, at.field, at.agencies);
  // Policies may speak of the type that an object of an interface turns out to be.
  const given = parent.kind === 'never' ? parent : rights.fieldGiving(at.type, at.field, type, at.agencies);
  const byValue = given.kind === 'depends' && given.by === 'value' ? given : undefined;
  const isNeverGiven = given.kind === 'never' && parent.kind !== 'never';
  const passing = (rows.get(at.node) ?? []).filter((coordinate) => coordinate.startsWith(`${type}.`));
  if (!isMarked && verdict.kind === 'always' && !byValue && !isNeverGiven && passing.length === 0)
    return undefined;
  const chosen = passing.map((coordinate) =>
    rights.field(type, coordinate.slice(type.length + 1), at.agencies),
  );
  const isItem = isList(ground.schema, at.type, at.field);
  const rule = rights.rules.field(at.type, at.field);
  const { mode, reason = 'NEED_TO_KNOW' } = rule.withhold;
  const isTold = !isItem && mode !== 'HIDDEN';
  return (object, session, path) => {
    const work = workOf(session);
    const met = isMarked ? markings.of(object, decidedBy) : undefined;
    const seen =
      !isNeverGiven &&
      (met !== undefined || !isMarked) &&
      isOpen(verdict, met) &&
      (byValue === undefined || (met?.decide(byValue).allowed ?? false)) &&
      chosen.every((each) => isOpen(each, met));
    if (seen) {
      if (met) work.shown.add(met);
      return 'shown';
    }
    if (isItem) work.dropped += 1;
    if (!isTold) return 'dropped';
    work.withheld.note(
      {
        coordinate: rule.coordinate,
        reason,
        mode,
        custodian: rule.custodians[0] ?? '',
        ...(met ? { marking: shownLabel(met.marking.tlp) } : {}),
        requestable: rule.requestable,
      },
      path,
    );
    return { json: 'null' };
  };
}

/**
 * An object of which no more than its interface is known can be of any of the types: only if none of them has to be
 * decided may it be shown.
 */
function objectVerdict({ schema, rights }: ReleaseGround, type: string, { agencies }: FieldPlace): Verdict {
  const named = schema.getType(type);
  if (!isAbstractType(named)) return rights.object(type, agencies);
  const types = schema.getPossibleTypes(named).map(({ name }) => name);
  const isOpenToAll = types.every(
    (name) => !rights.rules.type(name).isMarked && rights.object(name, agencies).kind === 'always',
  );
  return isOpenToAll ? rights.object(type, agencies) : denied;
}

/** Whether these rights can see no object that the field may give, whatever its marking. */
function isUnseen({ schema, rights }: ReleaseGround, { type, field, agencies }: FieldPlace): boolean {
  const named = getNamedType(fieldType(schema, type, field));
  if (!isCompositeType(named)) return false;
  const types = isAbstractType(named) ? schema.getPossibleTypes(named) : [named];
  const answering = agencies.length > 0 ? agencies : rights.rules.field(type, field).custodians;
  return types.every(({ name }) => rights.object(name, answering).kind === 'never');
}

/** Which of an enum's values may be shown; undefined when all of them may. */
function enumRelease(
  { schema, rights }: ReleaseGround,
  { type, agencies: answering }: FieldPlace,
  field: string,
  heldAs: string,
): ((object: JsonObject) => boolean) | undefined {
  const named = getNamedType(fieldType(schema, type, field));
  if (!isEnumType(named)) return undefined;
  // Whom the plan happens to ask does not matter: each agency that resolves the field has a say in its values.
  const agencies = custodiansAt(rights.rules, type, field, answering);
  const hidden = new Set(
    named.getValues().flatMap(({ name }) => {
      const rule = rights.rules.enumValue(named.name, name);
      return rule && rights.use(rule, type, agencies).kind === 'refused' ? [name] : [];
    }),
  );
  if (hidden.size === 0) return undefined;
  const isShown = (value: unknown): boolean =>
    Array.isArray(value) ? value.every(isShown) : !hidden.has(String(value));
  return (object) => isShown(object[heldAs]);
}

function isSameKind(schema: GraphQLSchema, type: string, field: string, other: string): boolean {
  const one = fieldType(schema, type, field);
  const two = fieldType(schema, type, other);
  if (!one || !two || isListType(getNullableType(one)) !== isListType(getNullableType(two))) return false;
  const [left, right] = [getNamedType(one), getNamedType(two)];
  return left === right || ('serialize' in left && 'serialize' in right && !isEnumType(left));
}

function isList(schema: GraphQLSchema, type: string, field: string): boolean {
  return isListType(getNullableType(fieldType(schema, type, field)));
}

function fieldType(schema: GraphQLSchema, type: string, field: string) {
  const named = schema.getType(type);
  return named && 'getFields' in named ? named.getFields()[field]?.type : undefined;
}

type RecordRelease = (
  work: ReleaseWork,
  object: JsonObject,
  met: MetMarking | undefined,
  decision: Disclosed['decision'],
  policies: readonly string[],
) => void;

/** Notes what becomes of a field of the objects here; undefined when nobody asks for a record of it. */
function recordOf(
  { schema, rights }: ReleaseGround,
  { type }: FieldPlace,
  field: string,
): RecordRelease | undefined {
  const { coordinate, audited } = rights.rules.field(type, field);
  if (audited !== 'SENSITIVE') return undefined;
  const keys = recordedKeys(schema, rights.rules, type);
  return (work, object, met, decision, policies) => {
    work.disclose(object, `${coordinate} ${decision}`, () => ({
      coordinate,
      type,
      entity: Object.fromEntries(
        keys.flatMap((key) => (object[key] === undefined ? [] : [[key, object[key]]])),
      ),
      marking: met?.text ?? '',
      decision,
      policies,
    }));
  };
}
