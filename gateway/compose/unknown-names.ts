import { Kind, type ConstValueNode } from 'graphql';
import { community, type PolicyBook } from '../../schema/policy/book.ts';
import { directiveArgument } from '../supergraph/linked-names.ts';
import { unclassifiedAction } from '../supergraph/need.ts';
import type { AppliedRule } from './applied-rules.ts';
import type { Hint } from './hint.ts';
import { placeOf } from './place.ts';
import type { Problem } from './problem.ts';
import { problemAtRule, type RuledSchemas } from './ruled-schemas.ts';

/**
 * Actions that no policy of the agency or the community speaks of, and coordinates of `@reveals` that are not there.
 *
 * An agency without any policy is denied everything on purpose, so nothing is said about its actions.
 */
export function unknownNames({ applied, rules }: RuledSchemas, book: PolicyBook): readonly Problem[] {
  const spoken = spokenActions(book);
  return applied.flatMap((rule) => {
    if (rule.name === 'access') {
      const own = spoken.get(rule.subgraph.name);
      const [action = ''] = textsOf(directiveArgument(rule.directive, 'action'));
      if (own === undefined || own.has(action) || spoken.get(community)?.has(action) === true) return [];
      const message = `no policy of \`${rule.subgraph.name}\` or the community speaks of action \`${action}\``;
      return problemAtRule('WF-R007', rule, message);
    }
    if (rule.name !== 'reveals') return [];
    const use = rules.uses.find(({ coordinate }) => coordinate === rule.coordinate);
    const unknown = textsOf(directiveArgument(rule.directive, 'coordinates')).filter((coordinate) =>
      use?.needs.some((need) => need.action === unclassifiedAction && need.coordinate === coordinate),
    );
    return unknown.flatMap((coordinate) =>
      problemAtRule('WF-R012', rule, `\`${coordinate}\` is not in the graph`),
    );
  });
}

/**
 * Agencies of `@flow` that are not there: a hint and no problem, since an agency may leave the room and come back, and
 * a name that nobody bears lets nobody in.
 */
export function unknownAgencies({ applied, subgraphs }: RuledSchemas): readonly Hint[] {
  const names = new Set(subgraphs.map(({ name }) => name));
  return applied.filter(({ name }) => name === 'flow').flatMap((rule) => unknownIn(rule, names));
}

function unknownIn(
  { directive, subgraph, coordinate }: AppliedRule,
  names: ReadonlySet<string>,
): readonly Hint[] {
  const place = placeOf(directive);
  return textsOf(directiveArgument(directive, 'mayEnter'))
    .filter((name) => !names.has(name))
    .map((name) => ({
      code: 'WF-R011',
      level: 'WARN',
      message: `\`${coordinate}\` may enter \`${name}\`, which is no subgraph`,
      subgraphs: [subgraph.name],
      ...(place === undefined ? {} : { place }),
    }));
}

/** The actions that each custodian's policies are about; a custodian without policies is not there. */
function spokenActions({ policies }: PolicyBook): ReadonlyMap<string, ReadonlySet<string>> {
  const spoken = new Map<string, Set<string>>();
  for (const { custodian, json } of policies) {
    const actions = spoken.get(custodian) ?? new Set();
    spoken.set(custodian, actions);
    const id = actionOf(json);
    if (id !== undefined) actions.add(id);
  }
  return spoken;
}

/** The action of a policy in Cedar's JSON form: `{"action": {"op": "==", "entity": {"id": "..."}}}`. */
function actionOf(json: unknown): string | undefined {
  const part = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  const id = part(part(part(json, 'action'), 'entity'), 'id');
  return typeof id === 'string' ? id : undefined;
}

/** A single text stands for a list of one. */
function textsOf(value: ConstValueNode | undefined): readonly string[] {
  if (value?.kind === Kind.STRING) return [value.value];
  return value?.kind === Kind.LIST ? value.values.flatMap(textsOf) : [];
}
