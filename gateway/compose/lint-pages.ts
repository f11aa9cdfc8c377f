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
  {
    code: 'WF-L005',
    title: 'a directive takes over or hides what others declare',
    why: 'a field may only be given up by its owner, and the gateway cannot yet see who that is: `@override` would take the field of another agency, and `@inaccessible` would hide it from everyone',
    fix: 'remove the directive; to move a field, its owner removes it from its schema and the new owner declares it',
  },
  {
    code: 'WF-L006',
    title: 'a directive of the federation is not for agencies',
    why: 'an agency adds to the graph by `@key`, `@shareable`, `@external`, `@requires` and `@provides`, under these names alone; what the other directives of the federation do reaches past its own fields, and under another name a rule would not be seen',
    fix: 'remove the directive, or write it by the name that schema/shared.graphql imports; to add to a type of another agency, repeat the type with its `@key`',
  },
  {
    code: 'WF-L007',
    title: "a directive stands on an agency's own schema",
    why: 'links and imports decide what every directive name means, so they are the same for all and stand in schema/shared.graphql; an import of its own would let an agency use any directive under any name',
    fix: 'remove it; every directive that schema/shared.graphql imports is there without it',
  },
  {
    code: 'WF-L008',
    title: 'a root type other than Query',
    why: 'writes and streams come with enforcement: until every field of theirs is decided upon, the gateway takes queries only',
    fix: 'remove the root type and whatever makes it one; what can be read goes under `type Query`',
  },
  {
    code: 'WF-L009',
    title: 'what one agency makes public another agency governs',
    why: 'the strictest rule wins, so no agency can open with @public what another agency gives a rule',
    fix: 'remove @public, or agree with the other agency that it removes its rule',
  },
];
