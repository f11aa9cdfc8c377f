import { badInput } from '../kit/bad-input.ts';
import type { ConnectionArguments } from '../kit/connection.ts';
import { listed } from '../kit/guard/sealed-row.ts';
import type { Entities, Resolvers } from '../kit/subgraph.ts';
import type { Assessment } from './assessment-tables.ts';
import type { Indicator, Sighting } from './indicator-tables.ts';
import type { Malware, Technique } from './knowledge-tables.ts';
import { followed } from './links.ts';
import { carries } from '../kit/marking.ts';
import { exposureBand, isSilent, minutesBefore, sensorBand } from './sensor-state.ts';
import { countCarried, sightingsOfAll, sightingSummary } from './sighting-summary.ts';
import type { SightingSummary } from './sighting-summary.ts';
import type { Cyber } from './source.ts';
import type { Exposure, SensorCoverage } from './watch-tables.ts';
import type { Advisory, AdvisoryProduct, Vulnerability } from './weakness-tables.ts';

interface Keyed {
  readonly id: string;
}

interface Division {
  readonly ocdId: string;
}

interface OfBulletin {
  readonly indicatorIds?: readonly string[] | null;
}

/** How the agency's entities are found. */
export const entities: Entities<Cyber> = {
  Indicator: ({ id }: Keyed, { source }) => source.indicator.load(id),
  Sighting: ({ id }: Keyed, { source }) => source.sighting.load(id),
  Advisory: ({ id }: Keyed, { source }) => source.advisory.load(id),
  Vulnerability: ({ cveId }: { readonly cveId: string }, { source }) => source.vulnerability.load(cveId),
  Technique: ({ id }: Keyed, { source }) => source.technique.load(id),
  Malware: ({ id }: Keyed, { source }) => source.malware.load(id),
};

/** How each field of the subgraph is answered. */
export const resolvers: Resolvers<Cyber> = {
  Query: {
    indicator: (_, given: { readonly id?: string | null; readonly value?: string | null }, { source }) =>
      oneIndicator(given, source),
    indicators: (_, given: ConnectionArguments, { source }) => source.indicators(given),
    advisory: (_, { id }: Keyed, { source }) => source.advisory.load(id),
    advisories: (_, given: ConnectionArguments, { source }) => source.advisories(given),
    vulnerability: (_, { cveId }: { readonly cveId: string }, { source }) => source.vulnerability.load(cveId),
    vulnerabilities: (_, given: ConnectionArguments, { source }) => source.vulnerabilities(given),
    techniques: (_, given: ConnectionArguments, { source }) => source.techniques(given),
    malware: (_, given: ConnectionArguments, { source }) => source.allMalware(given),
    sensorSilence: async (
      _,
      { jurisdiction, minutes }: { readonly jurisdiction: string; readonly minutes: number },
      context,
    ) => {
      if (minutes < 0) throw badInput(`\`minutes\` is \`${minutes}\`; ask for 0 or more`);
      const since = minutesBefore(await context.now(), minutes);
      const silent = await context.source.silentSince(jurisdiction, since);
      return silent.map((ocdId) => ({ ocdId }));
    },
  },
  Indicator: {
    sightingCount: async (indicator: Indicator, _, { source }) =>
      countCarried(indicator, await source.sightingTotals.load(indicator.id)),
    sightings: async (indicator: Indicator, _, { source }) =>
      sightingSummary([indicator], await source.sightingTotals.load(indicator.id)),
    malware: async ({ id }: Keyed, _, { source }) => malwareFrom(id, 'indicates', source),
  },
  SightingSummary: {
    items: ({ indicatorIds }: SightingSummary, given: ConnectionArguments, { source }) =>
      sightingsOfAll(indicatorIds, given, source.sightingsOf),
  },
  Sighting: {
    indicator: ({ indicator }: Sighting, _, { source }) => source.indicator.load(indicator),
    agency: ({ agency }: Sighting) => (agency === null ? null : { id: agency }),
    where: ({ jurisdiction }: Sighting) => (jurisdiction === null ? null : { ocdId: jurisdiction }),
  },
  Advisory: {
    products: ({ id }: Advisory, _, { source }) => source.productsOf.load(id),
    vulnerabilities: async ({ id }: Advisory, _, { source }) => {
      const named = await source.weaknessesOf.load(id);
      return listed(await source.vulnerability.loadMany(named.map(({ cveId }) => cveId)));
    },
  },
  AffectedProduct: {
    version: ({ productVersion }: AdvisoryProduct) => productVersion,
    votingSystem: ({ system }: AdvisoryProduct) => (system === null ? null : { id: system }),
  },
  Vulnerability: {
    advisories: ({ cveId }: Vulnerability, _, { source }) => source.advisoriesOf.load(cveId),
  },
  Technique: {
    mitigations: (technique: Technique, _, { source }) => mitigationsOf(technique, source),
  },
  Malware: {
    techniques: ({ id }: Malware, _, { source }) => techniquesOf(id, source),
  },
  Incident: {
    cyber: ({ id }: Keyed, _, { source }) => source.assessment.load(id),
  },
  CyberAssessment: {
    indicators: ({ incident }: Assessment, _, { source }) => source.indicatorsOf.load(incident),
    techniques: ({ incident }: Assessment, _, { source }) => techniquesOf(incident, source),
  },
  Jurisdiction: {
    sensorCoverage: ({ ocdId }: Division, _, { source }) => source.sensor.load(ocdId),
    sensorBand: async ({ ocdId }: Division, _, { source }) => {
      const found = await source.watched.load(ocdId);
      return found === null ? null : sensorBand(found);
    },
    exposures: ({ ocdId }: Division, _, { source }) => knownExposures(ocdId, source),
    exposureBand: async ({ ocdId }: Division, _, { source }) => {
      const [found, open] = await Promise.all([source.watched.load(ocdId), source.openingsOf.load(ocdId)]);
      return found === null && open.length === 0 ? null : exposureBand(open);
    },
    domains: async ({ ocdId }: Division, _, { source }) => {
      const found = await source.domainsOf.load(ocdId);
      return found.length === 0 ? null : found;
    },
  },
  SensorCoverage: {
    silent: async (coverage: SensorCoverage, _, context) => isSilent(coverage, await context.now()),
  },
  Exposure: {
    vulnerability: ({ cveId }: Exposure, _, { source }) =>
      cveId === null ? null : source.vulnerability.load(cveId),
  },
  VotingSystem: {
    advisories: ({ id }: Keyed, _, { source }) => source.advisoriesOf.load(id),
    exposures: (
      { vendor, product }: { readonly vendor?: string | null; readonly product?: string | null },
      _,
      { source },
    ) => (vendor && product ? source.knownExploited(vendor, product) : null),
  },
  ThreatActor: {
    techniques: ({ id }: Keyed, _, { source }) => techniquesOf(id, source),
    infrastructure: ({ id }: Keyed, _, { source }) => malwareFrom(id, 'uses', source),
  },
  Campaign: {
    techniques: ({ id }: Keyed, _, { source }) => techniquesOf(id, source),
    indicators: async ({ id }: Keyed, _, { source }) => {
      const way = { kind: 'indicates', to: 'source', types: ['indicator'] } as const;
      return byName(await followed(await source.linksTo.load(id), way, source.indicator));
    },
  },
  Bulletin: {
    indicators: ({ indicatorIds }: OfBulletin, _, { source }) =>
      indicatorIds ? indicatorsOf(indicatorIds, source) : null,
    sightings: async ({ indicatorIds }: OfBulletin, _, { source }) => {
      const indicators = await indicatorsOf(indicatorIds ?? [], source);
      const totals = await Promise.all(indicators.map(({ id }) => source.sightingTotals.load(id)));
      return sightingSummary(indicators, totals.flat());
    },
  },
  Narrative: {
    deviceReality: async ({ id }: Keyed, _, { source }) => (await source.deviceFact.load(id))?.text ?? null,
  },
  Inject: {
    cyberActions: ({ id }: Keyed, _, { source }) => source.actionsOn.load(id),
  },
  Sitrep: {
    cyberChanges: ({ issuedAt }: { readonly issuedAt?: string | null }, _, { source }) =>
      issuedAt ? source.changes.load(new Date(issuedAt).toISOString()) : null,
  },
};

/** Only where the agency watches does it know that there is nothing. */
async function knownExposures(ocdId: string, source: Cyber): Promise<readonly Exposure[] | null> {
  const [coverage, found] = await Promise.all([source.sensor.load(ocdId), source.exposuresOf.load(ocdId)]);
  return coverage === null && found.length === 0 ? null : found;
}

async function oneIndicator(
  { id, value }: { readonly id?: string | null; readonly value?: string | null },
  source: Cyber,
): Promise<Indicator | null> {
  if (id) return source.indicator.load(id);
  // Nothing names no indicator; an empty text would be contained in the pattern of every one.
  if (!value) return null;
  return (await source.indicators({ first: 1, filter: { value } }))?.nodes[0] ?? null;
}

async function indicatorsOf(ids: readonly string[], source: Cyber): Promise<readonly Indicator[]> {
  return listed(await source.indicator.loadMany([...new Set(ids)]));
}

/** Techniques that an object uses by its links, and those that were seen of it, by number. */
async function techniquesOf(subject: string, source: Cyber): Promise<readonly Technique[]> {
  const [links, seen] = await Promise.all([
    source.linksFrom.load(subject),
    source.seenTechniques.load(subject),
  ]);
  const way = { kind: 'uses', to: 'target', types: ['attack-pattern'] } as const;
  const [linked, numbered] = await Promise.all([
    followed(links, way, source.technique),
    source.techniqueByNumber.loadMany(seen.map(({ number }) => number)),
  ]);
  // A number of a catalogue that was not loaded names nothing here.
  const all = [...linked, ...listed(numbered)];
  const once = new Map(all.map((technique) => [technique.id, technique]));
  return [...once.values()].toSorted((a, b) =>
    (a.externalId ?? a.name) < (b.externalId ?? b.name) ? -1 : 1,
  );
}

async function malwareFrom(
  subject: string,
  kind: 'uses' | 'indicates',
  source: Cyber,
): Promise<readonly Malware[]> {
  const way = { kind, to: 'target', types: ['malware', 'tool'] } as const;
  return byName(await followed(await source.linksFrom.load(subject), way, source.malware));
}

/** Names of what helps; what is marked stricter than the technique is left out, since names carry no marking. */
async function mitigationsOf(technique: Technique, source: Cyber): Promise<readonly string[]> {
  const links = (await source.linksTo.load(technique.id)).filter(({ marking }) =>
    carries(technique.marking, marking),
  );
  const way = { kind: 'mitigates', to: 'source', types: ['course-of-action'] } as const;
  const found = await followed(links, way, source.mitigation);
  return byName(found.filter(({ marking }) => carries(technique.marking, marking))).map(({ name }) => name);
}

function byName<T extends { readonly id: string; readonly name: string | null }>(
  all: readonly T[],
): readonly T[] {
  return all.toSorted((a, b) => (`${a.name} ${a.id}` < `${b.name} ${b.id}` ? -1 : 1));
}
