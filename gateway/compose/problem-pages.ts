import { compositionPages } from './composition-pages.ts';
import { lintPages } from './lint-pages.ts';
import { policyPages } from './policy-pages.ts';
import type { ProblemPage } from './problem-page.ts';
import { rulePages } from './rule-pages.ts';
import { schemaPages } from './schema-pages.ts';

/** Every page there is, in the order of the codes. */
export const problemPages: readonly ProblemPage[] = [
  ...schemaPages,
  ...compositionPages,
  ...lintPages,
  ...rulePages,
  ...policyPages,
];

/** The page of a code of ours or of the composition library; letter case does not matter. */
export function problemPage(code: string): ProblemPage | undefined {
  const wanted = code.toUpperCase();
  return problemPages.find((page) => page.code === wanted || page.composition === wanted);
}
