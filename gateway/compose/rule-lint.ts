import type { PolicyBook } from '../../schema/policy/book.ts';
import type { SupergraphRules } from '../supergraph/rules.ts';
import { bringsRule } from './applied-rules.ts';
import { computedRules } from './computed-rules.ts';
import type { Hint } from './hint.ts';
import type { ParsedSubgraph } from './parse-sdl.ts';
import type { Problem } from './problem.ts';
import { ruledSchemas } from './ruled-schemas.ts';
import { substitutes } from './substitutes.ts';
import { unclassified } from './unclassified.ts';
import { unknownAgencies, unknownNames } from './unknown-names.ts';

/** What is wrong with the rules of schemas that compose, and what is only worth a look. */
export interface RuleLint {
  readonly problems: readonly Problem[];
  readonly hints: readonly Hint[];
}

/**
 * Looks at the rules of all subgraphs together.
 *
 * A community whose shared document does not bring `@public` cannot classify anything, so nothing is asked of it; its
 * graph is denied as a whole where rules are enforced.
 */
export function ruleLint(
  subgraphs: readonly ParsedSubgraph[],
  rules: SupergraphRules,
  book: PolicyBook,
  subject?: string,
): RuleLint {
  if (!subgraphs.some((subgraph) => bringsRule(subgraph, 'public'))) return { problems: [], hints: [] };
  const schemas = ruledSchemas(subgraphs, rules, subject);
  return {
    problems: [
      ...unclassified(schemas),
      ...computedRules(schemas),
      ...substitutes(schemas),
      ...unknownNames(schemas, book),
    ],
    hints: unknownAgencies(schemas),
  };
}
