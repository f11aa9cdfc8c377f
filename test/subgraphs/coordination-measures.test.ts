import { describe, expect, test } from 'vitest';
import { accumulationOf } from '../../subgraphs/coordination/accumulation.ts';
import { averageOf } from '../../subgraphs/coordination/cooperation-average.ts';
import { figuresOf } from '../../subgraphs/coordination/cooperation-figures.ts';
import { cooperationMetrics } from '../../subgraphs/coordination/cooperation-metrics.ts';
import type { Incident } from '../../subgraphs/coordination/incident-tables.ts';
import type { NotificationCase } from '../../subgraphs/coordination/room-tables.ts';
import { trafficOf } from '../../subgraphs/coordination/traffic.ts';
import type { Pair, SentBulletin, Traffic } from '../../subgraphs/coordination/traffic.ts';
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
    const figures = figuresOf(trafficOf([sent('a', minutes, 'EXERCISE')], []));
    expect(figures).toMatchObject({ bulletins: minutes.length, medianMinutesToAcknowledge: median });
  });

  test('of real traffic and of an exercise are never put together', () => {
    const seen = trafficOf([sent('a', [1], 'ACTUAL'), sent('b', [2, null], 'EXERCISE')], []);
    const metrics = cooperationMetrics({ seen, everybodys: seen, agencies: [], isShown: () => true });
    expect(
      metrics.map(({ marking: { status }, figures }) => [status, figures?.bulletins, figures?.acknowledged]),
    ).toEqual([
      ['ACTUAL', 1, 1],
      ['EXERCISE', 2, 1],
    ]);
  });
});

describe('the average of pairs', () => {
  const bulletins = (issuerId: string, ...minutes: readonly (number | null)[]): readonly Traffic[] =>
    minutes.map((each) => ({
      kind: 'bulletin',
      issuerId,
      recipientId: 'elections',
      status: 'EXERCISE',
      minutes: each,
    }));
  const rfi = (issuerId: string): Traffic => ({
    kind: 'rfi',
    issuerId,
    recipientId: 'elections',
    status: 'EXERCISE',
    isOnTime: true,
  });
  const nobodys = (): boolean => false;
  const three = [...bulletins('a', 10), ...bulletins('b', 20, null), ...bulletins('c', 30, null, null)];

  test('is of each figure over the pairs that have it', () => {
    expect(averageOf(three, 'EXERCISE', nobodys)).toEqual({
      bulletins: 2,
      acknowledged: 1,
      medianMinutesToAcknowledge: 20,
      rfis: null,
      rfisOnTime: null,
    });
  });

  test.each([
    ['fewer than three pairs', three.slice(0, 3), nobodys],
    ['three pairs of which the reader is shown one', three, ({ issuerId }: Pair) => issuerId === 'c'],
    ['three pairs of which one is real', [...three.slice(0, 3), ...asActual(bulletins('c', 30))], nobodys],
  ] as const)('does not tell a figure of %s', (_, traffic, isShown) => {
    expect(averageOf(traffic, 'EXERCISE', isShown)).toBeNull();
  });

  test('does not tell one of its figures that fewer than three pairs have', () => {
    expect(averageOf([...three, rfi('a'), rfi('b'), rfi('b')], 'EXERCISE', nobodys)).toMatchObject({
      bulletins: 2,
      rfis: null,
      rfisOnTime: null,
    });
  });

  test('does not tell by a 0 that each of them is 0', () => {
    const few = [...bulletins('a', 10), ...bulletins('b', null), ...bulletins('c', null)];
    const none = [...bulletins('a', null), ...bulletins('b', null), ...bulletins('c', null)];
    expect(averageOf(few, 'EXERCISE', nobodys)?.acknowledged).toBe(0);
    expect(averageOf(none, 'EXERCISE', nobodys)?.acknowledged).toBe(0);
  });

  test('stands at every pair of others, whether they had to do with each other or not', () => {
    const agencies = ['a', 'b', 'elections'];
    const isShown = ({ issuerId }: Pair): boolean => issuerId === 'b';
    const many = bulletins('b', ...Array.from({ length: 20 }, () => 5));
    const everybodys = [...three, ...many, ...bulletins('d', 40)];
    const metrics = cooperationMetrics({ seen: everybodys, everybodys, agencies, isShown });
    expect(
      metrics.map(({ issuerId, recipientId, figures, average }) => [
        issuerId,
        recipientId,
        figures?.bulletins,
        average?.bulletins,
      ]),
    ).toEqual([
      ['a', 'b', undefined, 2],
      ['a', 'elections', undefined, 2],
      ['b', 'elections', 22, 2],
      ['elections', 'a', undefined, 2],
      ['elections', 'b', undefined, 2],
    ]);
  });

  function asActual(traffic: readonly Traffic[]): readonly Traffic[] {
    return traffic.map((each) => ({ ...each, status: 'ACTUAL' }));
  }
});
