import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agenciesOf, openWholeRoom, operationNames } from './whole-room.ts';
import type { Loose, RoomAnswer, WholeRoom } from './whole-room.ts';

const georgia = 'ocd-division/country:us/state:ga';

let room: WholeRoom;
beforeAll(async () => {
  room = await openWholeRoom();
});
afterAll(() => room.close());

/** The data of a named question, which must come without errors. */
async function answer(name: string): Promise<RoomAnswer['data']> {
  const { status, data, errors } = await room.ask(name);
  expect(errors).toEqual([]);
  expect(status).toBe(200);
  return data;
}

const named = (nodes: readonly { readonly name: string }[]): readonly string[] =>
  nodes.map(({ name }) => name);
const at = (time: string): string => room.scenario.at(time);

describe('a watch officer asks', () => {
  test('who is behind a narrative, how sure that is, and who disagrees', async () => {
    const [narrative, ...others] = (await answer('WhoIsBehind')).narratives.nodes;
    expect(others).toEqual([]);
    expect(narrative.foreignNexus).toMatchObject({
      likelihood: 'LIKELY',
      confidence: 'MODERATE',
      actor: { name: 'Ash Heron' },
      dissent: [{ agency: { name: 'Cyber defence agency (exercise)' }, likelihood: 'ROUGHLY_EVEN_CHANCE' }],
    });
    expect(narrative.incidents).toHaveLength(7);
  });

  test('which bulletins of the last two hours are not acknowledged', async () => {
    const bulletins = (await answer('UnacknowledgedBulletins')).bulletinsAwaitingAck;
    expect(
      bulletins.map((each: Loose) => [
        each.id,
        each.ackRate,
        each.overdue.length,
        each.unacknowledged.length,
      ]),
    ).toEqual([
      ['BUL-2024-0103', 0.4, 0, 3],
      ['BUL-2024-0102', 0.5, 6, 6],
    ]);
    expect(named(bulletins[1].indicators)).toEqual([
      'Sender domain of hoax threats',
      'Relay of hoax threats',
    ]);
    for (const { unacknowledged } of bulletins)
      for (const { liaison } of unacknowledged) expect(liaison.desk).toBeTruthy();
  });

  test('whether the accumulation meets the threshold', async () => {
    const { accumulation, notificationCase } = await answer('NotificationThreshold');
    expect(accumulation).toMatchObject({
      meetsThreshold: true,
      incidentCount: 7,
      jurisdictionCount: 7,
      severeCount: 3,
    });
    expect(accumulation.criteria.every(({ met }: { met: boolean }) => met)).toBe(true);
    expect(notificationCase).toMatchObject({
      stage: 'ASSESSED',
      intelligenceView: { likelihood: 'LIKELY' },
      narratives: [{ factStatus: 'MISLEADING' }],
    });
    expect(
      notificationCase.incidents.map(({ operationalImpact }: Loose) => operationalImpact.minutesLost),
    ).toEqual([195, 75, 0, 0, 0, 0, 0]);
  });

  test('which requests for information are past due, and what waits for them', async () => {
    const [request, ...others] = (await answer('OverdueRequests')).openRfis;
    expect(others).toEqual([]);
    expect(request).toMatchObject({
      dueAt: at('09:00'),
      minutesOverdue: 30,
      blocksDecision: 'Attribution statement for the 10:00 briefing',
      from: { id: 'intelligence', intelligencePresence: { onShift: expect.any(String) } },
      to: { id: 'law-enforcement', lawEnforcementPresence: { onShift: expect.any(String) } },
      incident: { id: room.scenario.story('hoaxFulton').id },
    });
  });

  test('what changed since the situation report, at all seven agencies, newest first', async () => {
    const { sitrep } = await answer('ChangedSinceSitrep');
    expect(sitrep.issuedAt).toBe(at('06:00'));
    const lists = Object.entries<Loose>(sitrep).filter(([, value]) => Array.isArray(value));
    expect(lists).toHaveLength(7);
    for (const [name, changes] of lists) {
      expect(changes.length, name).toBeGreaterThan(0);
      const times = changes.map((each: { at: string }) => each.at);
      expect(times, name).toEqual(times.toSorted().toReversed());
      expect(times.at(-1) >= sitrep.issuedAt, name).toBe(true);
    }
  });

  test('where two agencies say different things', async () => {
    const { disagreements } = await answer('Disagreements');
    expect(disagreements.map(({ aspect, incident }: Loose) => [aspect, incident.id])).toEqual([
      ['ATTRIBUTION', room.scenario.story('hoaxFulton').id],
      ['STATUS', room.scenario.story('pollbookCobb').id],
      ['RESPONSE', room.scenario.story('ddosChatham').id],
    ]);
    const [attribution] = disagreements;
    expect(attribution.incident.attribution.judgments.map(({ opinion }: Loose) => opinion)).toEqual([
      null,
      'DISAGREE',
      'NEUTRAL',
    ]);
    for (const { positions } of disagreements) expect(positions.length).toBeGreaterThan(1);
  });

  test('what law enforcement holds on an incident', async () => {
    const { operationalImpact, lawEnforcement } = (await answer('CaseFile')).incident;
    expect(operationalImpact.priority).toBe('MEDIUM');
    expect(lawEnforcement.evidenceHold.conflictsWithRestore).toBe(true);
  });

  test('which rules govern fields, whose they are and whether one can ask', async () => {
    const { viewer, fieldRules, releaseRequests } = await answer('WhatAmINotSeeing');
    expect(viewer).toMatchObject({ agency: 'coordination', roles: ['WATCH_OFFICER'] });
    expect(fieldRules.nodes).toEqual([
      {
        coordinate: 'Attribution.full',
        custodian: 'intelligence',
        action: 'attribution.full',
        withholdMode: 'TEARLINE',
        reason: 'ORCON',
        requestable: true,
      },
      {
        coordinate: 'Incident.victim',
        custodian: 'coordination',
        action: 'incident.victim',
        withholdMode: 'GENERALIZE',
        reason: 'VICTIM_PROTECTION',
        requestable: true,
      },
    ]);
    expect(releaseRequests).toHaveLength(2);
  });

  test('what is exercise traffic: everything of today, and nothing of it is real', async () => {
    const { exercises, incidents } = await answer('ExerciseTraffic');
    expect(named(exercises.nodes)).toEqual(['Autumn Lantern 2024', 'Summer Lantern 2024']);
    const inGeorgia = room.scenario.incidents.filter(({ state }) => state === georgia);
    expect(incidents.totalCount).toBe(inGeorgia.length);
    for (const { marking, inject } of incidents.nodes) {
      expect(marking).toEqual({ status: 'EXERCISE', case: room.scenario.exercise });
      expect(inject.releasedAt).not.toBeNull();
    }
    const real = await room.ask('{ incidents(filter: { capStatus: ACTUAL }) { totalCount } }');
    expect(real.data).toEqual({ incidents: { totalCount: 0 } });
  });

  test('whether the last exercise has mended this', async () => {
    const { nodes } = (await answer('CorrectiveActions')).incidents;
    const of = (name: Parameters<typeof room.scenario.story>[0]): Loose[] =>
      nodes.find(({ id }: { id: string }) => id === room.scenario.story(name).id).correctiveActions;
    expect(of('hoaxFulton')).toMatchObject([
      { closedOnTime: true, exercise: { name: 'Summer Lantern 2024' } },
    ]);
    expect(of('pollbookCobb')).toMatchObject([
      { closedAt: null, owner: { agency: { name: expect.any(String) } } },
    ]);
    expect(of('pollbookCobb')[0]?.['dueAt'] < room.scenario.date).toBe(true);
  });

  test('which jurisdictions went silent after they opened', async () => {
    const silent = (await answer('SilentJurisdictions')).silentJurisdictions;
    expect(silent.map(({ ocdId }: { ocdId: string }) => ocdId).toSorted()).toEqual(
      room.scenario.silent.toSorted(),
    );
    for (const { opening, sensorCoverage, lastCheckIn } of silent) {
      expect(opening.minutesSilent).toBeGreaterThan(60);
      expect([sensorCoverage.silent, lastCheckIn.silent]).toEqual([true, true]);
    }
  });
});

describe.each(operationNames())('%s', (name) => {
  test('asks the agencies that it says it asks, and no other', async () => {
    const { asked } = await room.ask(name);
    expect(asked.toSorted()).toEqual(agenciesOf(name).toSorted());
    // The one question that the gateway answers itself, from the rules in the graph.
    if (name !== 'WhatAmINotSeeing') expect(asked.length).toBeGreaterThanOrEqual(3);
  });
});

test('the named operations are the briefing, a case file and the eighteen questions', () => {
  expect(operationNames()).toHaveLength(20);
});
