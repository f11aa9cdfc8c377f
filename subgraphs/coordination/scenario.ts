import { changeLog } from '../kit/change-log.ts';
import type { ScenarioPart } from '../kit/change.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import * as exchange from './exchange-tables.ts';
import * as happening from './incident-tables.ts';
import * as room from './room-tables.ts';
import { bulletinChanges } from './scenario-bulletins.ts';
import { decisionChanges } from './scenario-decisions.ts';
import { incidentChanges } from './scenario-incidents.ts';
import { reportChanges } from './scenario-reports.ts';
import { roleChanges } from './scenario-roles.ts';
import { roomChanges } from './scenario-room.ts';

/** The coordinating body's rows of the exercise. */
export function scenario(of: Scenario): ScenarioPart {
  return {
    onShift: 'Watch officer desk',
    lastUpdate: of.at('09:25'),
    tables,
    changes: [
      ...roleChanges(of),
      ...roomChanges(of),
      ...incidentChanges(of),
      ...bulletinChanges(of),
      ...decisionChanges(of),
      ...reportChanges(of),
    ],
  };
}

const tables: ScenarioPart['tables'] = [
  room.agencies,
  room.contacts,
  room.assignments,
  room.correctiveActionOwners,
  room.checkIns,
  room.readinesses,
  room.operationalPeriods,
  room.taskForces,
  room.sharingAgreements,
  room.notificationCases,
  room.notificationCaseIncidents,
  room.sitreps,
  changeLog,
  happening.incidents,
  happening.incidentDivisions,
  happening.incidentPlaces,
  happening.incidentNarratives,
  happening.victims,
  happening.reporters,
  happening.stateOfficialNotices,
  happening.escalations,
  happening.disagreements,
  happening.positions,
  exchange.bulletins,
  exchange.audiences,
  exchange.bulletinDivisions,
  exchange.acknowledgements,
  exchange.rfis,
  exchange.releaseRequests,
];
