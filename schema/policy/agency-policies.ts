import { community, type PolicyBook } from './book.ts';
import { policyBookOf } from './policy-book.ts';

/**
 * The hash of the policies by which an agency decides: its own and the community's, whatever other agencies say.
 *
 * Where a policy was read and how it is written does not count, only what it says.
 */
export function agencyPoliciesHash(book: PolicyBook, agency: string): string {
  const own = book.policies.filter(({ custodian }) => custodian === agency || custodian === community);
  return policyBookOf(own.map((policy) => ({ ...policy, file: '', line: 0, text: '' }))).hash;
}
