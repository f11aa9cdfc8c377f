import { describe, expect, test } from 'vitest';
import { accumulationOf } from '../../subgraphs/coordination/accumulation.ts';
import { cooperationMetrics } from '../../subgraphs/coordination/cooperation-metrics.ts';
import type { SentBulletin } from '../../subgraphs/coordination/cooperation-metrics.ts';
import type { Incident } from '../../subgraphs/coordination/incident-tables.ts';
import type { NotificationCase } from '../../subgraphs/coordination/room-tables.ts';
import type { CapStatus, Marking } from '../../subgraphs/kit/marking.ts';

const now = '2024-11-05T14:30:00.000Z';

function marking(status: CapStatus = 'EXERCISE'): Marking {
  return { tlp: 'GREEN', releasableTo: [], originator: 'cyber', caveats: [], case: null, status };
}

function notificationCase(electionDate = '2024-11-05'): NotificationCase {
  return {
    id: 'nc',
    title: 'case',
    stage: 'NOMINATED',
    openedAt: now,
    nominatedById: 'cyber',
    narrativeIds: [],
    electionDate,
    deliberation: null,
    marking: marking(),
  };
}

function incident(state: string, change: Partial<Incident> = {}): Incident {
  return {
    id: `${state}-${JSON.stringify(change)}`,
    title: 'incident',
    type: 'BOMB_THREAT',
    status: 'OPEN',
    severity: 'HIGH',
    severityRank: 4,
    determination: 'SUSPECTED',
    occurredAt: '2024-11-05T13:00:00.000Z',
    reportedAt: now,
    updatedAt: now,
    closedAt: null,
    stateId: `country:us/state:${state}`,
    jurisdictionId: `country:us/state:${state}/county:${state}`,
    protectsVictim: false,
    broughtInBy: 'elections',
    placeIds: [],
    duplicateOfId: null,
    whatToDo: null,
    marking: marking(),
    ...change,
  };
}

describe('an accumulation', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map((state) => incident(state));
  const old = { occurredAt: '2024-11-03T13:00:00.000Z' };

  test.each([
    ['meets the threshold with every criterion', five, '2024-11-05', []],
    ['needs three states', five.map(() => incident('a')), '2024-11-05', ['reach']],
    ['needs five incidents', five.slice(0, 4), '2024-11-05', ['scale']],
    [
      'does not count one that repeats another',
      [...five.slice(1), incident('a', { duplicateOfId: 'x' })],
      '2024-11-05',
      ['scale'],
    ],
    [
      'does not count one that was nothing',
      [...five.slice(1), incident('a', { determination: 'FALSE_POSITIVE' })],
      '2024-11-05',
      ['scale'],
    ],
    [
      'needs three that are High',
      [...five.slice(0, 2), ...five.slice(2).map((each) => ({ ...each, severityRank: 3 }))],
      '2024-11-05',
      ['severity'],
    ],
    [
      'needs half of them to be new',
      five.map((each, index) => (index < 3 ? { ...each, ...old } : each)),
      '2024-11-05',
      ['novelty'],
    ],
    ['must be near the election', five, '2024-11-08', ['proximity']],
    ['of nothing meets nothing', [], '2024-11-05', ['reach', 'scale', 'severity', 'novelty']],
  ] as const)('%s', (_, incidents, date, unmet) => {
    const { criteria, meetsThreshold } = accumulationOf(notificationCase(date), incidents, now);
    expect(criteria.filter(({ met }) => !met).map(({ name }) => name)).toEqual(unmet);
    expect(meetsThreshold).toBe(unmet.length === 0);
  });
});

describe('cooperation metrics', () => {
  function sent(id: string, minutes: readonly (number | null)[], status: CapStatus): SentBulletin {
    return {
      bulletin: {
        id,
        headline: id,
        text: id,
        whatToDo: id,
        issuerId: 'cyber',
        issuedAt: now,
        msgType: 'ALERT',
        urgency: 'IMMEDIATE',
        certainty: 'OBSERVED',
        incidentId: null,
        ackDueAt: now,
        indicatorIds: [],
        marking: marking(status),
      },
      audience: minutes.map((_, index) => ({
        bulletinId: id,
        ocdId: String(index),
        agencyId: 'elections',
        capStatus: status,
      })),
      acknowledgements: minutes.flatMap((each, index) =>
        each === null
          ? []
          : [
              {
                bulletinId: id,
                byId: String(index),
                at: now,
                minutesToAcknowledge: each,
                feedback: null,
                marking: marking(status),
              },
            ],
      ),
    };
  }

  test.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 100], 3],
    [[7, null], 7],
    [[null, null], null],
  ] as const)('the median of %j is %j', (minutes, median) => {
    const [metric] = cooperationMetrics([sent('a', minutes, 'EXERCISE')], []);
    expect(metric).toMatchObject({ bulletins: minutes.length, medianMinutesToAcknowledge: median });
  });

  test('of real traffic and of an exercise are never put together', () => {
    const metrics = cooperationMetrics([sent('a', [1], 'ACTUAL'), sent('b', [2, null], 'EXERCISE')], []);
    expect(metrics.map((metric) => [metric.marking.status, metric.bulletins, metric.acknowledged])).toEqual([
      ['ACTUAL', 1, 1],
      ['EXERCISE', 2, 1],
    ]);
  });
});
