import { put, putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import {
  checkIns,
  operationalPeriods,
  readinesses,
  sharingAgreements,
  sitreps,
  taskForces,
} from './room-tables.ts';
import { playedCounties, roomAgencyIds } from './scenario-desks.ts';

/** The room on the day: task force, agreements, phase, periods, the report of 06:00, and who spoke when. */
export function roomChanges(scenario: Scenario): readonly Change[] {
  const green = scenario.marking('GREEN', 'coordination');
  const year = Number(scenario.date.slice(0, 4));
  return [
    put(taskForces, {
      id: 'election-security-task-force',
      name: 'Election Security Task Force (exercise)',
      chairId: 'coordination',
      memberIds: roomAgencyIds,
      electionId: scenario.election,
      divisionId: scenario.home,
      readinessPhase: 'ELECTION_DAY',
      agreementIds: agreementIds,
      marking: green,
    }),
    ...putAll(sharingAgreements, [
      {
        id: agreementIds[0],
        title: 'Threat information between election offices and the cyber agency (exercise)',
        partyIds: ['elections', 'cyber', 'coordination'],
        from: `${year}-03-01`,
        until: `${year + 1}-06-30`,
        covers: 'Indicators, sightings and advisories about systems that hold elections.',
        purposes: ['NETDEF', 'DSPLY', 'TENOT'],
        excludes: ['PII'],
        marking: green,
      },
      {
        id: agreementIds[1],
        title: 'Threats to election workers and polling places (exercise)',
        partyIds: ['elections', 'law-enforcement', 'intelligence', 'coordination'],
        from: `${year}-01-15`,
        until: `${year}-11-30`,
        covers: 'Whether a threat is credible, and advice for safety.',
        purposes: ['DSPLY', 'TENOT', 'OPACTION'],
        excludes: ['LES', 'PII'],
        marking: green,
      },
      {
        id: agreementIds[2],
        title: 'Releasable texts about foreign activity (exercise)',
        partyIds: roomAgencyIds,
        from: `${year}-09-01`,
        until: `${year + 1}-12-31`,
        covers: 'Tearlines with likelihood and confidence, narratives and official corrections.',
        purposes: ['DSPLY', 'TEARLINE', 'REQUEST'],
        excludes: ['INT', 'PII', 'TEI'],
        marking: green,
      },
    ]),
    put(readinesses, {
      electionId: scenario.election,
      phase: 'ELECTION_DAY',
      from: scenario.date,
      until: hoursAfter(scenario.at('18:00'), 12).slice(0, 10),
      marking: green,
    }),
    ...putAll(operationalPeriods, [
      {
        id: dayPeriod(scenario),
        name: 'Day shift',
        from: scenario.at('06:00'),
        until: scenario.at('18:00'),
        marking: green,
      },
      {
        id: `op-${scenario.date}-night`,
        name: 'Night shift',
        from: scenario.at('18:00'),
        until: hoursAfter(scenario.at('18:00'), 12),
        marking: green,
      },
    ]),
    put(sitreps, {
      id: `sitrep-${scenario.date}-0600`,
      issuedAt: scenario.at('06:00'),
      periodId: dayPeriod(scenario),
      summary:
        'All counties prepare to open at 07:00. Deceiving mail to election offices is seen since 05:50 and worked on. No threat to a polling place is known.',
      marking: green,
    }),
    ...putAll(checkIns, checkInRows(scenario)),
  ];
}

const agreementIds = ['agreement-cyber', 'agreement-threats', 'agreement-tearlines'] as const;

function dayPeriod({ date }: Scenario): string {
  return `op-${date}-day`;
}

function checkInRows(scenario: Scenario) {
  const random = scenario.random('check-ins');
  const silent = new Set(scenario.silent);
  const marking = scenario.marking('GREEN', 'coordination');
  return [...scenario.states, ...playedCounties(scenario)].map(({ ocdId }) => {
    const minute = random.between(36, 88);
    const fresh = scenario.at(`${minute < 60 ? '08' : '09'}:${String(minute % 60).padStart(2, '0')}`);
    return {
      ocdId,
      at: silent.has(ocdId) ? scenario.at('07:04') : fresh,
      expectedEveryMinutes: 60,
      marking,
    };
  });
}

function hoursAfter(instant: string, hours: number): string {
  return new Date(Date.parse(instant) + hours * 3_600_000).toISOString();
}
