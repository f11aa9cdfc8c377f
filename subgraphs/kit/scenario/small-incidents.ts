import type { Area } from '../geography.ts';
import type { ScenarioPlace, UnnumberedIncident } from './scenario.ts';
import type { SeededRandom } from './seeded-random.ts';

interface SmallIncidentOptions {
  readonly counties: readonly Area[];
  readonly places: readonly ScenarioPlace[];
  readonly random: SeededRandom;
  readonly count: number;
  readonly at: (time: string) => string;
}

const kinds = [
  { type: 'DEVICE_FAULT', title: 'A scanner does not take ballots', originator: 'elections', places: 1 },
  { type: 'SUPPLY', title: 'A polling place runs out of ballots', originator: 'elections', places: 1 },
  { type: 'WEATHER', title: 'A road to a polling place is under water', originator: 'elections', places: 1 },
  { type: 'PHISHING', title: 'Deceiving mail to an election office', originator: 'cyber', places: 0 },
  {
    type: 'VOTER_INTIMIDATION',
    title: 'Voters complain about people who film them',
    originator: 'law-enforcement',
    places: 1,
  },
  {
    type: 'IMPERSONATION',
    title: 'Somebody poses as a poll worker',
    originator: 'law-enforcement',
    places: 1,
  },
  {
    type: 'FALSE_PROCEDURE_CLAIM',
    title: 'A false closing time goes round',
    originator: 'information-environment',
    places: 0,
  },
] as const;

/** The day's many small incidents, between 07:00 and 09:25, most of them soon closed. */
export function smallIncidents({
  counties,
  places,
  random,
  count,
  at,
}: SmallIncidentOptions): readonly UnnumberedIncident[] {
  const byCounty = Map.groupBy(places, ({ county }) => county);
  const time = (minutes: number): string =>
    at(`${String(7 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`);
  return Array.from({ length: count }, () => {
    const county = random.pick(counties);
    const kind = random.pick(kinds);
    const start = random.between(0, 120);
    const closed = random.fraction() < 0.7;
    return {
      story: null,
      type: kind.type,
      title: `${kind.title} in ${county.name} County`,
      state: county.parentOcdId,
      county: county.ocdId,
      countyName: county.name,
      places: random.sample(byCounty.get(county.ocdId) ?? [], kind.places).map(({ id }) => id),
      occurredAt: time(start),
      reportedAt: time(start + random.between(1, 10)),
      updatedAt: time(start + random.between(10, 25)),
      status: closed ? 'CLOSED' : 'OPEN',
      severity: random.pick(['BASELINE_NEGLIGIBLE', 'BASELINE_MINOR', 'LOW']),
      determination: closed ? random.pick(['CONFIRMED', 'FALSE_POSITIVE']) : 'SUSPECTED',
      originator: kind.originator,
      protectsVictim: false,
      campaign: null,
      narratives: [],
      indicators: [],
    };
  });
}
