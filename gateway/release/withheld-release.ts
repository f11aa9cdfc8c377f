import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  type GraphQLSchema,
} from 'graphql';
import type { ReleaseField } from '../execute/compiled/release.ts';
import { shownLabel } from '../marking/marking.ts';
import type { Rights } from '../rights/rights.ts';
import { substituteOf } from '../rights/substitute.ts';
import type { Verdict } from '../rights/verdict.ts';
import type { WithholdMode } from '../supergraph/withhold.ts';
import type { MetMarking, ObjectMarkings } from './object-markings.ts';

/** What the `withheld` of objects is worked out from. */
export interface WithheldGround {
  /** Only what the caller sees is told of. */
  readonly visible: GraphQLSchema;
  readonly rights: Rights;
  readonly markings: ObjectMarkings;
}

/** `Withheld` of the schema: what is not known is null. */
interface WithheldValue {
  readonly coordinate: string;
  readonly reason: string;
  readonly mode: WithholdMode;
  readonly custodian: string;
  readonly requestable: boolean;
  readonly marking: string | null;
  readonly instead: string | null;
}

interface GovernedField {
  readonly verdict: Verdict;
  readonly fact: Omit<WithheldValue, 'marking'>;
}

/**
 * The release of an entity's `withheld`: every field of its type that the caller may not read on this object.
 *
 * It is worked out from the object's marking alone, so it is the same whatever else is selected, and two objects with
 * one marking have one list. Nothing of mode HIDDEN is in it.
 */
export function withheldRelease({ visible, rights, markings }: WithheldGround, type: string): ReleaseField {
  const { decidedBy } = rights.rules.type(type);
  const fields = governedFields(visible, rights, type);
  const lists = new Map<string, readonly WithheldValue[]>();
  return (object) => {
    const met = markings.of(object, decidedBy);
    const key = met?.text ?? '';
    const known = lists.get(key) ?? withheldOf(fields, met);
    if (lists.size >= maximumLists) lists.clear();
    lists.set(key, known);
    return { value: known };
  };
}

const maximumLists = 5000;

function withheldOf(fields: readonly GovernedField[], met: MetMarking | undefined): readonly WithheldValue[] {
  const marking = met ? shownLabel(met.marking.tlp) : null;
  return fields.flatMap(({ verdict, fact }) => (isRead(verdict, met) ? [] : [{ ...fact, marking }]));
}

function isRead(verdict: Verdict, met: MetMarking | undefined): boolean {
  if (verdict.kind !== 'depends') return verdict.kind === 'always';
  return met?.decide(verdict).allowed ?? false;
}

function governedFields(visible: GraphQLSchema, rights: Rights, type: string): readonly GovernedField[] {
  const named = visible.getType(type);
  if (!named || !('getFields' in named)) return [];
  return Object.keys(named.getFields()).flatMap((field) => {
    const rule = rights.rules.field(type, field);
    const { mode, reason = 'NEED_TO_KNOW' } = rule.withhold;
    if (rule.isPublic || mode === 'HIDDEN') return [];
    const substitute = mode === 'COUNT' ? undefined : substituteOf(rule);
    const sibling = substitute !== undefined && substitute in named.getFields() ? substitute : undefined;
    const fact = {
      coordinate: rule.coordinate,
      reason,
      mode,
      custodian: rule.custodians[0] ?? '',
      requestable: rule.requestable,
      instead: sibling === undefined ? null : `${type}.${sibling}`,
    };
    return [{ verdict: verdictOf(visible, rights, type, field), fact }];
  });
}

/** A field that can give no object that the caller sees is not read either; an empty list is not told of. */
function verdictOf(visible: GraphQLSchema, rights: Rights, type: string, field: string): Verdict {
  const verdict = rights.field(type, field, rights.rules.field(type, field).custodians);
  const named = visible.getType(type);
  const definition = named && 'getFields' in named ? named.getFields()[field] : undefined;
  const value = definition && getNamedType(definition.type);
  if (verdict.kind === 'never' || !isCompositeType(value) || isListType(getNullableType(definition?.type)))
    return verdict;
  const types = isAbstractType(value) ? visible.getPossibleTypes(value) : [value];
  const { custodians } = rights.rules.field(type, field);
  const isSeen = types.some(({ name }) => rights.object(name, custodians).kind !== 'never');
  return isSeen ? verdict : { kind: 'never', policies: [] };
}
