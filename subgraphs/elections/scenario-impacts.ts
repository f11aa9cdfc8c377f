import { putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import type { Scenario, ScenarioIncident } from '../kit/scenario/scenario.ts';
import { impacts, placeImpacts } from './impact-tables.ts';
import type { Impact, PlaceImpact } from './impact-tables.ts';
import { placeStatuses } from './place-tables.ts';
import { effectOf, minutesClosed } from './scenario-effects.ts';
import type { Effect } from './scenario-effects.ts';

/** An incident with what it does to voting. */
export interface IncidentImpact {
  readonly incident: ScenarioIncident;
  readonly effect: Effect;
  readonly places: readonly PlaceImpact[];
}

/** All incidents that election offices know of, with what they do to each place. */
export function incidentImpacts(scenario: Scenario): readonly IncidentImpact[] {
  return scenario.incidents.flatMap((incident) => {
    const effect = effectOf(incident);
    if (effect === null) return [];
    return [{ incident, effect, places: placesOf(incident, effect, scenario) }];
  });
}

/** The rows of operational impact. */
export function impactChanges(
  all: readonly IncidentImpact[],
  scenario: Scenario,
  devicesOf: (incident: ScenarioIncident) => readonly string[],
): readonly Change[] {
  const rows = all.map((each) => impactOf(each, scenario, devicesOf(each.incident)));
  return [
    ...putAll(impacts, rows),
    ...putAll(
      placeImpacts,
      all.flatMap(({ places }) => places),
    ),
  ];
}

function impactOf(
  { incident, effect, places }: IncidentImpact,
  scenario: Scenario,
  devices: readonly string[],
): Impact {
  const granted = places.map(({ extensionUntil }) => extensionUntil).find((until) => until !== null);
  return {
    incident: incident.id,
    placesAffected: places.length,
    minutesLost: places.reduce((sum, place) => sum + place.minutesClosed, 0),
    functionalImpact: effect.functionalImpact,
    status: placeStatuses.find((status) => places.some((place) => place.status === status)) ?? null,
    priority: effect.priority ?? incident.severity,
    extensionRequestedAt:
      effect.extensionRequested === undefined ? null : scenario.at(effect.extensionRequested),
    extensionGrantedUntil: granted ?? null,
    publicTold: effect.publicTold === true,
    devices,
    updatedAt: incident.updatedAt,
    jurisdiction: incident.county,
    // What a breach does would tell whose it is, so it stays with the offices until that is told.
    marking: incident.protectsVictim
      ? scenario.marking('AMBER_STRICT', 'elections', { releasableTo: ['cyber', 'law-enforcement'] })
      : scenario.marking('GREEN', 'elections'),
  };
}

function placesOf(incident: ScenarioIncident, effect: Effect, scenario: Scenario): readonly PlaceImpact[] {
  const last = effect.places?.at(-1);
  if (last === undefined) return [];
  return incident.places.map((place, index) => {
    const each = effect.places?.[index] ?? last;
    return {
      incident: incident.id,
      place,
      status: each.status,
      since: each.from === undefined ? null : scenario.at(each.from),
      reopenedAt: each.until === undefined ? null : scenario.at(each.until),
      minutesClosed: minutesClosed(each, scenario),
      extensionUntil: each.extension === undefined ? null : scenario.at(each.extension),
      // That a place closed is public; that one was only named in a threat is not.
      marking: scenario.marking(each.from === undefined ? 'AMBER' : 'GREEN', 'elections'),
    };
  });
}
