import { GraphQLError } from 'graphql';
import { readRules } from '../supergraph/rules.ts';
import { supergraphOf, type Supergraph } from '../supergraph/supergraph.ts';
import { composeWithApollo } from './apollo-composition.ts';
import { composedPolicies } from './composed-policies.ts';
import { compositionProblem } from './composition-problem.ts';
import { undescribed } from './descriptions.ts';
import { duplicates } from './duplicates.ts';
import { hintOf, type Hint } from './hint.ts';
import { lostRules } from './lost-rules.ts';
import { openedRules } from './opened-rules.ts';
import { pageProblem } from './page-problem.ts';
import { parseSdl } from './parse-sdl.ts';
import { startOf, type Problem } from './problem.ts';
import { reservedDirectives } from './reserved-directives.ts';
import { ruleLint } from './rule-lint.ts';
import { otherRootTypes } from './other-root-types.ts';
import { ownSubgraph } from './subgraph-folders.ts';
import { isSubgraphName, normalisedUrl, type SubgraphSdl } from './subgraph-sdl.ts';
import { withheldFacets } from './withheld-facets.ts';

/** A supergraph with what is worth knowing about it, or every reason why there is none. */
export type Composition =
  | { readonly kind: 'composed'; readonly supergraph: Supergraph; readonly hints: readonly Hint[] }
  | { readonly kind: 'failed'; readonly problems: readonly Problem[] };

/**
 * Composes the subgraphs; the order they come in makes no difference, and the text is the same on every machine.
 *
 * `subject` is the agency whose owner reads the problems: a problem between two agencies is placed in its file.
 * The endpoints of the supergraph are stand-ins (`http://<name>.invalid/graphql`).
 */
export function compose(subgraphs: readonly SubgraphSdl[], subject?: string): Composition {
  const sorted = subgraphs.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const misnamed = sorted.flatMap(nameProblems);
  if (misnamed.length > 0) return { kind: 'failed', problems: misnamed };
  const read = sorted.map(parseSdl);
  const parsed = read.flatMap((each) => (each.kind === 'parsed' ? [each] : []));
  const unreadable = read.flatMap((each) => (each.kind === 'unreadable' ? each.problems : []));
  const broken = [...unreadable, ...parsed.flatMap(duplicates)];
  if (broken.length > 0) return { kind: 'failed', problems: unique(broken) };
  const names = new Map(parsed.map((each) => [each.name, each]));
  const context = { subgraphs: names, ...(subject === undefined ? {} : { subject }) };
  const lint = undescribed(parsed);
  // Told before composing: what the library says of a schema that is refused anyway would only mislead.
  const refused = [
    ...parsed.flatMap((each) => reservedDirectives(each, parsed)),
    ...parsed.flatMap(otherRootTypes),
    ...openedRules(parsed, subject),
    ...parsed.flatMap(lostRules),
  ];
  if (refused.length > 0) return { kind: 'failed', problems: unique([...refused, ...lint]) };
  try {
    const result = composeWithApollo(
      parsed.map(({ name, shared, own }) => ({
        name,
        url: normalisedUrl(name),
        definitions: [...shared, ...own, ...(name === ownSubgraph ? withheldFacets(parsed) : [])],
      })),
    );
    if (result.errors !== undefined) {
      return {
        kind: 'failed',
        problems: unique([...result.errors.map((each) => compositionProblem(each, context)), ...lint]),
      };
    }
    if (lint.length > 0) return { kind: 'failed', problems: unique(lint) };
    const endpoints = parsed.map(({ name }) => ({ name, url: normalisedUrl(name) }));
    const hints = result.hints.map((each) => hintOf(each, names));
    const text = `${result.supergraphSdl.trim()}\n`;
    const rules = readRules(text);
    const { book, problems } = composedPolicies(sorted, rules);
    const ruled = ruleLint(parsed, rules, book, subject);
    const wrong = [...ruled.problems, ...problems];
    if (wrong.length > 0) return { kind: 'failed', problems: unique(wrong) };
    const supergraph = supergraphOf(text, endpoints, book);
    return { kind: 'composed', supergraph, hints: [...hints, ...ruled.hints] };
  } catch (error) {
    return { kind: 'failed', problems: [aborted(error, context)] };
  }
}

function nameProblems(sdl: SubgraphSdl, index: number, all: readonly SubgraphSdl[]): readonly Problem[] {
  const { name, own } = sdl;
  if (!isSubgraphName(name)) {
    return [pageProblem('WF-S009', name, startOf(own.file), own.text, `\`${name}\` cannot name a subgraph`)];
  }
  if (all[index - 1]?.name !== name) return [];
  return [pageProblem('WF-S005', name, startOf(own.file), own.text, `subgraph \`${name}\` is given twice`)];
}

/** A problem of the shared document is every subgraph's problem and is told once. */
function unique(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, message, place }) => {
    const key = JSON.stringify([code, message, place]);
    return !seen.has(key) && seen.add(key);
  });
}

function aborted(error: unknown, context: Parameters<typeof compositionProblem>[1]): Problem {
  if (error instanceof GraphQLError) return compositionProblem(error, context);
  const name = context.subject ?? [...context.subgraphs.keys()][0] ?? '';
  const file = context.subgraphs.get(name)?.sdl.own;
  return pageProblem(
    'WF-C099',
    name,
    startOf(file?.file ?? 'schema.graphql'),
    file?.text ?? '',
    `composition could not finish: ${error instanceof Error ? error.message.split('\n')[0] : 'unknown reason'}`,
  );
}
