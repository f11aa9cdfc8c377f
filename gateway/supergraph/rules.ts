import { parse } from 'graphql';
import { fieldOwners } from './field-owners.ts';
import { fieldRuleOf, type FieldRule } from './field-rule.ts';
import { authorizationSpec } from './linked-names.ts';
import { openNeeds } from './needs.ts';
import { receiversOf } from './receivers.ts';
import { statedSupergraph, type StatedSupergraph } from './stated-supergraph.ts';
import { typeRuleOf, type TypeRule } from './type-rule.ts';
import { argumentRuleOf, memberRuleOf, type UseRule } from './use-rule.ts';

export type { FieldRule } from './field-rule.ts';
export type { StandardRule } from './standard-rule.ts';
export type { TypeRule } from './type-rule.ts';
export type { UseRule } from './use-rule.ts';

/** The effective rules of one supergraph. What is not known to it is denied. */
export interface SupergraphRules {
  /** Whether the supergraph links our specification at all; without it every field is unclassified. */
  readonly hasRules: boolean;
  field(type: string, field: string): FieldRule;
  type(name: string): TypeRule;
  argument(type: string, field: string, argument: string): UseRule | undefined;
  inputField(type: string, field: string): UseRule | undefined;
  enumValue(type: string, value: string): UseRule | undefined;
  /** Name of the type of a field's value, without lists and non-null; undefined when there is no such field. */
  valueType(type: string, field: string): string | undefined;
  /**
   * Subgraphs that may receive the value, sorted.
   *
   * Where `@flow` is stated: who stands in every list, and the field's custodian if it is the only one. Else, for a
   * public field every subgraph, for a governed one those that resolve it.
   */
  mayEnter(type: string, field: string): readonly string[];
  /** Every `Type.field` of object and interface types, sorted. */
  readonly coordinates: readonly string[];
  /** The rule of every argument, input field and enum value that has one. */
  readonly uses: readonly UseRule[];
}

/**
 * Reads the effective rules from a composed supergraph: repeatable directives keep what every subgraph states, and all
 * of it holds at once.
 *
 * A field that nobody classified needs an action that no policy can name. A supergraph whose rules cannot be read
 * throws.
 */
export function readRules(sdl: string): SupergraphRules {
  const document = parse(sdl, { noLocation: true });
  const stated = statedSupergraph(document);
  refuseBrokenMarkings(stated);
  const needs = openNeeds(stated, fieldOwners(document));
  const field = kept((type, name) => fieldRuleOf(needs, type, name));
  const coordinates: string[] = [];
  for (const type of stated.types.values()) {
    for (const name of type.fields.keys()) {
      coordinates.push(`${type.name}.${name}`);
      // Made here already, so that a rule that cannot be read is found now and not by a caller.
      field(type.name, name);
    }
  }
  const types = kept((name) => typeRuleOf(needs, name));
  const argument = kept((type, name, each) => argumentRuleOf(needs, type, name, each));
  const uses = [...stated.types.values()].flatMap((type) =>
    type.fields
      .entries()
      .toArray()
      .flatMap(([name, { args }]) =>
        args
          .keys()
          .toArray()
          .map((each) => argument(type.name, name, each)),
      ),
  );
  const members = stated.members
    .keys()
    .toArray()
    .map((coordinate) => memberRuleOf(needs, coordinate));
  return {
    hasRules: stated.names.links(authorizationSpec),
    field,
    type: types,
    argument,
    inputField: kept((type, name) => memberRuleOf(needs, `${type}.${name}`)),
    enumValue: kept((type, value) => memberRuleOf(needs, `${type}.${value}`)),
    valueType: (type, name) => stated.types.get(type)?.fields.get(name)?.returns,
    mayEnter: kept((type, name) => receiversOf(needs, type, name)),
    coordinates: coordinates.toSorted(),
    uses: [...uses, ...members].filter((rule) => rule !== undefined),
  };
}

function refuseBrokenMarkings({ types }: StatedSupergraph): void {
  for (const { name, says, fields } of types.values()) {
    for (const { field, line } of says.markedBy) {
      if (!fields.has(field))
        throw new Error(`\`${name}\` is marked by \`${field}\`, which it does not have`);
      if (line === undefined) continue;
      const held = fields.get(line);
      if (held?.returns !== 'String' || !held.says.isInaccessible) {
        throw new Error(`\`${name}\` is marked by \`${line}\`, which is no inaccessible text of it`);
      }
    }
  }
}

/** Each answer is made once: names come from an operation that was validated, so there are only so many. */
function kept<K extends readonly string[], T>(make: (...names: K) => T): (...names: K) => T {
  const made = new Map<string, { readonly value: T }>();
  return (...names) => {
    const key = names.join(' ');
    const found = made.get(key) ?? { value: make(...names) };
    made.set(key, found);
    return found.value;
  };
}
