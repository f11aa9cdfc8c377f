import { counties } from '../kit/geography.ts';
import { countyIndex } from '../kit/load/county-index.ts';
import type { DomainRecord } from '../kit/load/record.ts';

const index = countyIndex(() =>
  counties().map(({ ocdId, name, state, geoid }) => ({ ocdId, name, stateCode: state.toUpperCase(), geoid })),
);

/**
 * OCD-ID of the county that holds a domain, null where its registration does not name one.
 *
 * Only an organization whose name begins with the county's counts (`Bryan County Commissioners`): a domain or a city
 * that sounds like a county leads to no county.
 */
export function countyOf({ type, state, organization }: DomainRecord): string | null {
  if (!/^county\b/iu.test(type)) return null;
  const name = /^(?<name>[^,/]+? (?:county|parish|borough))\b/iu.exec(organization.trim())?.groups?.['name'];
  return name === undefined ? null : index.byName(state, name);
}
