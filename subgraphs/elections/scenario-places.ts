import { putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import { exerciseElections, openings, results } from './jurisdiction-tables.ts';
import type { Opening, Results } from './jurisdiction-tables.ts';
import { disrupted, placeDays, placeFacts, withins, withinsOf } from './place-tables.ts';
import type { PlaceDay, PlaceFacts } from './place-tables.ts';
import type { IncidentImpact } from './scenario-impacts.ts';

const provenance = { source: 'Autumn Lantern 2024', file: null, record: null };

/** The election of the exercise, its invented places, and the divisions that have places. */
export function placeChanges(scenario: Scenario): readonly Change[] {
  const marking = scenario.marking('CLEAR', 'elections');
  const hours = [{ date: scenario.date, from: scenario.at('07:00'), until: scenario.at('19:00') }];
  const random = scenario.random('precincts');
  const facts = scenario.places
    .filter(({ imported }) => !imported)
    .map((place): PlaceFacts => {
      const precinct = random.between(1, 899);
      return {
        id: place.id,
        name: place.name,
        address: place.address,
        jurisdiction: place.county,
        division: place.county,
        election: scenario.election,
        precincts: [`X${precinct}`, `X${precinct + 1}`].slice(0, random.between(1, 2)),
        isDropBox: false,
        isEarlyVoting: random.fraction() < 0.2,
        externalIds: [{ type: 'local-level', value: place.id.split('/place:')[1] ?? '' }],
        hours,
        provenance,
        marking,
      };
    });
  const counties = new Set(scenario.places.map(({ county }) => county));
  return [
    ...putAll(exerciseElections, [
      {
        id: scenario.election,
        name: 'Georgia general election, exercise',
        date: scenario.date,
        type: 'general',
        jurisdiction: scenario.home,
        provenance,
        marking,
      },
    ]),
    ...putAll(placeFacts, facts),
    ...putAll(withins, [...counties].flatMap(withinsOf)),
  ];
}

/** How every place is at the exercise's time; of two incidents the costlier counts, of equal ones the story's. */
export function placeDaysOf(impacts: readonly IncidentImpact[], scenario: Scenario): readonly PlaceDay[] {
  const random = scenario.random('queues');
  const marking = scenario.marking('GREEN', 'elections');
  const told = new Map<string, PlaceDay>();
  for (const { incident, effect, places } of impacts.toSorted(smallFirst)) {
    for (const place of places) {
      const before = told.get(place.place);
      if (before !== undefined && before.minutesClosed > place.minutesClosed) continue;
      const closed = disrupted.includes(place.status);
      told.set(place.place, {
        place: place.place,
        status: place.status,
        since: closed ? place.since : null,
        until: closed ? place.reopenedAt : null,
        cause: closed ? (effect.cause ?? null) : null,
        publicTold: closed ? effect.publicTold === true : null,
        incidents: closed ? [incident.id] : [],
        minutesClosed: place.minutesClosed,
        extensionUntil: place.extensionUntil,
        queueMinutes: null,
        marking,
      });
    }
  }
  return scenario.places.map(({ id }) => {
    const queue = random.between(0, 25);
    const day = told.get(id) ?? quiet(id, marking);
    const votes = day.status !== 'EVACUATED' && day.status !== 'CLOSED';
    return { ...day, queueMinutes: votes ? queue + Math.ceil(day.minutesClosed / 2) : null };
  });
}

/** The offices' reports about opening and results. */
export function reportChanges(days: readonly PlaceDay[], scenario: Scenario): readonly Change[] {
  const statusOf = new Map(days.map(({ place, status }) => [place, status]));
  const placesOf = Map.groupBy(scenario.places, ({ county }) => county);
  const random = scenario.random('reports');
  const green = scenario.marking('GREEN', 'elections');
  const clear = scenario.marking('CLEAR', 'elections');
  const opened: Opening[] = [];
  const counted: Results[] = [resultsOf(scenario.home, 'COUNTY', scenario.counties.length, scenario, clear)];
  for (const { ocdId } of scenario.counties) {
    const own = placesOf.get(ocdId) ?? [];
    const silent = scenario.silent.includes(ocdId);
    const open = own.filter(({ id }) => {
      const status = statusOf.get(id);
      return status !== 'EVACUATED' && status !== 'CLOSED';
    }).length;
    const reported = silent
      ? `07:${String(random.between(5, 15)).padStart(2, '0')}`
      : `09:${String(random.between(1, 28)).padStart(2, '0')}`;
    opened.push({
      jurisdiction: ocdId,
      status: open === own.length ? 'OPEN' : 'PARTLY_OPEN',
      openedAt: scenario.at('07:00'),
      placesOpen: open,
      placesTotal: own.length,
      lastReportAt: scenario.at(reported),
      marking: green,
    });
    counted.push(resultsOf(ocdId, 'POLLING_PLACE', own.length, scenario, clear));
  }
  return [...putAll(openings, opened), ...putAll(results, counted)];
}

/** The rows of the day. */
export function dayChanges(days: readonly PlaceDay[]): readonly Change[] {
  return putAll(placeDays, days);
}

function resultsOf(
  jurisdiction: string,
  unitType: string,
  unitsTotal: number,
  scenario: Scenario,
  marking: Results['marking'],
): Results {
  const updatedAt = scenario.at('06:00');
  return { jurisdiction, status: 'PRE_ELECTION', unitsReported: 0, unitsTotal, unitType, updatedAt, marking };
}

function quiet(place: string, marking: PlaceDay['marking']): PlaceDay {
  return {
    place,
    status: 'OPEN',
    since: null,
    until: null,
    cause: null,
    publicTold: null,
    incidents: [],
    minutesClosed: 0,
    extensionUntil: null,
    queueMinutes: null,
    marking,
  };
}

function smallFirst(a: IncidentImpact, b: IncidentImpact): number {
  return Number(a.incident.story !== null) - Number(b.incident.story !== null);
}
