import { community, type PolicyBook } from '../../schema/policy/book.ts';
import type { PolicyProblem, PolicyProblemCode } from '../policy/policy-problem.ts';
import { readPolicies, type PolicySource } from '../policy/read-policies.ts';
import { unclassifiedAction } from '../supergraph/need.ts';
import type { SupergraphRules } from '../supergraph/rules.ts';
import { pageProblem } from './page-problem.ts';
import type { Problem } from './problem.ts';
import type { SubgraphSdl } from './subgraph-sdl.ts';

/** The policies that go with a composed supergraph, or what is wrong with them. */
export interface ComposedPolicies {
  readonly book: PolicyBook;
  readonly problems: readonly Problem[];
}

const codes: Readonly<Record<PolicyProblemCode, string>> = {
  POLICY_SYNTAX: 'WF-P001',
  POLICY_ID: 'WF-P002',
  POLICY_ACTION: 'WF-P003',
  POLICY_UNCONDITIONAL: 'WF-P004',
  POLICY_TYPE: 'WF-P005',
  POLICY_UNSUPPORTED: 'WF-P006',
};

/** Reads the policies of the community and of every subgraph, strictly, against the actions of the supergraph. */
export function composedPolicies(
  subgraphs: readonly SubgraphSdl[],
  rules: SupergraphRules,
): ComposedPolicies {
  const shared = subgraphs[0]?.shared.policies ?? [];
  const sources: readonly PolicySource[] = [
    ...shared.map(({ file, text }) => ({ custodian: community, file, text })),
    ...subgraphs.flatMap(({ name, policy }) => (policy ? [{ custodian: name, ...policy }] : [])),
  ];
  const { book, problems } = readPolicies(sources, actionsOfGraph(rules));
  return { book, problems: problems.map((problem) => problemOf(problem, sources)) };
}

/** Every action that reading or using anything needs; those of `@policy` are actions, too. */
function actionsOfGraph(rules: SupergraphRules): ReadonlySet<string> {
  const actions = new Set(rules.uses.flatMap((use) => use.actions));
  for (const coordinate of rules.coordinates) {
    const [type = '', name = ''] = coordinate.split('.');
    const field = rules.field(type, name);
    for (const action of field.actions) actions.add(action);
    for (const action of rules.type(type).actions) actions.add(action);
    for (const action of field.standard.policies.flat(2)) actions.add(action);
  }
  actions.delete(unclassifiedAction);
  return actions;
}

function problemOf(problem: PolicyProblem, sources: readonly PolicySource[]): Problem {
  const { code, custodian, message, fix, file, line, column, endLine, endColumn } = problem;
  const text = sources.find((source) => source.file === file)?.text ?? '';
  const place = { file, line, column, endLine, endColumn };
  return { ...pageProblem(codes[code], custodian, place, text, message), fix };
}
