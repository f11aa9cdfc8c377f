import {
  getArgumentValues,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
} from 'graphql';
import type { SupergraphRules, UseRule } from '../supergraph/rules.ts';

/** A field's arguments as the operation gives them. */
export interface GivenArguments {
  readonly node: FieldNode;
  /** Object types that the field is asked of. */
  readonly types: readonly string[];
  readonly field: GraphQLField<unknown, unknown>;
  /** Object types whose objects come back by their own markings: what the field gives, and what that is a list of. */
  readonly given: ReadonlySet<string>;
}

/**
 * The rules of every argument, input field and enum value that the field is given, defaults included.
 *
 * `variables` are the caller's, coerced. What cannot be read throws a GraphQLError, as it does on execution.
 */
export function rulesOfUses(
  rules: SupergraphRules,
  { node, types, field }: GivenArguments,
  variables: Readonly<Record<string, unknown>>,
): readonly UseRule[] {
  const found = new Map<string, UseRule>();
  const note = (rule: UseRule | undefined): void => {
    if (rule) found.set(rule.coordinate, rule);
  };
  const given = getArgumentValues(field, node, variables);
  for (const { name, type } of field.args) {
    if (!Object.hasOwn(given, name)) continue;
    for (const on of types) note(rules.argument(on, field.name, name));
    noteValue(rules, type, given[name], note);
  }
  return [...found.values()];
}

/** Whether any rule can apply to the arguments of a field, whatever is given. */
export function hasRuledArguments(
  rules: SupergraphRules,
  types: readonly string[],
  field: GraphQLField<unknown, unknown>,
): boolean {
  return field.args.some(
    ({ name, type }) =>
      types.some((on) => rules.argument(on, field.name, name) !== undefined) ||
      isRuledInput(rules, getNamedType(type), new Set()),
  );
}

function noteValue(
  rules: SupergraphRules,
  type: GraphQLInputType,
  value: unknown,
  note: (rule: UseRule | undefined) => void,
): void {
  if (value === null || value === undefined) return;
  if (isNonNullType(type)) return noteValue(rules, type.ofType, value, note);
  if (isListType(type)) {
    for (const item of Array.isArray(value) ? value : [value]) noteValue(rules, type.ofType, item, note);
    return;
  }
  if (isEnumType(type)) {
    if (typeof value === 'string') note(rules.enumValue(type.name, value));
    return;
  }
  if (!isInputObjectType(type) || typeof value !== 'object') return;
  for (const [name, input] of Object.entries(type.getFields())) {
    // Variables were read by the schema that the caller sees: a default of what is hidden there is given all the same.
    const isGiven = Object.hasOwn(value, name);
    if (!isGiven && input.defaultValue === undefined) continue;
    note(rules.inputField(type.name, name));
    noteValue(
      rules,
      input.type,
      isGiven ? (value as Record<string, unknown>)[name] : input.defaultValue,
      note,
    );
  }
}

function isRuledInput(rules: SupergraphRules, type: GraphQLNamedType, seen: Set<string>): boolean {
  if (seen.has(type.name)) return false;
  seen.add(type.name);
  if (isEnumType(type)) return type.getValues().some(({ name }) => rules.enumValue(type.name, name));
  if (!isInputObjectType(type)) return false;
  return Object.values(type.getFields()).some(
    (input) =>
      rules.inputField(type.name, input.name) !== undefined ||
      isRuledInput(rules, getNamedType(input.type), seen),
  );
}
