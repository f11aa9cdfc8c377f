import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import agency from '../../subgraphs/cyber/index.ts';
import { campaignId, indicatorId } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { OpenedSubgraph } from '../kit/open-subgraph.ts';
import { actor, indicator, relation, software, stix, technique, uuid } from './cyber-records.ts';
import { entitiesOf } from './entities-of.ts';

describe('STIX at the cyber agency', () => {
  let room: OpenedSubgraph;
  beforeAll(async () => {
    room = await openSubgraph(agency);
  });
  afterAll(() => room.close());

  const entity = async (type: string, key: object, fields: string) =>
    (await entitiesOf(room, type, [key], fields))[0];

  test('relationships join whatever comes first, and across loads', async () => {
    const first = technique(1, 'T1566');
    await room.load([
      stix(relation(1, 'uses', actor, first.id)),
      stix(relation(2, 'uses', actor, software.id)),
      stix(relation(3, 'indicates', indicator.id, software.id)),
      stix(relation(4, 'mitigates', `course-of-action--${uuid(1)}`, first.id)),
      stix(relation(5, 'targets', actor, first.id)),
    ]);
    const fields =
      'techniques { externalId tactics mitigations provenance { source file } marking { tlp status } } infrastructure { name isTool }';
    expect(await entity('ThreatActor', { id: actor }, fields)).toEqual({
      techniques: [],
      infrastructure: [],
    });
    await room.load([
      stix(first, { catalogue: 'ATTACK' }),
      stix(software),
      stix(indicator),
      stix({ type: 'course-of-action', id: `course-of-action--${uuid(1)}`, name: 'User Training' }),
      stix(relation(6, 'uses', actor, first.id)),
    ]);
    expect(await entity('ThreatActor', { id: actor }, fields)).toEqual({
      techniques: [
        {
          externalId: 'T1566',
          tactics: ['initial-access'],
          mitigations: ['User Training'],
          provenance: { source: 'STIX bundle', file: 'a.stix' },
          marking: { tlp: 'CLEAR', status: 'ACTUAL' },
        },
      ],
      infrastructure: [{ name: 'Software', isTool: false }],
    });
    expect(
      await entity(
        'Indicator',
        { id: indicator.id },
        'source consent confidence validFrom malware { name } sightings { count }',
      ),
    ).toEqual({
      source: null,
      consent: null,
      confidence: 'HIGH',
      validFrom: '2024-01-01T00:00:00.123Z',
      malware: [{ name: 'Software' }],
      sightings: { count: 0 },
    });
  });

  test('techniques that the exercise names by number appear once the catalogue is loaded, and only from it', async () => {
    const link = technique(2, 'T1566.002');
    await room.load([stix({ ...link, id: `attack-pattern--${uuid(20)}`, name: 'A copy' })]);
    const fields = 'techniques { externalId name }';
    const seen = async (): Promise<readonly string[]> =>
      (await entity('Campaign', { id: campaignId('harvest') }, fields)).techniques.map(
        (each: { name: string }) => each.name,
      );
    expect(await seen()).toEqual([]);
    await room.load([stix(link, { catalogue: 'ATTACK' })]);
    expect(await seen()).toEqual(['Technique 2']);
    const assessed = await entity('Incident', room.scenario.story('phishingClarke'), `cyber { ${fields} }`);
    expect(assessed.cyber.techniques).toEqual([{ externalId: 'T1566.002', name: 'Technique 2' }]);
    const { data: found } = await room.ask(
      `{ techniques(filter: { externalId: ["T1566", "T1566.002"], name: "technique" }) { totalCount nodes { externalId } } }`,
    );
    expect(found.techniques).toEqual({
      totalCount: 2,
      nodes: [{ externalId: 'T1566' }, { externalId: 'T1566.002' }],
    });
  });

  test('a relationship stricter than what it leads to is not followed', async () => {
    const secret = `intrusion-set--${uuid(7)}`;
    const target = technique(1, 'T1566');
    await room.load([
      stix(relation(10, 'uses', secret, target.id), { tlp: 'RED' }),
      stix(relation(11, 'mitigates', `course-of-action--${uuid(7)}`, target.id), { tlp: 'CLEAR' }),
      stix(
        { type: 'course-of-action', id: `course-of-action--${uuid(7)}`, name: 'Kept apart' },
        { tlp: 'AMBER' },
      ),
    ]);
    expect(await entity('ThreatActor', { id: secret }, 'techniques { id }')).toEqual({ techniques: [] });
    const found = await entity('Technique', { id: target.id }, 'mitigations');
    expect(found.mitigations).toEqual(['User Training']);
  });

  test('what its maker revoked is no longer there', async () => {
    const gone = {
      ...indicator,
      id: `indicator--${uuid(3)}`,
      pattern: "[url:value = 'https://gone.example/']",
    };
    await room.load([stix(gone)]);
    const ask = async () =>
      (
        await room.ask(
          '{ indicator(value: "gone.example") { id } indicators(filter: { value: "gone.example" }) { totalCount } }',
        )
      ).data;
    expect(await ask()).toEqual({ indicator: { id: gone.id }, indicators: { totalCount: 1 } });
    await room.load([stix({ ...gone, revoked: true })]);
    expect(await ask()).toEqual({ indicator: null, indicators: { totalCount: 0 } });
    expect(await entity('Indicator', { id: gone.id }, 'name')).toBeNull();
  });

  test('sightings of the exercise stay apart from those of a bundle, and DISARM is not its business', async () => {
    await room.load([
      stix({
        type: 'sighting',
        id: `sighting--${uuid(1)}`,
        created: '2024-02-01T00:00:00Z',
        sighting_of_ref: indicator.id,
        count: 12,
      }),
      stix({ type: 'sighting', id: `sighting--${uuid(2)}`, sighting_of_ref: software.id }),
      stix(technique(9, 'T0023'), { catalogue: 'DISARM' }),
    ]);
    expect(
      await entity(
        'Indicator',
        { id: indicator.id },
        'sightings { count agencies { id } marking { tlp status } items { nodes { where { ocdId } agency { id } lastSeen } } }',
      ),
    ).toEqual({
      sightings: {
        count: 12,
        agencies: [],
        marking: { tlp: 'CLEAR', status: 'ACTUAL' },
        items: { nodes: [{ where: null, agency: null, lastSeen: '2024-02-01T00:00:00.000Z' }] },
      },
    });
    const { data: found } = await room.ask(
      '{ techniques(filter: { externalId: ["T0023"] }) { totalCount } }',
    );
    expect(found.techniques.totalCount).toBe(0);
  });

  test('a sum over real and exercise sightings is real, and no looser than either', async () => {
    const indicatorIds = [indicatorId('phishLink'), indicator.id];
    const { sightings } = await entity(
      'Bulletin',
      { id: 'b', indicatorIds },
      'sightings { marking { tlp status originator case } items { totalCount } }',
    );
    expect(sightings.marking).toEqual({ tlp: 'GREEN', status: 'ACTUAL', originator: 'cyber', case: null });
    expect(sightings.items.totalCount).toBe(5);
  });
});
