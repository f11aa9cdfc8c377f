import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import agency from '../../subgraphs/intelligence/index.ts';
import type { RecordOf } from '../../subgraphs/kit/load/record.ts';
import type { StixObject } from '../../subgraphs/kit/load/stix-object.ts';
import type { Tlp } from '../../subgraphs/kit/marking.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { OpenedSubgraph } from '../kit/open-subgraph.ts';

describe('what intelligence imports', () => {
  let room: OpenedSubgraph;
  beforeAll(async () => {
    room = await openSubgraph(agency);
  });
  afterAll(() => room.close());

  const record = (
    object: StixObject,
    tlp: Tlp = 'CLEAR',
    catalogue: 'DISARM' | null = null,
  ): RecordOf<'stix'> => ({
    kind: 'stix',
    object,
    catalogue,
    fieldMarkings: [],
    marking: { tlp, releasableTo: [], originator: 'intelligence', caveats: [], case: null, status: 'ACTUAL' },
    provenance: {
      file: 'a.json',
      format: 'stix',
      record: 'objects[0]',
      source: 'Bundle',
      licence: null,
      statements: [],
    },
  });
  const uuid = '00000000-0000-4000-8000-000000000001';
  const group: StixObject = {
    type: 'intrusion-set',
    id: `intrusion-set--${uuid}`,
    name: 'Group',
    aliases: ['Group', 'Band "One"'],
    goals: ['Gain'],
    first_seen: '2020-01-01T00:00:00.123456Z',
  };
  const person: StixObject = { type: 'threat-actor', id: `threat-actor--${uuid}`, name: 'Persona' };
  const operation: StixObject = {
    type: 'campaign',
    id: `campaign--${uuid}`,
    name: 'Operation',
    objective: 'An end',
  };
  const attributed = (number: number, target: StixObject): StixObject => ({
    type: 'relationship',
    id: `relationship--${uuid.slice(0, -1)}${number}`,
    relationship_type: 'attributed-to',
    source_ref: operation.id,
    target_ref: target.id,
  });

  test('actors and campaigns are joined whichever comes first, and a second load changes nothing', async () => {
    const records = [attributed(1, group), attributed(2, person), operation, group, person, group].map(
      (each) => record(each),
    );
    await room.load(records);
    const ask = async () =>
      (
        await room.ask(
          `{ campaign(id: "${operation.id}") { name objective lastSeen actors { name } provenance { source file record } marking { tlp status } }
          actors(filter: { alias: "Band \\"One\\"" }) { nodes { id aliases goals firstSeen campaigns { name } } } }`,
        )
      ).data;
    const before = await ask();
    expect(before).toEqual({
      campaign: {
        name: 'Operation',
        objective: 'An end',
        lastSeen: null,
        actors: [{ name: 'Group' }, { name: 'Persona' }],
        provenance: { source: 'Bundle', file: 'a.json', record: 'objects[0]' },
        marking: { tlp: 'CLEAR', status: 'ACTUAL' },
      },
      actors: {
        nodes: [
          {
            id: group.id,
            aliases: ['Band "One"'],
            goals: ['Gain'],
            firstSeen: '2020-01-01T00:00:00.123Z',
            campaigns: [{ name: 'Operation' }],
          },
        ],
      },
    });
    await room.load(records);
    expect(await ask()).toEqual(before);
  });

  test('who is attributed is told only where an end is as strict, and not what was revoked or is of DISARM', async () => {
    const { revoked, ...kept } = { ...attributed(1, group), revoked: true };
    const actorsNow = async () =>
      (await room.ask(`{ campaign(id: "${operation.id}") { actors { name } } }`)).data.campaign.actors;
    await room.load([record({ ...kept, revoked }), record(attributed(2, person), 'RED')]);
    expect(await actorsNow()).toEqual([]);
    await room.load([record(person, 'RED'), record({ ...group, name: 'Other' }, 'CLEAR', 'DISARM')]);
    expect(await actorsNow()).toEqual([{ name: 'Persona' }]);
    expect((await room.ask(`{ actor(id: "${group.id}") { name } }`)).data.actor).toEqual({ name: 'Group' });
  });
});
