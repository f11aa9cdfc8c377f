import type { ProblemPage } from './problem-page.ts';

/** Pages of the house rules that a schema keeps beyond what GraphQL asks. */
export const lintPages: readonly ProblemPage[] = [
  {
    code: 'WF-L001',
    title: 'a type has no description',
    why: 'people of other agencies read the graph without being able to ask you; the description is all they have',
    fix: 'write one sentence in quotes on the line above it: what it is, in the words of the people who use it',
  },
  {
    code: 'WF-L002',
    title: 'a field has no description',
    why: 'people of other agencies read the graph without being able to ask you; the description is all they have',
    fix: 'write one sentence in quotes on the line above it: what it holds, its unit, and when it is null',
  },
  {
    code: 'WF-L003',
    title: 'an argument has no description',
    why: 'a caller cannot guess what an argument means, what leaving it out means and what its limits are',
    fix: 'write one sentence in quotes before it',
  },
  {
    code: 'WF-L004',
    title: 'an enum value has no description',
    why: 'two agencies rarely mean the same by one word; the description is where the difference is caught',
    fix: 'write one sentence in quotes on the line above it',
  },
];
