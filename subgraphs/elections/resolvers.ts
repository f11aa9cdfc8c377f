import { badInput } from '../kit/bad-input.ts';
import type { ConnectionArguments } from '../kit/connection.ts';
import { listed } from '../kit/guard/sealed-row.ts';
import { shapeOf } from '../kit/geography.ts';
import type { Entities, Resolvers } from '../kit/subgraph.ts';
import type { Impact, NarrativeFact, PlaceImpact, SightingReporter } from './impact-tables.ts';
import type { Division, Election, Opening } from './jurisdiction-tables.ts';
import { disrupted } from './place-tables.ts';
import type { Place, PlaceDay } from './place-tables.ts';
import type { ElectionsSource } from './source.ts';
import type { Device, VotingSystem } from './system-tables.ts';

interface Keys {
  readonly ocdId?: string | null;
  readonly geoid?: string | null;
}
interface Ref {
  readonly id: string;
}

const geometry = (geoid: string | null) => (geoid === null ? null : shapeOf(geoid));

/** How the election offices' entities are found. */
export const entities: Entities<ElectionsSource> = {
  Jurisdiction: (keys: Keys, { source }) => jurisdictionBy(keys, source),
  Election: ({ id }: Ref, { source }) => source.election.load(id),
  PollingPlace: ({ id }: Ref, { source }) => source.place.load(id),
  VotingSystem: ({ id }: Ref, { source }) => source.system.load(id),
  Device: ({ id }: Ref, { source }) => source.device.load(id),
};

/** How each field of the subgraph is answered. */
export const resolvers: Resolvers<ElectionsSource> = {
  Query: {
    jurisdiction: (_, keys: Keys, { source }) => jurisdictionBy(keys, source),
    jurisdictions: (_, given: ConnectionArguments, { source }) => source.jurisdictions(given),
    pollingPlace: (_, { id }: Ref, { source }) => source.place.load(id),
    pollingPlaces: (_, given: ConnectionArguments, { source }) => source.places(given),
    election: (_, { id }: Ref, { source }) => source.election.load(id),
    elections: (_, given: ConnectionArguments, { source }) => source.elections(given),
    votingSystem: (_, { id }: Ref, { source }) => source.system.load(id),
    votingSystems: (_, given: ConnectionArguments, { source }) => source.systems(given),
    disruptedPlaces: (_, { jurisdiction }: { readonly jurisdiction: string }, { source }) =>
      source.disruptedPlaces(jurisdiction),
    silentJurisdictions: async (
      _,
      { jurisdiction, minutes }: { readonly jurisdiction: string; readonly minutes: number },
      { source },
    ) => {
      if (minutes < 0) throw badInput(`\`minutes\` is \`${minutes}\`; give 0 or more`);
      const silent = await source.silentSince(jurisdiction, minutes);
      return listed(await source.jurisdiction.loadMany(silent.map((report) => report.jurisdiction)));
    },
  },
  Jurisdiction: {
    parent: ({ parentOcdId }: Division, _, { source }) =>
      parentOcdId === null ? null : source.jurisdiction.load(parentOcdId),
    centroid: ({ geoid }: Division) => geometry(geoid)?.centroid ?? null,
    boundary: ({ geoid }: Division) => geometry(geoid)?.boundary ?? null,
    children: ({ ocdId }: Division, given: ConnectionArguments, { source }) => source.children(ocdId, given),
    pollingPlaces: ({ ocdId }: Division, given: ConnectionArguments, { source }) =>
      source.placesOf(ocdId, given),
    votingSystems: async ({ ocdId }: Division, _, { source }) => known(await source.systemsOf.load(ocdId)),
    opening: ({ ocdId }: Division, _, { source }) => source.opening.load(ocdId),
    results: ({ ocdId }: Division, _, { source }) => source.results.load(ocdId),
  },
  OpeningReport: {
    minutesSilent: async ({ lastReportAt }: Opening, _, { source }) => {
      const newest = await source.newestReport();
      return newest === null ? null : Math.floor((Date.parse(newest) - Date.parse(lastReportAt)) / 60_000);
    },
  },
  Election: {
    jurisdiction: ({ jurisdiction }: Election, _, { source }) => source.jurisdiction.load(jurisdiction),
  },
  PollingPlace: {
    jurisdiction: ({ jurisdiction }: Place, _, { source }) =>
      jurisdiction === null ? null : source.jurisdiction.load(jurisdiction),
    election: ({ election }: Place, _, { source }) => source.election.load(election),
    disruption: ({ id, status }: Place, _, { source }) =>
      status !== null && disrupted.includes(status) ? source.placeDay.load(id) : null,
  },
  Disruption: {
    incidents: ({ incidents }: PlaceDay) => incidents.map((id) => ({ id })),
  },
  VotingSystem: {
    jurisdictions: ({ id }: VotingSystem, _, { source }) => source.usersOf.load(id),
    jurisdictionCount: ({ id }: VotingSystem, _, { source }) => source.usersCountOf.load(id),
    devices: ({ id }: VotingSystem, _, { source }) => source.devicesOf.load(id),
    deviceCount: ({ id }: VotingSystem, _, { source }) => source.deviceCountOf.load(id),
  },
  Device: {
    system: ({ system }: Device, _, { source }) => source.system.load(system),
    jurisdiction: ({ jurisdiction }: Device, _, { source }) => source.jurisdiction.load(jurisdiction),
    place: ({ place }: Device, _, { source }) => (place === null ? null : source.place.load(place)),
    events: ({ id }: Device, _, { source }) => source.eventsOf.load(id),
  },
  Incident: {
    operationalImpact: ({ id }: Ref, _, { source }) => source.impact.load(id),
  },
  OperationalImpact: {
    places: ({ incident }: Impact, _, { source }) => source.placeImpactsOf.load(incident),
    devices: async ({ devices }: Impact, _, { source }) => listed(await source.device.loadMany(devices)),
  },
  PlaceImpact: {
    place: ({ place }: PlaceImpact, _, { source }) => source.place.load(place),
    name: async ({ place }: PlaceImpact, _, { source }) => (await source.place.load(place))?.name ?? null,
  },
  Narrative: {
    officialCorrection: async ({ id }: Ref, _, { source }) => {
      const fact = await source.narrativeFact.load(id);
      return fact === null || fact.text === null ? null : fact;
    },
    factStatus: async ({ id }: Ref, _, { source }) =>
      (await source.narrativeFact.load(id))?.factStatus ?? 'NOT_CHECKED',
  },
  OfficialCorrection: {
    by: ({ by }: NarrativeFact, _, { source }) => (by === null ? null : source.jurisdiction.load(by)),
  },
  Bulletin: {
    actionsTaken: ({ id }: Ref, _, { source }) => source.actionsOnBulletin.load(id),
  },
  ActionTaken: {
    by: ({ by }: { readonly by: string }, _, { source }) => source.jurisdiction.load(by),
  },
  Sighting: {
    reporterOffice: async ({ id }: Ref, _, { source }) => {
      const reporter: SightingReporter | null = await source.sightingReporter.load(id);
      return reporter === null ? null : source.jurisdiction.load(reporter.office);
    },
  },
  Advisory: {
    affectedDevices: async ({ id }: Ref, _, { source }) => known(await source.devicesWith.load(id)),
    affectedDeviceCount: async ({ id }: Ref, _, { source }) =>
      knownCount(await source.deviceCountWith.load(id)),
    affectedJurisdictions: async ({ id }: Ref, _, { source }) =>
      known(await source.jurisdictionsWith.load(id)),
    affectedJurisdictionCount: async ({ id }: Ref, _, { source }) =>
      knownCount(await source.jurisdictionCountWith.load(id)),
  },
  Vulnerability: {
    affectedDevices: async ({ cveId }: { readonly cveId: string }, _, { source }) =>
      known(await source.devicesWith.load(cveId)),
    affectedDeviceCount: async ({ cveId }: { readonly cveId: string }, _, { source }) =>
      knownCount(await source.deviceCountWith.load(cveId)),
  },
  Inject: {
    electionOfficeActions: ({ id }: Ref, _, { source }) => source.actionsOnInject.load(id),
  },
  CorrectiveAction: {
    electionOfficeProgress: async ({ id }: Ref, _, { source }) =>
      (await source.progress.load(id))?.progress ?? null,
  },
  Sitrep: {
    electionsChanges: ({ issuedAt }: { readonly issuedAt?: string | null }, _, { source }) =>
      issuedAt == null ? null : source.changesSince.load(new Date(issuedAt).toISOString()),
  },
};

/** The division of the key or keys given; no key, or two of different divisions, find none. */
async function jurisdictionBy({ ocdId, geoid }: Keys, source: ElectionsSource): Promise<Division | null> {
  if (ocdId == null)
    return geoid == null ? null : ((await source.jurisdictionsByGeoid.load(geoid))[0] ?? null);
  const division = await source.jurisdiction.load(ocdId);
  return geoid == null || division?.geoid === geoid ? division : null;
}

/** How many, where anything is known; as `known`. */
function knownCount(count: number): number | null {
  return count === 0 ? null : count;
}

/** Null for an empty list: where offices have said nothing, nobody knows that there is nothing. */
function known<T>(list: readonly T[]): readonly T[] | null {
  return list.length === 0 ? null : list;
}
