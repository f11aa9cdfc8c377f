import { put } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import type { Scenario, ScenarioIncident } from '../kit/scenario/scenario.ts';
import type { StoryName } from '../kit/scenario/storyline.ts';
import { caseSensitive, forTheRoom } from './exercise-room.ts';
import { protectiveNotes, securityPlans, sweeps } from './tables.ts';

/** Local times in Georgia at which the places that were emptied were cleared, in the order of the incident's places. */
const cleared: Partial<Readonly<Record<StoryName, readonly string[]>>> = {
  hoaxFulton: ['09:25', '08:38', '08:41', '08:45', '08:48'],
  hoaxDekalb: ['09:25', '09:03'],
};

/** Advice and searches for the threatened places, and how Fulton's places are protected. */
export function placeChanges(scenario: Scenario): readonly Change[] {
  const threatened = scenario.incidents.filter(({ story }) => story?.startsWith('hoax') ?? false);
  const fulton = scenario.story('hoaxFulton').county;
  return [
    ...threatened.flatMap((incident) => incidentPlaces(scenario, incident)),
    ...scenario.places
      .filter(({ county }) => county === fulton)
      .map(({ id }, index) =>
        put(securityPlans, {
          placeId: id,
          summary: `Exercise plan ${index % 3 === 0 ? 'A' : 'B'}: one officer on call, entrance watched, second exit kept free.`,
          marking: caseSensitive(scenario, [fulton]),
        }),
      ),
  ];
}

function incidentPlaces(scenario: Scenario, incident: ScenarioIncident): readonly Change[] {
  const times = (incident.story === null ? undefined : cleared[incident.story]) ?? [];
  return incident.places.flatMap((placeId, index) => {
    const time = times[index];
    // Of the places that were not emptied, every fourth is searched after closing, the others are not.
    const status = time === undefined ? (index % 4 === 0 ? 'ORDERED' : 'NOT_NEEDED') : 'CLEARED';
    return [
      put(protectiveNotes, {
        placeId,
        text: 'Keep the entrance free, walk the rooms every hour, and call 911 if anything was left behind.',
        issuedAt: incident.updatedAt,
        marking: forTheRoom(scenario),
      }),
      put(sweeps, {
        placeId,
        status,
        at: time === undefined ? incident.updatedAt : scenario.at(time),
        marking: caseSensitive(scenario, [incident.county]),
      }),
    ];
  });
}
