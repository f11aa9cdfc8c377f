import type { SupergraphRules } from '../supergraph/rules.ts';
import { appliedRules, type AppliedRule } from './applied-rules.ts';
import { pageProblem } from './page-problem.ts';
import type { ParsedSubgraph } from './parse-sdl.ts';
import { nodeAt, placeOf } from './place.ts';
import type { Place, Problem } from './problem.ts';

/** The subgraphs with the rules that each applies, and what they amount to together. */
export interface RuledSchemas {
  readonly subgraphs: readonly ParsedSubgraph[];
  readonly applied: readonly AppliedRule[];
  readonly rules: SupergraphRules;
  /** The agency whose owner reads the problems. */
  readonly subject: string | undefined;
}

/** Joins the subgraphs with the rules of the supergraph they compose to. */
export function ruledSchemas(
  subgraphs: readonly ParsedSubgraph[],
  rules: SupergraphRules,
  subject?: string,
): RuledSchemas {
  return { subgraphs, applied: subgraphs.flatMap(appliedRules), rules, subject };
}

/** A problem at the directive of a rule. */
export function problemAtRule(code: string, rule: AppliedRule, message: string): readonly Problem[] {
  const place = placeOf(rule.directive);
  return place === undefined ? [] : [problemIn(code, rule.subgraph, place, message)];
}

/**
 * A problem at the declaration of a field: in the subject's file if it declares the field, else in that of the first
 * agency that does.
 */
export function problemAtField(
  code: string,
  coordinate: string,
  { subgraphs, subject }: RuledSchemas,
  message: string,
): readonly Problem[] {
  const ordered = subgraphs.toSorted((a, b) => Number(b.name === subject) - Number(a.name === subject));
  for (const part of ['own', 'shared'] as const) {
    for (const subgraph of ordered) {
      const node = nodeAt(coordinate, subgraph[part]);
      const place = node && placeOf(node);
      if (place !== undefined) return [problemIn(code, subgraph, place, message)];
    }
  }
  return [];
}

function problemIn(code: string, { name, sdl }: ParsedSubgraph, place: Place, message: string): Problem {
  const text = place.file === sdl.own.file ? sdl.own.text : sdl.shared.text;
  return pageProblem(code, name, place, text, message);
}
