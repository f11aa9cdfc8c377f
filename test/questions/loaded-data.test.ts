import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runWatchfloor } from '../bench/child.ts';
import { openWholeRoom } from './whole-room.ts';
import type { Loose, WholeRoom } from './whole-room.ts';

const folder = join(import.meta.dirname, '../../../shared/data');
const there = existsSync(folder);
if (!there) console.warn(`public data is not tested: there is no folder ${folder}`);

describe.runIf(there)('with public data loaded', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-loaded-'));
  let room: WholeRoom;
  beforeAll(async () => {
    expect(await runWatchfloor('load', folder, '--data-dir', dataDir).ended).toBe(0);
    room = await openWholeRoom({ dataDir });
  }, 120_000);
  afterAll(async () => {
    await room.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('the exercise plays at real polling places, with facets of five agencies and more', async () => {
    const { data, errors, asked } = await room.ask('RoomAt0930');
    expect(errors).toEqual([]);
    expect(asked.length).toBeGreaterThanOrEqual(5);
    const places = data.situation.incidents.nodes.flatMap(
      ({ operationalImpact }: Loose) => operationalImpact?.places ?? [],
    );
    expect(places).toHaveLength(40);
    for (const { place } of places) {
      expect(place.id).toMatch(/^ocd-division\/country:us\/state:ga\/county:[a-z]+\/place:/u);
      // Invented places stand in Exercise Street; real ones have a town and a post code.
      expect(place.address).not.toContain('Exercise');
      expect(place.address).toMatch(/GA\s+\d{5}/u);
    }
    const facets = data.situation.incidents.nodes.map((each: Loose) =>
      ['operationalImpact', 'lawEnforcement', 'cyber', 'attribution', 'accountable'].filter(
        (facet) => each[facet],
      ),
    );
    expect(facets.every((each: readonly string[]) => each.length === 5)).toBe(true);
  });

  test('a real place is ACTUAL and its day is EXERCISE', async () => {
    const { data } = await room.ask(
      `{ disruptedPlaces(jurisdiction: "ocd-division/country:us/state:ga") {
        provenance { source file record } marking { status } disruption { marking { status } } } }`,
    );
    expect(data.disruptedPlaces.length).toBeGreaterThan(3);
    for (const place of data.disruptedPlaces) {
      expect(place.marking.status).toBe('ACTUAL');
      expect(place.disruption.marking.status).toBe('EXERCISE');
      expect(place.provenance).toMatchObject({
        file: 'Georgia_2020-11-03.csv',
        record: expect.stringMatching(/^line \d+$/u),
      });
    }
  });

  test('the catalogues meet what the agencies run and see', async () => {
    const { data, errors } = await room.ask(
      `{ votingSystems(filter: { vendor: "Microsoft" }) { nodes { exposures { cveId knownRansomwareUse } } }
        narratives(filter: { claimType: [MACHINES] }) { nodes { techniques { externalId name } } }
        influenceTechniques { totalCount }
        vulnerabilities(filter: { knownExploited: true }) { totalCount }
        advisory(id: "ICSA-22-154-01") { title vulnerabilities { cveId } }
        actors(filter: { alias: "Fancy Bear" }) { nodes { name techniques { externalId } } }
        jurisdiction(geoid: "13121") { name domains { name } centroid } }`,
    );
    expect(errors).toEqual([]);
    expect(data.votingSystems.nodes[0].exposures).toHaveLength(50);
    expect(data.narratives.nodes[0].techniques).toEqual([
      { externalId: 'T0023', name: 'Distort Facts' },
      { externalId: 'T0068', name: 'Respond to Breaking News Event or Active Crisis' },
    ]);
    expect(data.influenceTechniques.totalCount).toBe(391);
    expect(data.vulnerabilities.totalCount).toBe(1404);
    expect(data.advisory.vulnerabilities).toHaveLength(9);
    expect(data.actors.nodes.map(({ name }: Loose) => name)).toContain('APT28');
    expect(data.actors.nodes[0].techniques.length).toBeGreaterThan(50);
    expect(data.jurisdiction).toMatchObject({ name: 'Fulton County', centroid: { type: 'Point' } });
  });

  test('a marking of a single part comes with its object', async () => {
    const { data } = await room.ask(
      '{ indicator(id: "indicator--1ed8caa7-a708-4706-b651-f1186ede6ca1") { marking { tlp } fieldMarkings { field marking { tlp } } } }',
    );
    expect(data.indicator.marking.tlp).toBe('AMBER_STRICT');
    expect(
      data.indicator.fieldMarkings.map(({ field, marking }: Loose) => `${field} ${marking.tlp}`),
    ).toEqual(expect.arrayContaining(['name GREEN', 'pattern GREEN']));
  });
});
