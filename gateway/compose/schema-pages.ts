import type { ProblemPage } from './problem-page.ts';

/** Pages of the problems that one schema has by itself. */
export const schemaPages: readonly ProblemPage[] = [
  {
    code: 'WF-S001',
    title: 'the file is not GraphQL',
    why: 'the text breaks the grammar of the GraphQL schema language, so nothing after this place can be read',
    fix: 'look at the character under the caret and at what stands right before it: mostly a brace, a colon or a quote is missing',
  },
  {
    code: 'WF-S002',
    title: 'a type is used that nobody defines',
    why: 'every type named by a field or an argument must be defined in this file or in schema/shared.graphql; types of other agencies are not visible until they are declared here, too',
    fix: 'correct the name, define the type, or declare the other agency\'s entity here by its key: `type Jurisdiction @key(fields: "ocdId", resolvable: false) { ocdId: OcdId! }`',
  },
  {
    code: 'WF-S003',
    title: 'a directive is used that nobody defines',
    why: 'a directive that is not known has no effect, and a rule without effect is worse than none',
    fix: 'correct the name; the directives there are stand in schema/shared.graphql',
  },
  {
    code: 'WF-S004',
    title: 'a directive has no such argument',
    why: 'the argument would be ignored, and what it was meant to say with it',
    fix: 'use an argument that the directive declares',
  },
  {
    code: 'WF-S005',
    title: 'the same thing is defined twice',
    why: 'of two definitions with one name it is not decided which one holds',
    fix: 'remove or rename one of them; what schema/shared.graphql defines needs no copy here',
  },
  {
    code: 'WF-S006',
    title: 'a directive is given a value that it does not take',
    why: 'the value is not of the type that the directive declares for this argument, such as an unknown enum value',
    fix: 'use one of the values that the argument takes',
  },
  {
    code: 'WF-S007',
    title: 'a directive lacks an argument that it needs',
    why: 'the argument is declared with `!` and has no default',
    fix: 'add the argument',
  },
  {
    code: 'WF-S008',
    title: 'the folder has no schema.graphql',
    why: "an agency's folder says with this file what the agency adds to the graph",
    fix: 'create schema.graphql in the folder, or name the folder that has it',
  },
  {
    code: 'WF-S009',
    title: 'the folder name cannot name a subgraph',
    why: "the folder's name is the agency's id in addresses, tables and policies: lower-case letters, digits and single hyphens, at most 40 characters, beginning with a letter",
    fix: 'rename the folder, for example `law-enforcement`',
  },
  {
    code: 'WF-S010',
    title: 'an interface is not implemented fully',
    why: 'who asks through the interface may ask every object type for every field of it',
    fix: 'add the missing field or argument to the object type, with a type that fits',
  },
  {
    code: 'WF-S011',
    title: 'the schema defines nothing',
    why: 'a subgraph without a type adds nothing to the graph; mostly the file was saved empty',
    fix: 'define at least one type, or remove the folder',
  },
  {
    code: 'WF-S012',
    title: 'an operation stands in a schema file',
    why: 'queries and fragments are what callers send; a schema file holds definitions only',
    fix: 'move the operation to schema/operations/',
  },
  {
    code: 'WF-S013',
    title: 'the schema is too large or too deeply nested',
    why: 'a schema is read whole by everyone who composes, so it is limited to 2 MB, 200,000 tokens and plain nesting',
    fix: 'split the agency into two subgraphs, or remove what is generated and unused',
  },
  {
    code: 'WF-S014',
    title: 'a directive stands where it is not allowed',
    why: 'a directive has a meaning only in the places that its definition lists after `on`',
    fix: 'move it to a place that its definition lists',
  },
  {
    code: 'WF-S015',
    title: 'a name begins with two underscores',
    why: 'names that begin with `__` are reserved for introspection',
    fix: 'rename it',
  },
  {
    code: 'WF-S016',
    title: 'the agency has no policy.cedar',
    why: 'what no policy permits is denied: without a policy file nothing of the agency is released to anyone, but for what is @public',
    fix: 'write policy.cedar beside schema.graphql',
  },
  {
    code: 'WF-S099',
    title: 'the schema is not valid GraphQL',
    why: 'a rule of the GraphQL specification about schemas is broken',
    fix: 'see the message: it names the rule and the element',
  },
];
