import { readFileSync, readdirSync } from 'node:fs';
import { policySetTextToParts, policyToJson } from '@cedar-policy/cedar-wasm/nodejs';
import { Kind, parse, visit } from 'graphql';
import { describe, expect, test } from 'vitest';
import { agencyFolders } from '../subgraphs/kit/agencies.ts';

const folders = agencyFolders();
const nameOf = (folder: URL): string => folder.pathname.split('/').at(-2) ?? '';
const policiesOf = (folder: URL): readonly string[] => {
  const parts = policySetTextToParts(readFileSync(new URL('policy.cedar', folder), 'utf8'));
  if (parts.type === 'failure') throw new Error(JSON.stringify(parts.errors));
  expect(parts.policy_templates).toEqual([]);
  return parts.policies;
};

interface Read {
  readonly id: string | null;
  readonly effect: string;
  readonly action: string | null;
  readonly conditions: number;
}

const read = (text: string): Read => {
  const answer = policyToJson(text);
  if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
  const { effect, action, conditions, annotations } = answer.json;
  return {
    id: annotations?.['id'] ?? null,
    effect,
    action: action.op === '==' && 'entity' in action && 'id' in action.entity ? action.entity.id : null,
    conditions: conditions.length,
  };
};

/** Every action that a schema's `@access` names. */
const actionsOf = (folder: URL): ReadonlySet<string> => {
  const actions = new Set<string>();
  visit(parse(readFileSync(new URL('schema.graphql', folder), 'utf8')), {
    Directive(node) {
      if (node.name.value !== 'access') return;
      const action = node.arguments?.find(({ name }) => name.value === 'action')?.value;
      if (action?.kind === Kind.STRING) actions.add(action.value);
    },
  });
  return actions;
};

describe.each(folders.map((folder) => [nameOf(folder), folder] as const))(
  'policies of %s',
  (name, folder) => {
    test('are Cedar, each with an id of the agency, for one action, under a condition', () => {
      const policies = policiesOf(folder).map(read);
      expect(policies.length).toBeGreaterThan(0);
      for (const policy of policies) {
        expect(policy.id).toMatch(new RegExp(`^${name}\\.`, 'u'));
        expect(policy.action, `${policy.id} is for one action`).not.toBeNull();
        if (policy.effect === 'permit')
          expect(policy.conditions, `${policy.id} has a condition`).toBeGreaterThan(0);
      }
      const ids = policies.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    });

    test('speak of every action that the schema names, and of nothing misspelt', () => {
      const spoken = new Set(policiesOf(folder).map((text) => read(text).action));
      expect([...actionsOf(folder)].filter((action) => !spoken.has(action))).toEqual([]);
      const known = new Set([...folders.flatMap((each) => [...actionsOf(each)]), 'display']);
      expect([...spoken].filter((action) => action === null || !known.has(action))).toEqual([]);
    });
  },
);

test('every agency has its policies beside its schema', () => {
  for (const folder of folders) expect(readdirSync(folder)).toContain('policy.cedar');
});
