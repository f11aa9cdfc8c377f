import {
  Kind,
  type ConstDirectiveNode,
  type DefinitionNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
} from 'graphql';
import { authorizationSpec, linkedNames, type Original } from '../supergraph/linked-names.ts';
import type { ParsedSubgraph } from './parse-sdl.ts';

/** One directive of a rule as a subgraph applies it, by its name in its specification, whatever the file calls it. */
export interface AppliedRule {
  readonly subgraph: ParsedSubgraph;
  /** `Type`, `Type.field`, `Type.field(argument:)`, `Input.field` or `Enum.VALUE`. */
  readonly coordinate: string;
  readonly type: string;
  readonly field?: FieldDefinitionNode;
  readonly name: string;
  readonly directive: ConstDirectiveNode;
}

const federation = 'https://specs.apollo.dev/federation';
const standard = new Set(['authenticated', 'requiresScopes', 'policy', 'key', 'requires', 'external']);

/** The directives of our specification, and those of the federation that rules depend on, in a subgraph. */
export function appliedRules(subgraph: ParsedSubgraph): readonly AppliedRule[] {
  const names = linkedNames(subgraph.shared);
  const found: AppliedRule[] = [];
  const note = (
    at: Pick<AppliedRule, 'coordinate' | 'type' | 'field'>,
    directives: readonly ConstDirectiveNode[] = [],
  ): void => {
    for (const directive of directives) {
      const original = names.original(directive.name.value);
      if (original !== undefined && isRule(original))
        found.push({ subgraph, ...at, name: original.name, directive });
    }
  };
  for (const definition of [...subgraph.shared, ...subgraph.own]) {
    if (!('name' in definition) || definition.name === undefined || !('directives' in definition)) continue;
    const type = definition.name.value;
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) continue;
    note({ coordinate: type, type }, definition.directives as readonly ConstDirectiveNode[]);
    for (const member of membersOf(definition)) {
      const coordinate = `${type}.${member.name.value}`;
      const field = member.kind === Kind.FIELD_DEFINITION ? { field: member } : {};
      note({ coordinate, type, ...field }, member.directives);
      const given: readonly InputValueDefinitionNode[] =
        member.kind === Kind.FIELD_DEFINITION ? (member.arguments ?? []) : [];
      for (const { name, directives } of given) {
        note({ coordinate: `${coordinate}(${name.value}:)`, type, ...field }, directives);
      }
    }
  }
  return found;
}

/** Whether the shared document brings a directive of our specification at all. */
export function bringsRule(subgraph: ParsedSubgraph, name: string): boolean {
  const names = linkedNames(subgraph.shared);
  return subgraph.shared.some((definition) => {
    if (definition.kind !== Kind.DIRECTIVE_DEFINITION) return false;
    const original = names.original(definition.name.value);
    return original?.spec === authorizationSpec && original.name === name;
  });
}

/** The applications of one directive at the same coordinate of the same subgraph. */
export function beside(
  rule: AppliedRule,
  name: string,
  among: readonly AppliedRule[],
): readonly AppliedRule[] {
  return among.filter(
    (each) => each.name === name && each.coordinate === rule.coordinate && each.subgraph === rule.subgraph,
  );
}

function isRule({ spec, name }: Original): boolean {
  return spec === authorizationSpec || (spec === federation && standard.has(name));
}

type Member = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;

function membersOf(definition: DefinitionNode): readonly Member[] {
  if ('fields' in definition) return definition.fields ?? [];
  return 'values' in definition ? (definition.values ?? []) : [];
}
