import type { ProblemPage } from './problem-page.ts';

/** Pages of the problems of rules: who may read what, and what becomes of what is denied. */
export const rulePages: readonly ProblemPage[] = [
  {
    code: 'WF-R001',
    title: 'a field has no rule',
    why: 'what nobody classified is denied to everybody, so a field without a rule is of no use and mostly forgotten',
    fix: 'write `@public` if anyone may read it, or `@access(action: "...")` with an action of your policies; on a type with `@marked` every field has the rule `display`',
  },
  {
    code: 'WF-R002',
    title: 'a governed field may not be null',
    why: 'a denied value becomes null; where null is not allowed the null takes the whole object with it, and that shows where something was withheld',
    fix: 'remove the `!`; only keys keep it',
  },
  {
    code: 'WF-R003',
    title: 'a rule stands on an @external field',
    why: "composition drops the directives of an @external field: a rule about it is its owner's to make",
    fix: 'remove the directive, and ask the owner of the field to state the rule',
  },
  {
    code: 'WF-R004',
    title: 'a directive of a rule is not composed',
    why: 'a directive that no `@composeDirective` names does not reach the supergraph, and its rule would hold nowhere',
    fix: 'add `@composeDirective(name: "@...")` for it to schema/shared.graphql',
  },
  {
    code: 'WF-R005',
    title: 'a list of scopes or policies is empty',
    why: 'an empty list is satisfied by everybody in one program and by nobody in another',
    fix: 'name the scopes or policies, or remove the directive',
  },
  {
    code: 'WF-R006',
    title: 'a computed field has a weaker rule than what it is computed from',
    why: 'who reads the result learns about the input, so the result needs the access of every input',
    fix: 'add `@access` with the action that the message names',
  },
  {
    code: 'WF-R007',
    title: 'no policy speaks of an action',
    why: 'an action that no policy permits is denied to everybody; mostly it is a typing mistake in the schema or in policy.cedar',
    fix: 'correct the name, or write a policy for it in policy.cedar',
  },
  {
    code: 'WF-R008',
    title: 'a type is marked by what is no marking',
    why: 'an object whose marking cannot be read is shown to nobody',
    fix: 'name in `by:` a field of the type that is of type `Marking`, and in `line:`, if it is there, one that is `String @inaccessible`',
  },
  {
    code: 'WF-R009',
    title: 'nothing can be shown instead of a denied value',
    why: 'MASK, TEARLINE and GENERALIZE promise something in the place of the value; a text that is missing, a field that is not there or one that is as hard to see leaves nothing',
    fix: 'give `mask:`, or name in `tearline:`, `generalize:` or `count:` a field of the same type that needs less',
  },
  {
    code: 'WF-R010',
    title: 'a value would be sent to an agency that may not receive it',
    why: 'a key or an input of @requires is sent to the agency that asks for it, whoever the caller is; its custodian says by @flow who may receive it',
    fix: 'ask the custodian to name your subgraph in `@flow(mayEnter:)`, or leave the key or input out',
  },
  {
    code: 'WF-R011',
    title: '@flow names an agency that is not there',
    why: 'a name that no subgraph bears lets nobody in; it may be a typing mistake, or an agency that left',
    fix: 'correct the name, or leave it if the agency comes back',
  },
  {
    code: 'WF-R012',
    title: '@reveals names a coordinate that is not there',
    why: 'what an argument reveals decides who may use it; a coordinate that nobody has is denied, and so is the argument',
    fix: 'write the coordinate as `Type.field` with the names of the schema',
  },
];
