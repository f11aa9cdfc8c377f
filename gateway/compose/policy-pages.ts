import type { ProblemPage } from './problem-page.ts';

/** Pages of the problems of policies. */
export const policyPages: readonly ProblemPage[] = [
  {
    code: 'WF-P001',
    title: 'a policy is not Cedar',
    why: 'the text breaks the grammar of the Cedar policy language, so what it permits cannot be known',
    fix: 'write it as a Cedar policy that ends with `;`',
  },
  {
    code: 'WF-P002',
    title: 'a policy has no id of its own',
    why: 'a decision is explained and logged by the ids of its policies, so each has one that names its custodian first',
    fix: 'give it an id such as `@id("elections.display.room")`',
  },
  {
    code: 'WF-P003',
    title: 'a policy speaks of no action or of an unknown one',
    why: 'a policy is about one action, and one that no @access names would never be asked: mostly it is a typing mistake',
    fix: 'write `action == Action::"..."` with an action of the schema',
  },
  {
    code: 'WF-P004',
    title: 'a policy permits everybody everything',
    why: 'what is open to all is said in the schema, where everyone who reads it sees it',
    fix: 'say in `when` for whom and which objects, or mark the field @public',
  },
  {
    code: 'WF-P005',
    title: 'a policy does not fit the Cedar schema',
    why: 'it reads an attribute that does not exist, compares what cannot be compared, or reads an optional attribute without `has`; in use it would be an error, and an error denies',
    fix: 'see schema/policies/community.cedarschema for what a policy can read',
  },
  {
    code: 'WF-P006',
    title: 'a policy uses Cedar that is not supported',
    why: 'a policy that cannot be evaluated would have to be skipped, and a skipped forbid permits',
    fix: 'write it with the operators that the other policies use',
  },
];
