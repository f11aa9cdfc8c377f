import { discoverAgencies } from '../agencies.ts';
import { counties } from '../geography.ts';
import { refuseUnknownStores, storeConnection } from '../store-connection.ts';
import type { NamedCounty } from './county-index.ts';
import type { Destination } from './destination.ts';
import { storeDestination } from './store-destination.ts';

/** Every agency's store, as the destinations of a load. */
export async function productDestinations(
  dataDir: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly Destination[]> {
  const agencies = await discoverAgencies();
  refuseUnknownStores(
    agencies.map(({ name }) => name),
    environment,
  );
  return agencies.map((agency) => {
    const connection = storeConnection(agency.name, environment);
    return storeDestination(agency, { dataDir, connection });
  });
}

/** The counties of the atlas under the names that tell them apart: an independent city says that it is one. */
export function* atlasCounties(): Generator<NamedCounty> {
  for (const { ocdId, name, state, geoid, divisionType } of counties())
    yield {
      ocdId,
      name: divisionType === 'place' ? `${name} city` : name,
      stateCode: state.toUpperCase(),
      geoid,
    };
}
