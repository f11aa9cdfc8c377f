import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import cyber from '../../subgraphs/cyber/index.ts';
import { openings } from '../../subgraphs/cyber/watch-bands.ts';
import { domains, exposures, sensors } from '../../subgraphs/cyber/watch-tables.ts';
import elections from '../../subgraphs/elections/index.ts';
import { devices, systems, systemUses, systemWeaknesses } from '../../subgraphs/elections/system-tables.ts';
import { guardedStore, visibleRows } from '../../subgraphs/kit/guard/guarded-rows.ts';
import type { Marking } from '../../subgraphs/kit/marking.ts';
import { upsert } from '../../subgraphs/kit/upsert.ts';
import { rightsOf } from '../kit/agency-rights.ts';
import { openSubgraph, type OpenedSubgraph } from '../kit/open-subgraph.ts';

const georgia = 'ocd-division/country:us/state:ga';
const fulton = `${georgia}/county:fulton`;
const echols = `${georgia}/county:echols`;

const real = (tlp: Marking['tlp'], originator: string): Marking => ({
  tlp,
  releasableTo: [],
  originator,
  caveats: [],
  case: null,
  status: 'ACTUAL',
});

describe('counts of the election offices', () => {
  let room: OpenedSubgraph;
  beforeAll(async () => {
    room = await openSubgraph(elections);
  });
  afterAll(() => room.close());

  const system =
    '{ votingSystems(first: 50) { nodes { id deviceCount jurisdictionCount devices { id } jurisdictions { ocdId } } } }';
  const weakness = `query ($of: [_Any!]!) { _entities(representations: $of) {
    ... on Advisory { affectedDeviceCount affectedJurisdictionCount affectedJurisdictions { ocdId } affectedDevices { id } }
    ... on Vulnerability { affectedDeviceCount affectedDevices { id } } } }`;
  const of = [
    { __typename: 'Advisory', id: 'ICSA-2024-EX-01' },
    { __typename: 'Vulnerability', cveId: 'CVE-1900-0001' },
    { __typename: 'Advisory', id: 'ICSA-22-154-01' },
  ];

  test.each(['watch-officer', 'county-clerk', 'vendor-liaison', 'intelligence-analyst', 'cyber-analyst'])(
    'are the whole number for the %s, who may see few or none of what is counted',
    async (persona) => {
      const rights = rightsOf(elections, persona);
      const [all, seen] = [await room.ask(system), await room.ask(system, {}, rights)];
      expect(seen.errors).toEqual([]);
      expect(all.data.votingSystems.nodes.length).toBeGreaterThan(1);
      for (const [at, each] of all.data.votingSystems.nodes.entries()) {
        expect(each.deviceCount).toBe(each.devices.length);
        expect(each.jurisdictionCount).toBe(each.jurisdictions.length);
        expect(each.deviceCount).toBeGreaterThan(1);
        expect(seen.data.votingSystems.nodes[at]).toMatchObject({
          id: each.id,
          deviceCount: each.deviceCount,
          jurisdictionCount: each.jurisdictionCount,
        });
        if (persona !== 'cyber-analyst')
          expect((seen.data.votingSystems.nodes[at].devices ?? []).length).toBeLessThan(each.deviceCount);
      }
    },
  );

  test.each(['watch-officer', 'county-clerk'])('of a weakness, too, for the %s', async (persona) => {
    const [all, seen] = [
      await room.ask(weakness, { of }),
      await room.ask(weakness, { of }, rightsOf(elections, persona)),
    ];
    const [advisory, vulnerability, other] = seen.data._entities;
    const [whole] = all.data._entities;
    expect(whole.affectedDeviceCount).toBe(whole.affectedDevices.length);
    expect(advisory).toMatchObject({
      affectedDeviceCount: whole.affectedDeviceCount,
      affectedJurisdictionCount: whole.affectedJurisdictions.length,
    });
    expect((advisory.affectedDevices ?? []).length).toBeLessThan(whole.affectedDeviceCount);
    expect(vulnerability.affectedDeviceCount).toBe(whole.affectedDeviceCount);
    expect(other).toMatchObject({ affectedDeviceCount: null, affectedJurisdictionCount: null });
  });

  test('a number is for whom the rule of its own field allows, and nobody else', async () => {
    const { data } = await room.ask(weakness, { of }, rightsOf(elections, 'public'));
    expect(data._entities.slice(0, 2)).toEqual([
      {
        affectedDeviceCount: null,
        affectedJurisdictionCount: null,
        affectedJurisdictions: null,
        affectedDevices: null,
      },
      { affectedDeviceCount: null, affectedDevices: null },
    ]);
  });

  test('nothing of the exercise is counted for who is not in it, and what is real is', async () => {
    const outsider = rightsOf(elections, 'exercise-outsider');
    const asked = await room.ask(weakness, { of }, outsider);
    expect(asked.data._entities[0]).toMatchObject({
      affectedDeviceCount: null,
      affectedJurisdictionCount: null,
    });

    const before = await room.ask(weakness, { of });
    const id = 'real:system:1';
    await upsert(room.store, systems, [
      { id, vendor: 'Real', product: 'System', version: '1', marking: real('GREEN', 'elections') },
    ]);
    await upsert(room.store, systemUses, [
      { system: id, jurisdiction: fulton },
      { system: id, jurisdiction: echols },
    ]);
    await upsert(room.store, systemWeaknesses, [{ weakness: 'ICSA-2024-EX-01', system: id }]);
    const device = (name: string, jurisdiction: string, marking: Marking) => ({
      id: `${id}@${name}`,
      type: 'BMD',
      system: id,
      jurisdiction,
      place: null,
      count: 3,
      mitigated: false,
      advisoryAcknowledgedAt: null,
      marking,
    });
    await upsert(room.store, devices, [
      device('fulton', fulton, real('AMBER_STRICT', 'elections')),
      device('echols', echols, real('AMBER_STRICT', 'elections')),
      device('invented', fulton, { ...real('AMBER_STRICT', 'elections'), status: 'EXERCISE' }),
    ]);

    const after = await room.ask(weakness, { of }, outsider);
    expect(after.data._entities[0]).toMatchObject({ affectedDeviceCount: 2, affectedJurisdictionCount: 2 });
    const player = await room.ask(weakness, { of }, rightsOf(elections, 'watch-officer'));
    expect(player.data._entities[0].affectedDeviceCount).toBe(
      before.data._entities[0].affectedDeviceCount + 3,
    );
    const listed = await room.ask(system, {}, outsider);
    expect(listed.data.votingSystems.nodes).toEqual([
      { id, deviceCount: 2, jurisdictionCount: 2, devices: null, jurisdictions: null },
    ]);
  });
});

describe('bands of the cyber agency', () => {
  let room: OpenedSubgraph;
  beforeAll(async () => {
    room = await openSubgraph(cyber);
  });
  afterAll(() => room.close());

  const bands = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Jurisdiction { sensorBand exposureBand } } }`;
  const of = [fulton, echols].map((ocdId) => ({ __typename: 'Jurisdiction', ocdId }));
  const bandsFor = async (persona: string) =>
    (await room.ask(bands, { of }, rightsOf(cyber, persona))).data._entities;

  test('are the same for everybody in the exercise, and none of them for who is not', async () => {
    const whole = (await room.ask(bands, { of })).data._entities;
    expect(whole[0]).toEqual({ sensorBand: expect.any(String), exposureBand: expect.any(String) });
    expect(await bandsFor('watch-officer')).toEqual(whole);
    expect(await bandsFor('cyber-analyst')).toEqual(whole);
    expect((await bandsFor('exercise-outsider'))[0]).toEqual({ sensorBand: null, exposureBand: null });
  });

  test('are made of what is real for who is not in the exercise', async () => {
    const marking = real('AMBER_STRICT', 'cyber');
    await upsert(room.store, sensors, [
      {
        jurisdiction: echols,
        networkSensor: true,
        endpointDetection: true,
        domainBlocking: true,
        lastReportAt: null,
        marking,
      },
    ]);
    const open = (id: string, status: Marking['status']) => ({
      id,
      jurisdiction: echols,
      asset: 'a server',
      cveId: null,
      unpatched: 1,
      since: '2024-11-01T00:00:00.000Z',
      mitigatedAt: null,
      marking: { ...marking, status },
    });
    await upsert(room.store, exposures, [
      open('real', 'ACTUAL'),
      open('invented 1', 'EXERCISE'),
      open('invented 2', 'EXERCISE'),
      open('invented 3', 'EXERCISE'),
    ]);
    const band = (exposureBand: string) => ({ sensorBand: 'most of it watched', exposureBand });
    expect((await bandsFor('exercise-outsider'))[1]).toEqual(band('something open'));
    expect((await bandsFor('watch-officer'))[1]).toEqual(band('much open'));
  });

  test('domains follow the rule of `Domain`, which is public, and an invented one is for who is in the exercise', async () => {
    const held = (name: string, status: Marking['status']) => ({
      name,
      type: 'County',
      organization: 'Fulton County',
      hasSecurityContact: true,
      jurisdiction: fulton,
      provenance: { source: 'test', file: 'a file', record: '1' },
      marking: { ...real('AMBER', 'cyber'), status },
    });
    expect(domains.ruled?.type).toBe('Domain');
    expect(visibleRows(guardedStore(room.store, rightsOf(cyber, 'public')), domains)).toBeUndefined();
    expect(openings.ruled).toBeUndefined();
    await upsert(room.store, domains, [held('real.gov', 'ACTUAL'), held('invented.gov', 'EXERCISE')]);
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Jurisdiction { domains { name } } } }`;
    const namesFor = async (persona: string) =>
      (await room.ask(query, { of: of.slice(0, 1) }, rightsOf(cyber, persona))).data._entities[0].domains;
    expect(await namesFor('exercise-outsider')).toEqual([{ name: 'real.gov' }]);
    expect(await namesFor('watch-officer')).toEqual([{ name: 'invented.gov' }, { name: 'real.gov' }]);
  });
});
