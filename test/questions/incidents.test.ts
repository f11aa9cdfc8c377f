import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWholeRoom } from './whole-room.ts';
import type { Loose, RoomAnswer, WholeRoom } from './whole-room.ts';

const georgia = 'ocd-division/country:us/state:ga';
const county = (name: string): string => `${georgia}/county:${name}`;

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
  test('what is going on this morning: six agencies on one incident', async () => {
    const { totalCount, nodes } = (await answer('RoomAt0930')).situation.incidents;
    expect(totalCount).toBe(3);
    const fulton = nodes.find(({ id }: { id: string }) => id === room.scenario.story('hoaxFulton').id);
    expect(fulton).toMatchObject({
      severity: 'HIGH',
      determination: 'SUSPECTED',
      lawEnforcement: {
        credibility: 'NON_CREDIBLE',
        assessedAt: at('08:30'),
        lead: { name: 'Law enforcement (exercise)' },
      },
      cyber: { priority: 'HIGH' },
      attribution: {
        likelihood: 'LIKELY',
        confidence: 'MODERATE',
        dissent: [{ agency: { name: 'Cyber defence agency (exercise)' } }],
      },
      relatedNarratives: [
        { officialCorrection: { url: expect.stringMatching(/^https:\/\/.*\.example\//u) } },
      ],
      accountable: { agency: { name: 'Law enforcement (exercise)' } },
      bulletins: [{ ackRate: 0.5 }],
    });
    expect(fulton.operationalImpact.minutesLost).toBe(195);
    expect(fulton.operationalImpact.places).toHaveLength(32);
    expect(
      fulton.operationalImpact.places.filter((each: { minutesClosed: number }) => each.minutesClosed > 0),
    ).toHaveLength(5);
    expect(named(fulton.bulletins[0].overdue)).toHaveLength(6);
    expect(fulton.cyber.indicators[0]).toMatchObject({
      pattern: "[email-message:sender_ref.value LIKE '%@mail-lantern.example']",
      sightings: { count: 23 },
    });
  });

  test('which places are disrupted now, why, since when, who leads, is it credible', async () => {
    const places = (await answer('DisruptedPlaces')).disruptedPlaces;
    expect(
      places.map(({ status, disruption, id }: Loose) => [
        status,
        id.split('/place')[0],
        disruption.since,
        disruption.incidents[0].id,
        disruption.incidents[0].lawEnforcement?.credibility ?? null,
      ]),
    ).toEqual([
      ['RELOCATED', county('dougherty'), at('06:45'), room.scenario.story('outageDougherty').id, null],
      ['CLOSED', county('cobb'), at('07:10'), room.scenario.story('pollbookCobb').id, null],
      ['CLOSED', county('cobb'), at('07:10'), room.scenario.story('pollbookCobb').id, null],
      ['EVACUATED', county('fulton'), at('08:15'), room.scenario.story('hoaxFulton').id, 'NON_CREDIBLE'],
      [
        'EVACUATED',
        county('dekalb'),
        expect.any(String),
        room.scenario.story('hoaxDekalb').id,
        'NON_CREDIBLE',
      ],
    ]);
    for (const place of places) expect(place.disruption.incidents[0].accountable.onShift.desk).toBeTruthy();
  });

  test('whether the threats are one campaign', async () => {
    const { totalCount, nodes } = (await answer('OneCampaign')).incidents;
    expect(totalCount).toBe(7);
    const shared = new Set(
      nodes.map((each: Loose) => each.cyber.indicators.map(({ id }: { id: string }) => id).join()),
    );
    expect(shared.size).toBe(1);
    for (const { campaign, relatedNarratives } of nodes) {
      expect(campaign.name).toBe('Paper Lantern');
      expect(campaign.judgments.map(({ agency }: Loose) => agency.id)).toEqual([
        'intelligence',
        'cyber',
        'law-enforcement',
      ]);
      expect(relatedNarratives).toHaveLength(1);
    }
  });

  test('how many minutes of voting were lost, and what was done about them', async () => {
    const incidents: readonly Loose[] = (await answer('MinutesLost')).incidents.nodes;
    const of = (name: Parameters<typeof room.scenario.story>[0]): Loose =>
      incidents.find(({ id }) => id === room.scenario.story(name).id)?.['operationalImpact'];
    expect(of('hoaxFulton')).toMatchObject({
      minutesLost: 195,
      extensionRequestedAt: at('09:00'),
      extensionGrantedUntil: at('19:20'),
      publicTold: true,
    });
    expect(of('pollbookCobb')).toMatchObject({ minutesLost: 390, extensionGrantedUntil: null });
    expect(of('outageDougherty').minutesLost).toBe(90);
    expect(of('swattingHall').minutesLost).toBe(20);
    for (const { operationalImpact } of incidents) {
      const sum = operationalImpact.places.reduce(
        (all: number, each: { minutesClosed: number }) => all + each.minutesClosed,
        0,
      );
      expect(sum).toBe(operationalImpact.minutesLost);
    }
  });

  test('who runs a product that an advisory names, and who acted', async () => {
    const { advisory, votingSystems } = await answer('AffectedByAdvisory');
    const clearMark = room.scenario.systems.find(({ product }) => product === 'ClearMark BMD');
    expect(advisory.products).toEqual([
      { name: 'Northlight Ballot Works ClearMark BMD 4.2', version: '4.2' },
    ]);
    const counties = new Set(advisory.affectedDevices.map((each: Loose) => each.jurisdiction.ocdId));
    expect(counties).toEqual(new Set(clearMark?.counties));
    const mitigated = advisory.affectedDevices.filter(
      ({ mitigated: done }: { mitigated: boolean }) => done,
    ).length;
    expect(mitigated).toBeGreaterThan(0);
    expect(mitigated).toBeLessThan(advisory.affectedDevices.length);
    expect(votingSystems.nodes).toHaveLength(1);
    expect(votingSystems.nodes[0].exposures).toEqual([]);
  });

  test('who has seen an indicator, may others be warned, who has no sensor', async () => {
    const { indicator, jurisdictions } = await answer('IndicatorReach');
    expect(indicator).toMatchObject({ pap: 'GREEN', marking: { tlp: 'GREEN' }, sightings: { count: 30 } });
    expect(
      indicator.sightings.items.nodes.map(({ reporterOffice }: Loose) => reporterOffice.name).toSorted(),
    ).toEqual(['Bibb', 'Clarke', 'Lowndes', 'Muscogee']);
    expect(jurisdictions.totalCount).toBe(159);
    const blind = jurisdictions.nodes.filter(({ sensorCoverage }: Loose) => !sensorCoverage.networkSensor);
    expect(blind.length).toBeGreaterThan(30);
    expect(blind.length).toBeLessThan(80);
  });

  test('who is Accountable for the flooded results site, and who is the backup', async () => {
    const { incidents, whoIs } = await answer('WhoIsAccountable');
    expect(incidents.nodes).toHaveLength(1);
    expect(incidents.nodes[0]).toMatchObject({
      id: room.scenario.story('ddosChatham').id,
      accountable: {
        raci: 'ACCOUNTABLE',
        agency: { name: 'State election offices (exercise)' },
        onShift: { desk: 'Chatham County results desk' },
        backup: { desk: 'State results desk' },
      },
      cyber: { priority: 'HIGH' },
    });
    expect(whoIs).toHaveLength(1);
  });

  test('whether the chief state election official was told of a breach', async () => {
    const [lowndes, glynn, ...others] = (await answer('StateOfficialTold')).incidents.nodes;
    expect(others).toEqual([]);
    expect(lowndes.stateOfficialNotice).toMatchObject({
      status: 'NOTIFIED',
      notifiedAt: at('07:30'),
      notifiedBy: { name: 'Law enforcement (exercise)' },
      delayApprovedBy: null,
    });
    expect(lowndes.victimNotifications.map((each: Loose) => [each.recipientKind, each.notifiedAt])).toEqual([
      ['VICTIM', at('07:00')],
      ['CHIEF_STATE_OFFICIAL', at('07:30')],
    ]);
    expect(glynn.stateOfficialNotice).toMatchObject({
      status: 'DELAYED',
      notifiedAt: null,
      delayApprovedBy: 'Assistant Director, Cyber Division (exercise)',
    });
  });

  test('whether a claim that machines are down is true', async () => {
    const [claim, ...others] = (await answer('ViralClaim')).narratives.nodes;
    expect(others).toEqual([]);
    expect(claim).toMatchObject({
      factStatus: 'FALSE',
      officialCorrection: { url: 'https://gwinnett-elections.example/facts', by: { name: 'Gwinnett' } },
      targets: [{ name: 'Gwinnett', opening: { status: 'OPEN' } }],
    });
    expect(claim.deviceReality).toMatch(/^One ballot marking device/u);
    const fault = claim.incidents.find(({ type }: { type: string }) => type === 'DEVICE_FAULT');
    expect(
      fault.operationalImpact.devices[0].events.map(
        ({ disposition }: { disposition: string }) => disposition,
      ),
    ).toEqual(['SUCCESS', 'NA', 'FAILURE']);
  });
});
