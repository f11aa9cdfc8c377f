import { Kind, type ConstValueNode, type FieldDefinitionNode } from 'graphql';
import { directiveArgument, linkedNames } from '../supergraph/linked-names.ts';
import { appliedRules, beside, type AppliedRule } from './applied-rules.ts';
import type { ParsedSubgraph } from './parse-sdl.ts';
import { nodeAt } from './place.ts';
import type { Problem } from './problem.ts';
import { problemAtRule } from './ruled-schemas.ts';

const federation = new Set(['authenticated', 'requiresScopes', 'policy', 'key', 'requires', 'external']);

/**
 * Rules of a subgraph that would not reach the supergraph, or say nothing there: on an `@external` field, by a
 * directive that is not composed, by an empty list, or by a marking that the type does not hold.
 */
export function lostRules(subgraph: ParsedSubgraph): readonly Problem[] {
  const applied = appliedRules(subgraph);
  const composed = composedNames(subgraph);
  return applied.flatMap((rule) => {
    const written = `@${rule.directive.name.value}`;
    if (rule.name === 'marked') {
      const problems = markedBy(rule, subgraph);
      if (problems.length > 0) return problems;
    }
    if (rule.name === 'requiresScopes' || rule.name === 'policy') return emptyLists(rule);
    if (federation.has(rule.name)) return [];
    if (beside(rule, 'external', applied).length > 0) {
      return problemAtRule(
        'WF-R003',
        rule,
        `${written} on \`${rule.coordinate}\` is lost: the field is @external`,
      );
    }
    return composed.has(written)
      ? []
      : problemAtRule('WF-R004', rule, `${written} is lost: nothing composes the directive`);
  });
}

/** The directives that the shared document composes, as they are written. */
function composedNames({ shared }: ParsedSubgraph): ReadonlySet<string> {
  const names = shared
    .filter(({ kind }) => kind === Kind.SCHEMA_DEFINITION || kind === Kind.SCHEMA_EXTENSION)
    .flatMap((definition) => ('directives' in definition ? (definition.directives ?? []) : []))
    .map((directive) => directiveArgument(directive, 'name'));
  return new Set(names.flatMap((name) => (name?.kind === Kind.STRING ? [name.value] : [])));
}

function emptyLists(rule: AppliedRule): readonly Problem[] {
  const list = directiveArgument(rule.directive, rule.name === 'policy' ? 'policies' : 'scopes');
  const isEmpty = (value: ConstValueNode | undefined): boolean =>
    value?.kind === Kind.LIST && (value.values.length === 0 || value.values.some(isEmpty));
  return isEmpty(list)
    ? problemAtRule('WF-R005', rule, `\`${rule.coordinate}\` needs an empty list of scopes or policies`)
    : [];
}

function markedBy(rule: AppliedRule, subgraph: ParsedSubgraph): readonly Problem[] {
  const { own, shared } = subgraph;
  const by = directiveArgument(rule.directive, 'by');
  const name = by?.kind === Kind.STRING ? by.value : '';
  const field = nodeAt(`${rule.type}.${name}`, [...own, ...shared]);
  if (field?.kind !== Kind.FIELD_DEFINITION) {
    return problemAtRule(
      'WF-R008',
      rule,
      `\`${rule.type}\` is marked by \`${name}\`, which is no field of it`,
    );
  }
  if (typeName(field) !== 'Marking') {
    return problemAtRule('WF-R008', rule, `\`${rule.type}.${name}\` is not of type \`Marking\``);
  }
  return markedAsLine(rule, subgraph);
}

/** The text of a marking tells more than callers may know of it. */
function markedAsLine(rule: AppliedRule, subgraph: ParsedSubgraph): readonly Problem[] {
  const given = directiveArgument(rule.directive, 'line');
  if (given === undefined || given.kind === Kind.NULL) return [];
  const name = given.kind === Kind.STRING ? given.value : '';
  const field = nodeAt(`${rule.type}.${name}`, [...subgraph.own, ...subgraph.shared]);
  const names = linkedNames(subgraph.shared);
  const isHidden =
    field?.kind === Kind.FIELD_DEFINITION &&
    typeName(field) === 'String' &&
    field.directives?.some((each) => names.original(each.name.value)?.name === 'inaccessible');
  return isHidden
    ? []
    : problemAtRule(
        'WF-R008',
        rule,
        `\`${rule.type}\` is marked by the text \`${name}\`, which is no \`String\` of it that is @inaccessible`,
      );
}

function typeName({ type }: FieldDefinitionNode): string | undefined {
  const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return named.kind === Kind.NAMED_TYPE ? named.name.value : undefined;
}
