import type { Marking } from '../kit/marking.ts';
import type { Incident } from './incident-tables.ts';
import type { NotificationCase } from './room-tables.ts';

/** Whether many incidents together meet the threshold for notification, as the schema's type has it. */
export interface Accumulation {
  readonly meetsThreshold: boolean;
  readonly incidentCount: number;
  readonly jurisdictionCount: number;
  readonly severeCount: number;
  readonly criteria: readonly Criterion[];
  readonly marking: Marking;
}

interface Criterion {
  readonly name: string;
  readonly value: number;
  readonly threshold: number;
  readonly met: boolean;
}

/** Severities in the order of the National Cyber Incident Scoring System, the least first. */
export const severities: readonly string[] = [
  'BASELINE_NEGLIGIBLE',
  'BASELINE_MINOR',
  'LOW',
  'MEDIUM',
  'HIGH',
  'SEVERE',
  'EMERGENCY',
];

const high = severities.indexOf('HIGH');
const dayMs = 86_400_000;

/**
 * The accumulation of a case's incidents at a time; it meets the threshold when every criterion is met.
 *
 * Reach: states, 3. Scale: incidents, 5. Severity: incidents of High or above, 3. Novelty: part of the incidents
 * that began in the last 24 hours, 0.5. Proximity: days to or since the election, 1 at most. An incident that
 * repeats another, or that was nothing, is not counted. Only those count that their reader may know of.
 */
export function accumulationOf(of: NotificationCase, all: readonly Incident[], now: string): Accumulation {
  const incidents = all.filter(
    ({ duplicateOfId, determination }) => duplicateOfId === null && determination !== 'FALSE_POSITIVE',
  );
  const severeCount = incidents.filter(({ severityRank }) => severityRank >= high).length;
  const today = Date.parse(now);
  const recent = incidents.filter(({ occurredAt }) => today - Date.parse(occurredAt) <= dayMs).length;
  const days = Math.abs(Date.parse(now.slice(0, 10)) - Date.parse(of.electionDate)) / dayMs;
  const criteria = [
    atLeast('reach', distinct(incidents.map(({ stateId }) => stateId)), 3),
    atLeast('scale', incidents.length, 5),
    atLeast('severity', severeCount, 3),
    atLeast('novelty', incidents.length === 0 ? 0 : recent / incidents.length, 0.5),
    { name: 'proximity', value: days, threshold: 1, met: days <= 1 },
  ];
  return {
    meetsThreshold: criteria.every(({ met }) => met),
    incidentCount: incidents.length,
    // Whether the protected victim of a breach is one of the other counties would tell who it is not, or is.
    jurisdictionCount: distinct(
      incidents.map(({ id, jurisdictionId, protectsVictim }) => (protectsVictim ? id : jurisdictionId)),
    ),
    severeCount,
    criteria,
    marking: of.marking,
  };
}

function atLeast(name: string, value: number, threshold: number): Criterion {
  return { name, value, threshold, met: value >= threshold };
}

function distinct(values: readonly string[]): number {
  return new Set(values).size;
}
