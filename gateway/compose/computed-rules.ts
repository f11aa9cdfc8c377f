import { Kind, type SelectionSetNode } from 'graphql';
import { selectionSet } from '../supergraph/field-set.ts';
import { directiveArgument } from '../supergraph/linked-names.ts';
import type { AppliedRule } from './applied-rules.ts';
import type { Problem } from './problem.ts';
import { problemAtRule, type RuledSchemas } from './ruled-schemas.ts';

/**
 * Fields whose own rule is weaker than what they are computed from, and values that would be sent to an agency that
 * may not receive them: as a key or as an input of `@requires`.
 *
 * The rule of the inputs holds for the field in any case; here its author is made to see it.
 */
export function computedRules(schemas: RuledSchemas): readonly Problem[] {
  const { applied, rules } = schemas;
  return applied.flatMap((rule): readonly Problem[] => {
    if (rule.name === 'key') return receivesKey(rule, schemas);
    if (rule.name !== 'requires') return [];
    const name = rule.field?.name.value ?? '';
    const { coordinate, needs } = rules.field(rule.type, name);
    const own = needs.filter((need) => need.coordinate === coordinate).map(({ action }) => action);
    const missing = needs.find(({ action }) => !own.includes(action));
    const weaker =
      missing === undefined
        ? []
        : problemAtRule(
            'WF-R006',
            rule,
            `\`${coordinate}\` is computed from \`${missing.coordinate}\`, which needs \`${missing.action}\`: it needs that, too`,
          );
    return [...weaker, ...refusedInputs(rule, schemas)];
  });
}

/** A key is sent to an agency that says it can resolve the type by it, as soon as anyone else has the type. */
function receivesKey(rule: AppliedRule, schemas: RuledSchemas): readonly Problem[] {
  const resolvable = directiveArgument(rule.directive, 'resolvable');
  if (resolvable?.kind === Kind.BOOLEAN && !resolvable.value) return [];
  const isAlone = schemas.applied.every(
    (each) => each.name !== 'key' || each.type !== rule.type || each.subgraph === rule.subgraph,
  );
  return isAlone ? [] : refusedInputs(rule, schemas);
}

function refusedInputs(rule: AppliedRule, { rules }: RuledSchemas): readonly Problem[] {
  const fields = directiveArgument(rule.directive, 'fields');
  if (fields?.kind !== Kind.STRING) return [];
  const receiver = rule.subgraph.name;
  const refused: string[] = [];
  const walk = (set: SelectionSetNode, type: string): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, selection.typeCondition?.name.value ?? type);
        continue;
      }
      const name = selection.name.value;
      if (name !== '__typename' && !rules.mayEnter(type, name).includes(receiver))
        refused.push(`${type}.${name}`);
      const below = selection.selectionSet;
      if (below !== undefined) walk(below, rules.valueType(type, name) ?? type);
    }
  };
  walk(selectionSet(fields.value), rule.type);
  const custodians = (coordinate: string): string => {
    const [type = '', name = ''] = coordinate.split('.');
    return rules.field(type, name).custodians.join('`, `');
  };
  return refused.flatMap((coordinate) =>
    problemAtRule(
      'WF-R010',
      rule,
      `\`${coordinate}\` would be sent to \`${receiver}\`, which \`${custodians(coordinate)}\` does not let it enter`,
    ),
  );
}
