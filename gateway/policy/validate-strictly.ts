import { validate, type DetailedError } from '@cedar-policy/cedar-wasm/nodejs';
import { placeOfError, plainMessage } from './cedar-error.ts';
import { problemOf, type PolicyProblem } from './policy-problem.ts';
import type { ReadPolicy } from './read-written.ts';

type Named = readonly [name: string, policy: ReadPolicy];

/**
 * The first thing that Cedar's strict validation has to say of each policy that it does not accept.
 *
 * Its warnings (a policy that can never hold, text that looks like other text) count like errors.
 */
export function validateStrictly(
  policies: readonly ReadPolicy[],
  schema: string,
): ReadonlyMap<ReadPolicy, PolicyProblem> {
  // Names of our own, since two policies may still have one id; each text is its own, and so are its locations.
  const named = policies.map((policy, index): Named => [`policy${index}`, policy]);
  const staticPolicies = Object.fromEntries(named.map(([name, { written }]) => [name, written.text]));
  const answer = validate({ schema, policies: { staticPolicies }, validationSettings: { mode: 'strict' } });
  if (answer.type === 'failure') throw new Error(answer.errors.map(plainMessage).join('; '));
  const byName = new Map(named);
  const problems = new Map<ReadPolicy, PolicyProblem>();
  // What is wrong with the schema or with no policy in particular is nothing that its author could mend.
  if (answer.otherWarnings.length > 0) throw new Error(answer.otherWarnings.map(plainMessage).join('; '));
  for (const { policyId, error } of [...answer.validationErrors, ...answer.validationWarnings]) {
    const policy = byName.get(policyId);
    if (policy === undefined) throw new Error(plainMessage(error));
    if (!problems.has(policy)) problems.set(policy, problemFrom(policy, policyId, error));
  }
  return problems;
}

function problemFrom(policy: ReadPolicy, name: string, error: DetailedError): PolicyProblem {
  const { source, written, record } = policy;
  const withoutName = (text: string): string => text.replaceAll(`for policy \`${name}\`, `, '');
  const message = withoutName(plainMessage(error));
  const code = message.includes('unrecognized action') ? 'POLICY_ACTION' : 'POLICY_TYPE';
  const help = error.help === null ? '' : withoutName(error.help.replaceAll(/\s+/gu, ' '));
  return problemOf(
    policy,
    code,
    `policy \`${record.id}\`: ${message}`,
    help === '' ? 'see `schema/policies/community.cedarschema` for what a policy can read' : help,
    placeOfError(error, source.text, written.start, written.text),
  );
}
