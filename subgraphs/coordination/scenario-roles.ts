import { put, putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import type { Scenario, ScenarioIncident } from '../kit/scenario/scenario.ts';
import { stixIdOf } from '../kit/scenario/seeded-random.ts';
import { agencies, assignments, contacts, correctiveActionOwners } from './room-tables.ts';
import type { Assignment } from './room-tables.ts';
import {
  desks,
  dutyDeskId,
  electionDeskId,
  playedCounties,
  resultsDeskId,
  roomAgencies,
  roomAgencyIds,
} from './scenario-desks.ts';
import type { RoomAgency } from './scenario-desks.ts';

/** Who takes part, where they are reached, and who does what: standing functions and the story's incidents. */
export function roleChanges(scenario: Scenario): readonly Change[] {
  return [
    ...roomAgencyIds.map((id) =>
      put(agencies, {
        id,
        stixId: stixIdOf('identity', id),
        ...roomAgencies[id],
        marking: scenario.marking('CLEAR', 'coordination'),
      }),
    ),
    ...putAll(contacts, desks(scenario)),
    ...putAll(assignments, [
      ...standing(scenario),
      ...scenario.incidents
        .filter(({ story }) => story !== null)
        .flatMap((incident) => ofIncident(scenario, incident)),
    ]),
    ...correctiveActions.map(([name, division], index) =>
      put(correctiveActionOwners, {
        correctiveActionId: `ca-${scenario.earlierExercise.slice(3, 10)}-${String(index + 1).padStart(2, '0')}`,
        assignmentId: assignmentId(name, division === 'state' ? scenario.home : country, 'ACCOUNTABLE', null),
        capStatus: 'EXERCISE',
      }),
    ),
  ];
}

const country = 'ocd-division/country:us';
const parts = ['ACCOUNTABLE', 'RESPONSIBLE', 'CONSULTED', 'INFORMED'] as const;
type Part = (typeof parts)[number];
type Parts = readonly [RoomAgency, RoomAgency, RoomAgency, RoomAgency];

/** The standing function whose holder answers for each corrective action of the exercise before, in their order. */
const correctiveActions = [
  ['threat-assessment', 'state'],
  ['incident-response', 'state'],
  ['results-reporting', 'state'],
  ['public-information', 'country'],
  ['incident-response', 'country'],
] as const;

/** Who has which part in an incident of a type: Accountable, Responsible, Consulted, Informed. */
const byType: Readonly<Record<string, Parts>> = {
  BOMB_THREAT: ['law-enforcement', 'elections', 'intelligence', 'coordination'],
  SWATTING: ['law-enforcement', 'elections', 'cyber', 'coordination'],
  THREAT_TO_PERSON: ['law-enforcement', 'elections', 'intelligence', 'coordination'],
  PHISHING: ['cyber', 'elections', 'intelligence', 'coordination'],
  INTRUSION: ['cyber', 'law-enforcement', 'intelligence', 'coordination'],
  DDOS: ['elections', 'cyber', 'law-enforcement', 'information-environment'],
  FALSE_PROCEDURE_CLAIM: ['information-environment', 'elections', 'cyber', 'coordination'],
};
const ofElections: Parts = ['elections', 'cyber', 'coordination', 'information-environment'];

interface AssignmentSpec {
  readonly function: string;
  readonly raci: Part;
  readonly agencyId: RoomAgency;
  readonly jurisdictionId: string;
  readonly incidentId?: string;
  readonly onShiftId?: string;
  readonly backupId?: string;
}

function standing(scenario: Scenario): readonly Assignment[] {
  const state = (ocdId: string): readonly AssignmentSpec[] => [
    ...ofParts('incident-response', ocdId, ['elections', 'cyber', 'law-enforcement', 'coordination']),
    ...ofParts('public-information', ocdId, [
      'elections',
      'information-environment',
      'law-enforcement',
      'coordination',
    ]),
    ...ofParts('threat-assessment', ocdId, [
      'law-enforcement',
      'law-enforcement',
      'intelligence',
      'elections',
    ]),
  ];
  const county = (ocdId: string): readonly AssignmentSpec[] => [
    { function: 'incident-response', raci: 'ACCOUNTABLE', agencyId: 'elections', jurisdictionId: ocdId },
    { function: 'incident-response', raci: 'INFORMED', agencyId: 'coordination', jurisdictionId: ocdId },
    { function: 'public-information', raci: 'ACCOUNTABLE', agencyId: 'elections', jurisdictionId: ocdId },
    {
      function: 'threat-assessment',
      raci: 'ACCOUNTABLE',
      agencyId: 'law-enforcement',
      jurisdictionId: ocdId,
    },
  ];
  const results = (ocdId: string, backup: string): AssignmentSpec => ({
    function: 'results-reporting',
    raci: 'ACCOUNTABLE',
    agencyId: 'elections',
    jurisdictionId: ocdId,
    onShiftId: resultsDeskId(ocdId),
    backupId: backup,
  });
  const chatham = scenario.story('ddosChatham').county;
  const specs = [
    ...ofParts('incident-response', country, ['coordination', 'cyber', 'law-enforcement', 'elections']),
    ...ofParts('public-information', country, [
      'coordination',
      'information-environment',
      'elections',
      'cyber',
    ]),
    ...ofParts('threat-assessment', country, ['law-enforcement', 'intelligence', 'cyber', 'coordination']),
    ...scenario.states.flatMap(({ ocdId }) => state(ocdId)),
    ...playedCounties(scenario).flatMap(({ ocdId }) => county(ocdId)),
    results(chatham, resultsDeskId(scenario.home)),
    results(scenario.home, electionDeskId(scenario.home)),
  ];
  return specs.map((spec) => assignment(scenario, spec));
}

function ofParts(name: string, jurisdictionId: string, holders: Parts): readonly AssignmentSpec[] {
  return parts.map((raci, index) => ({
    function: name,
    raci,
    agencyId: holders[index] ?? 'coordination',
    jurisdictionId,
  }));
}

function ofIncident(scenario: Scenario, incident: ScenarioIncident): readonly Assignment[] {
  const results =
    incident.story === 'ddosChatham'
      ? { onShiftId: resultsDeskId(incident.county), backupId: resultsDeskId(scenario.home) }
      : {};
  // A part in the county of an unconfirmed breach would tell who the victim is: it is held for the state.
  const jurisdictionId = incident.protectsVictim ? incident.state : incident.county;
  return ofParts('incident-response', jurisdictionId, byType[incident.type] ?? ofElections).map((spec) =>
    assignment(scenario, {
      ...spec,
      incidentId: incident.id,
      ...(spec.raci === 'ACCOUNTABLE' ? results : {}),
    }),
  );
}

function assignment(scenario: Scenario, spec: AssignmentSpec): Assignment {
  const { agencyId, jurisdictionId, incidentId = null } = spec;
  const own = agencyId === 'elections' && jurisdictionId !== country;
  const state = jurisdictionId.split('/').slice(0, 3).join('/');
  return {
    id: assignmentId(spec.function, jurisdictionId, spec.raci, incidentId),
    function: spec.function,
    raci: spec.raci,
    raciRank: parts.indexOf(spec.raci),
    agencyId,
    jurisdictionId,
    incidentId,
    onShiftId: spec.onShiftId ?? (own ? electionDeskId(jurisdictionId) : dutyDeskId(agencyId)),
    backupId:
      spec.backupId ?? (own && state !== jurisdictionId ? electionDeskId(state) : dutyDeskId(agencyId, true)),
    from: scenario.at('06:00'),
    until: scenario.at('18:00'),
    marking: scenario.marking('GREEN', 'coordination'),
  };
}

function assignmentId(name: string, jurisdictionId: string, raci: Part, incidentId: string | null): string {
  return `assignment:${incidentId ?? jurisdictionId}:${name}:${raci.toLowerCase()}`;
}
