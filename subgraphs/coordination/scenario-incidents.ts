import { put, putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import type { Scenario, ScenarioIncident } from '../kit/scenario/scenario.ts';
import type { SeededRandom } from '../kit/scenario/seeded-random.ts';
import type { StoryName } from '../kit/scenario/storyline.ts';
import { severities } from './accumulation.ts';
import { divisionAndAbove } from '../kit/division.ts';
import { liesIn } from './lies-in.ts';
import * as happening from './incident-tables.ts';
import { chiefOfficialId } from './scenario-desks.ts';
import { whatToDo } from './scenario-advice.ts';

/** The room's incidents: every one that was reported, with who reported it, who was harmed and who must be told. */
export function incidentChanges(scenario: Scenario): readonly Change[] {
  const random = scenario.random('reporters');
  const repeated = repeatedIncidents(scenario.incidents);
  return scenario.incidents.flatMap((incident) => [
    put(happening.incidents, incidentRow(scenario, incident, repeated.get(incident.id) ?? null)),
    ...links(incident),
    put(happening.reporters, reporterRow(scenario, incident, random)),
    put(happening.stateOfficialNotices, noticeRow(scenario, incident)),
    ...victim(scenario, incident),
    ...putAll(happening.escalations, escalationRows(scenario, incident)),
  ]);
}

function incidentRow(
  scenario: Scenario,
  incident: ScenarioIncident,
  duplicateOfId: string | null,
): happening.Incident {
  return {
    id: incident.id,
    title: incident.title,
    type: incident.type,
    status: incident.status,
    severity: incident.severity,
    severityRank: severities.indexOf(incident.severity),
    determination: incident.determination,
    occurredAt: incident.occurredAt,
    reportedAt: incident.reportedAt,
    updatedAt: incident.updatedAt,
    closedAt: incident.status === 'CLOSED' ? incident.updatedAt : null,
    stateId: incident.state,
    jurisdictionId: incident.county,
    protectsVictim: incident.protectsVictim,
    broughtInBy: incident.originator,
    placeIds: incident.places,
    duplicateOfId,
    whatToDo: whatToDo(incident.type),
    // A reader of the marking can tell that a source is protected here, and never which: no name may stand in it.
    marking: scenario.marking('GREEN', incident.originator, {
      caveats: incident.protectsVictim ? ['IDSRC'] : [],
    }),
  };
}

function links({
  id,
  county,
  state,
  protectsVictim,
  places,
  narratives,
}: ScenarioIncident): readonly Change[] {
  const capStatus = 'EXERCISE';
  return [
    ...divisionAndAbove(county).map((ocdId) =>
      put(happening.incidentDivisions, {
        incidentId: id,
        ocdId,
        revealsVictim: protectsVictim && !liesIn(state, ocdId),
        capStatus,
      }),
    ),
    ...places.map((placeId) => put(happening.incidentPlaces, { incidentId: id, placeId, capStatus })),
    ...narratives.map((narrativeId) =>
      put(happening.incidentNarratives, { incidentId: id, narrativeId, capStatus }),
    ),
  ];
}

function reporterRow(scenario: Scenario, incident: ScenarioIncident, random: SeededRandom) {
  return {
    incidentId: incident.id,
    agencyId: incident.originator,
    office: `Election office of ${incident.countyName} County`,
    channel: random.pick(['e-mail', 'telephone', 'portal']),
    feedback:
      incident.status === 'CLOSED'
        ? `Closed as ${incident.determination.toLowerCase().replaceAll('_', ' ')}; thank you for the report.`
        : 'Your report has a number and somebody who answers for it; the room comes back to you.',
    jurisdictionId: incident.county,
    // Who reported a breach of their own office is its victim.
    marking: scenario.marking(incident.protectsVictim ? 'RED' : 'AMBER_STRICT', incident.originator, {
      caveats: ['IDSRC'],
    }),
  };
}

function noticeRow(scenario: Scenario, { id, story, state }: ScenarioIncident) {
  const officialId = chiefOfficialId(state);
  const none = { notifiedAt: null, notifiedById: null, delayReason: null, delayApprovedBy: null };
  if (story === 'breachLowndes') {
    return {
      incidentId: id,
      officialId,
      ...none,
      status: 'NOTIFIED',
      notifiedAt: scenario.at('07:30'),
      notifiedById: 'law-enforcement',
      marking: scenario.marking('AMBER', 'law-enforcement', { releasableTo: ['elections', 'coordination'] }),
    };
  }
  if (story === 'breachGlynn') {
    return {
      incidentId: id,
      officialId,
      ...none,
      status: 'DELAYED',
      delayReason:
        'A notice now would warn whoever is still on the workstation; the case is reviewed at 11:00.',
      delayApprovedBy: 'Assistant Director, Cyber Division (exercise)',
      marking: scenario.marking('AMBER', 'law-enforcement', { releasableTo: ['elections', 'coordination'] }),
    };
  }
  return {
    incidentId: id,
    officialId,
    ...none,
    status: 'NOT_DUE',
    marking: scenario.marking('GREEN', 'coordination'),
  };
}

function victim(scenario: Scenario, incident: ScenarioIncident): readonly Change[] {
  if (!incident.protectsVictim) return [];
  return [
    put(happening.victims, {
      incidentId: incident.id,
      jurisdictionId: incident.county,
      organization: `Election office of ${incident.countyName} County`,
      consentsToSharing: false,
      marking: scenario.marking('RED', incident.originator, { releasableTo: [incident.county] }),
    }),
  ];
}

/** Time, level before, level after, reason, agency; a reason never names where. */
const escalationStory: Partial<
  Readonly<Record<StoryName, readonly (readonly [string, string, string, string, string])[]>>
> = {
  breachLowndes: [
    ['06:45', 'watch desk', 'room lead', 'Somebody was inside an election office.', 'cyber'],
    ['07:35', 'room lead', 'principals', 'The state was told; results may be questioned.', 'coordination'],
  ],
  breachGlynn: [
    ['07:15', 'watch desk', 'room lead', 'Unknown software in an election office.', 'law-enforcement'],
  ],
  ddosChatham: [
    [
      '08:30',
      'watch desk',
      'room lead',
      'Holding evidence and restoring the site exclude each other.',
      'elections',
    ],
  ],
  hoaxFulton: [
    ['08:20', 'watch desk', 'room lead', 'Threats to 32 polling places at once.', 'elections'],
    ['09:05', 'room lead', 'principals', 'The same threats in a second state.', 'coordination'],
  ],
};

function escalationRows(scenario: Scenario, { id, story }: ScenarioIncident) {
  const steps = (story === null ? undefined : escalationStory[story]) ?? [];
  return steps.map(([at, from, to, reason, byId], index) => ({
    id: `${id}-escalation-${index + 1}`,
    incidentId: id,
    at: scenario.at(at),
    from,
    to,
    reason,
    byId,
    marking: scenario.marking('GREEN', byId),
  }));
}

/** Small incidents that repeat an earlier one of the same kind at the same places, by id. */
function repeatedIncidents(all: readonly ScenarioIncident[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  const repeated = new Map<string, string>();
  for (const { id, story, type, county, places } of all) {
    if (story !== null) continue;
    const what = [type, county, ...places].join(' ');
    const earlier = first.get(what);
    if (earlier === undefined) first.set(what, id);
    else repeated.set(id, earlier);
  }
  return repeated;
}
