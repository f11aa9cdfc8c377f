import type { Needs } from './needs.ts';

/**
 * The subgraphs that may receive the value of a field, sorted.
 *
 * Where `@flow` is stated, only who stands in every list: an agency that shares a key cannot let itself in. A sole
 * custodian needs no leave for its own value. Where none is stated a public value may go anywhere, a governed one to
 * those that resolve it.
 */
export function receiversOf(needs: Needs, type: string, field: string): readonly string[] {
  const custodians = needs.custodians(type, field);
  const lists = needs
    .elements(type, field)
    .flatMap((each) => [...each.field.says.flow, ...each.type.says.flow]);
  if (lists.length === 0) {
    return needs.field(type, field).length === 0 ? needs.owners.agencies : custodians;
  }
  const common = lists.reduce((left, right) => left.filter((agency) => right.includes(agency)));
  const own = custodians.length === 1 ? custodians : [];
  return [...new Set([...common, ...own])].toSorted();
}
