import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
} from 'graphql';
import { contextInputs, type ContextInput } from '../authorize/context-inputs.ts';
import { objectTypes } from '../authorize/object-types.ts';
import { isJsonObject, type JsonObject } from '../execute/compiled/json-value.ts';
import type { SentObjects } from '../execute/compiled/sent-objects.ts';
import type { PlanPart, PlanSelection } from '../plan/query-plan.ts';
import type { SupergraphRules } from '../supergraph/rules.ts';

/** Finds the fields marked SENSITIVE whose values a request carries, each with the object that it is a field of. */
export type SensitiveSent = (
  sent: SentObjects,
  found: (object: JsonObject, type: string, field: string) => void,
) => void;

/** What of one part of a plan is sensitive: the selections that lead to it, and what goes along as an argument. */
interface SensitiveInputs {
  readonly requires: readonly PlanSelection[];
  readonly contexts: readonly ContextInput[];
}

/**
 * Opens the search in what requests carry; `schema` is the whole one of `supergraph`.
 *
 * Plans are read once: of a part that sends nothing sensitive nothing is looked at.
 */
export function openSensitiveSent(
  supergraph: DocumentNode,
  schema: GraphQLSchema,
  rules: SupergraphRules,
): SensitiveSent {
  const contexts = contextInputs(supergraph);
  const known = new WeakMap<PlanPart, SensitiveInputs>();
  const inputsOf = (part: PlanPart): SensitiveInputs => {
    const before = known.get(part);
    if (before) return before;
    const inputs = {
      requires: sensitiveSelections(schema, rules, part.entities?.requires ?? [], undefined),
      contexts:
        part.entities?.contexts.length === 0
          ? []
          : contextsOf(schema, part.selections, undefined, contexts).filter((each) =>
              isSensitive(schema, rules, each.type, each.field),
            ),
    };
    known.set(part, inputs);
    return inputs;
  };
  return ({ part, targets, above }, found) => {
    const inputs = inputsOf(part);
    const note = (object: JsonObject, type: string, field: string): void => {
      if (rules.field(type, field).audited === 'SENSITIVE') found(object, type, field);
    };
    if (inputs.requires.length > 0) {
      for (const target of targets) eachSent(schema, inputs.requires, target, undefined, note);
    }
    for (const { type, field } of inputs.contexts) {
      for (const object of above) {
        const own = typeOf(object) ?? type;
        if (isOf(schema, own, type)) note(object, own, field);
      }
    }
  };
}

/** The selections without those below which nothing is sensitive. */
function sensitiveSelections(
  schema: GraphQLSchema,
  rules: SupergraphRules,
  selections: readonly PlanSelection[],
  on: string | undefined,
): readonly PlanSelection[] {
  return selections.flatMap((selection): readonly PlanSelection[] => {
    if (selection.kind === 'fragment') {
      const inner = sensitiveSelections(schema, rules, selection.selections, selection.on ?? on);
      return inner.length > 0 ? [{ ...selection, selections: inner }] : [];
    }
    const { name, selections: below = [] } = selection;
    const inner = sensitiveSelections(schema, rules, below, rules.valueType(on ?? '', name));
    const isSent = on !== undefined && isSensitive(schema, rules, on, name);
    return isSent || inner.length > 0 ? [{ ...selection, selections: inner }] : [];
  });
}

function isSensitive(schema: GraphQLSchema, rules: SupergraphRules, type: string, field: string): boolean {
  const named = schema.getType(type);
  const types = named ? objectTypes(schema, named).map(({ name }) => name) : [];
  return [type, ...types].some((name) => rules.field(name, field).audited === 'SENSITIVE');
}

function contextsOf(
  schema: GraphQLSchema,
  selections: readonly PlanSelection[],
  on: GraphQLCompositeType | undefined,
  contexts: ReturnType<typeof contextInputs>,
): readonly ContextInput[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'fragment') {
      const named = selection.on === undefined ? on : schema.getType(selection.on);
      return contextsOf(schema, selection.selections, isCompositeType(named) ? named : undefined, contexts);
    }
    const { name } = selection;
    const here = on ? [on, ...objectTypes(schema, on)].flatMap((type) => contexts(type.name, name)) : [];
    const definition = on && 'getFields' in on ? on.getFields()[name] : undefined;
    const value = definition && getNamedType(definition.type);
    return [
      ...here,
      ...contextsOf(schema, selection.selections ?? [], isCompositeType(value) ? value : undefined, contexts),
    ];
  });
}

function eachSent(
  schema: GraphQLSchema,
  selections: readonly PlanSelection[],
  value: unknown,
  on: string | undefined,
  note: (object: JsonObject, type: string, field: string) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) eachSent(schema, selections, item, on, note);
    return;
  }
  if (!isJsonObject(value)) return;
  const type = typeOf(value) ?? on;
  if (type === undefined) return;
  for (const selection of selections) {
    if (selection.kind === 'fragment') {
      if (selection.on !== undefined && !isOf(schema, type, selection.on)) continue;
      eachSent(schema, selection.selections, value, type, note);
      continue;
    }
    if (!Object.hasOwn(value, selection.key)) continue;
    note(value, type, selection.name);
    const below = selection.selections ?? [];
    if (below.length === 0) continue;
    eachSent(schema, below, value[selection.key], typeNameOf(schema, type, selection.name), note);
  }
}

function typeOf(object: JsonObject): string | undefined {
  const name = Object.hasOwn(object, '__typename') ? object['__typename'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

function typeNameOf(schema: GraphQLSchema, type: string, field: string): string | undefined {
  const named = schema.getType(type);
  const definition = named && 'getFields' in named ? named.getFields()[field] : undefined;
  return definition && getNamedType(definition.type).name;
}

/** Whether something of type `name` can be of type `on`; of an interface alone it is not known, and can. */
function isOf(schema: GraphQLSchema, name: string, on: string): boolean {
  if (name === on) return true;
  const [own, other] = [schema.getType(name), schema.getType(on)];
  if (!own || !other || isAbstractType(own)) return true;
  return isAbstractType(other) && objectTypes(schema, other).some((type) => type === own);
}
