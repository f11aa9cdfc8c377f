import type { PolicyBook } from '../../schema/policy/book.ts';
import { parsePolicy } from '../../schema/policy/parse-policy.ts';
import { policyBookOf } from '../../schema/policy/policy-book.ts';
import { cedarSchemaFor } from './cedar-schema.ts';
import { problemOf, type PolicyProblem } from './policy-problem.ts';
import { readWritten, type ReadPolicy } from './read-written.ts';
import { splitPolicies } from './split-policies.ts';
import { validateStrictly } from './validate-strictly.ts';

/** A file of policies: `custodian` is a subgraph's name or `community`, `file` the path that problems show. */
export interface PolicySource {
  readonly custodian: string;
  readonly file: string;
  readonly text: string;
}

export interface PoliciesRead {
  /** Empty, and so permitting nothing, as long as there is a problem. */
  readonly book: PolicyBook;
  readonly problems: readonly PolicyProblem[];
}

/**
 * The policies of all files, each parsed, validated strictly against the Cedar schema and known to the evaluator.
 *
 * `actions` are those that the graph's `@access` names; `display` is always one. Problems come in the order of their
 * places.
 */
export function readPolicies(sources: readonly PolicySource[], actions: Iterable<string>): PoliciesRead {
  const found = sources.flatMap((source) =>
    splitPolicies(source.text).map((written) => readWritten(source, written)),
  );
  const policies = found.flatMap((each) => (each.kind === 'read' ? [each] : []));
  const againstSchema = validateStrictly(policies, cedarSchemaFor(actions));
  const problems = [
    ...found.flatMap((each) => (each.kind === 'refused' ? [each.problem] : [])),
    ...repeatedIds(policies),
    ...againstSchema.values(),
    // Cedar's own word on a policy is more exact than ours.
    ...policies.filter((policy) => !againstSchema.has(policy)).flatMap(unsupported),
  ].toSorted(byPlace);
  return { book: policyBookOf(problems.length > 0 ? [] : policies.map(({ record }) => record)), problems };
}

function repeatedIds(policies: readonly ReadPolicy[]): readonly PolicyProblem[] {
  return policies.flatMap((policy, index) => {
    const { id } = policy.record;
    const first = policies.slice(0, index).find(({ record }) => record.id === id);
    if (first === undefined) return [];
    const { file, line } = first.record;
    return [
      problemOf(
        policy,
        'POLICY_ID',
        `policy \`${id}\` is there twice`,
        `give one another id: ${file}:${line}`,
      ),
    ];
  });
}

function unsupported(policy: ReadPolicy): readonly PolicyProblem[] {
  const { id, custodian, json } = policy.record;
  const reading = parsePolicy(id, custodian, json);
  if (reading.kind === 'parsed') return [];
  const message = `policy \`${id}\` cannot be used: ${reading.why}`;
  return [
    problemOf(policy, 'POLICY_UNSUPPORTED', message, 'write it with the operators that other policies use'),
  ];
}

function byPlace(a: PolicyProblem, b: PolicyProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
