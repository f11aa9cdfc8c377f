import { readFileSync } from 'node:fs';

const entities = new URL('../../schema/policies/community.cedarschema', import.meta.url);

/**
 * The text of the Cedar schema for the given actions, which are those that the graph's `@access` names.
 *
 * `display` is the action of every governed type and is always there.
 */
export function cedarSchemaFor(actions: Iterable<string>): string {
  const names = [...new Set([...actions, 'display'])].toSorted();
  const declared = names.map((name) => JSON.stringify(name)).join(',\n  ');
  return `${readFileSync(entities, 'utf8')}
action
  ${declared}
appliesTo { principal: Principal, resource: Object, context: {} };
`;
}
