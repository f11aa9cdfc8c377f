import { readFileSync } from 'node:fs';
import { Kind, parse, visit } from 'graphql';
import { readPolicies, type PoliciesRead, type PolicySource } from '../../gateway/policy/read-policies.ts';
import { community } from '../../schema/policy/book.ts';
import { agencyFolders } from '../../subgraphs/kit/agencies.ts';

export interface AgencyPolicies {
  readonly source: PolicySource;
  /** Every action that the agency's own schema names in `@access`. */
  readonly actions: ReadonlySet<string>;
}

/** The policies of every agency of the room, as they stand beside its schema. */
export const agencies: readonly AgencyPolicies[] = agencyFolders().map((folder) => {
  const custodian = folder.pathname.split('/').at(-2) ?? '';
  const file = `subgraphs/${custodian}/policy.cedar`;
  const text = readFileSync(new URL('policy.cedar', folder), 'utf8');
  return { source: { custodian, file, text }, actions: actionsOf(new URL('schema.graphql', folder)) };
});

const communityFile = 'schema/policies/community.cedar';
export const communitySource: PolicySource = {
  custodian: community,
  file: communityFile,
  text: readFileSync(new URL(`../../${communityFile}`, import.meta.url), 'utf8'),
};

/** Every action of the room's schemas. */
export const roomActions: ReadonlySet<string> = new Set(agencies.flatMap(({ actions }) => [...actions]));

/** The room's policies, read as a publication reads them. */
export function readRoomPolicies(): PoliciesRead {
  return readPolicies([communitySource, ...agencies.map(({ source }) => source)], roomActions);
}

function actionsOf(schema: URL): ReadonlySet<string> {
  const actions = new Set<string>();
  visit(parse(readFileSync(schema, 'utf8')), {
    Directive(node) {
      if (node.name.value !== 'access') return;
      const action = node.arguments?.find(({ name }) => name.value === 'action')?.value;
      if (action?.kind === Kind.STRING) actions.add(action.value);
    },
  });
  return actions;
}
