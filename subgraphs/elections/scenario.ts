import { changeLog } from '../kit/change-log.ts';
import { putAll } from '../kit/change.ts';
import type { Change, ScenarioPart } from '../kit/change.ts';
import { allStates, counties } from '../kit/geography.ts';
import type { Marking } from '../kit/marking.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import {
  bulletinActions,
  impacts,
  injectActions,
  narrativeFacts,
  placeImpacts,
  progresses,
  sightingReporters,
} from './impact-tables.ts';
import { atlasDivisions, exerciseElections, openings, results } from './jurisdiction-tables.ts';
import { placeDays, placeFacts } from './place-tables.ts';
import { answerChanges } from './scenario-answers.ts';
import { impactChanges, incidentImpacts } from './scenario-impacts.ts';
import { dayChanges, placeChanges, placeDaysOf, reportChanges } from './scenario-places.ts';
import { devicesOfIncident, systemChanges } from './scenario-systems.ts';
import { deviceEvents, devices, systems, systemUses, systemWeaknesses } from './system-tables.ts';

/** The election offices' part of the exercise, and the atlas's divisions, which are real and stay. */
export function scenario(skeleton: Scenario): ScenarioPart {
  const known = incidentImpacts(skeleton);
  const days = placeDaysOf(known, skeleton);
  return {
    onShift: 'Georgia election desk, day shift',
    lastUpdate: skeleton.at('09:28'),
    tables: [
      openings,
      results,
      exerciseElections,
      placeFacts,
      placeDays,
      systems,
      systemUses,
      devices,
      deviceEvents,
      systemWeaknesses,
      impacts,
      placeImpacts,
      narrativeFacts,
      bulletinActions,
      sightingReporters,
      injectActions,
      progresses,
      changeLog,
    ],
    changes: [
      ...atlasChanges(),
      ...placeChanges(skeleton),
      ...dayChanges(days),
      ...reportChanges(days, skeleton),
      ...systemChanges(skeleton),
      ...impactChanges(known, skeleton, (incident) => devicesOfIncident(incident, skeleton)),
      ...answerChanges(known, skeleton),
    ],
  };
}

const real: Marking = {
  tlp: 'CLEAR',
  releasableTo: [],
  originator: 'elections',
  caveats: [],
  case: null,
  status: 'ACTUAL',
};
const provenance = { source: 'us-atlas 3.0.1', file: null, record: null };

/** The country, its states and their counties; facts, which a reseed finds as they are. */
function atlasChanges(): readonly Change[] {
  const country = 'ocd-division/country:us';
  return putAll(atlasDivisions, [
    {
      ocdId: country,
      geoid: null,
      name: 'United States',
      divisionType: 'country',
      country: 'us',
      parentOcdId: null,
      provenance,
      marking: real,
    },
    ...[...allStates(), ...counties()].map(({ ocdId, geoid, name, divisionType, parentOcdId }) => ({
      ocdId,
      geoid,
      name,
      divisionType,
      country: 'us',
      parentOcdId,
      provenance,
      marking: real,
    })),
  ]);
}
