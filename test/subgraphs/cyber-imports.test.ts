import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyRight } from '../../subgraphs/kit/guard/caller-rights.ts';
import agency from '../../subgraphs/cyber/index.ts';
import { runLoad } from '../../subgraphs/kit/load/command.ts';
import type { LoadRecord } from '../../subgraphs/kit/load/record.ts';
import { storeDestination } from '../../subgraphs/kit/load/store-destination.ts';
import { seedAgency } from '../../subgraphs/kit/scenario/seed.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { OpenedSubgraph } from '../kit/open-subgraph.ts';
import { advisory, domain, exploited, indicator, relation, software, stix, uuid } from './cyber-records.ts';
import { entitiesOf } from './entities-of.ts';

const data = join(import.meta.dirname, '../../../shared/data');
if (!existsSync(data)) process.stdout.write('skipped: the public data is not beside this folder\n');

describe('what the cyber agency imports', () => {
  let room: OpenedSubgraph;
  beforeAll(async () => {
    room = await openSubgraph(agency);
  });
  afterAll(() => room.close());

  const entity = async (type: string, key: object, fields: string) =>
    (await entitiesOf(room, type, [key], fields))[0];

  test.each([
    ['in one order', false],
    ['in the other', true],
  ])(
    'of what sources say of a weakness the catalogue of exploited ones counts, loaded %s',
    async (_, turned) => {
      const records: readonly LoadRecord[] = [
        exploited,
        advisory('1', ['CVE-2024-0001', 'CVE-2024-0002']),
        stix({
          type: 'vulnerability',
          id: `vulnerability--${uuid(1)}`,
          name: 'CVE-2024-0002',
          description: 'Other.',
        }),
      ];
      await room.load(turned ? records.toReversed() : records);
      const { data: found } = await room.ask(
        `{ a: vulnerability(cveId: "CVE-2024-0001") { name addedAt dueAt knownRansomwareUse references advisories { id } }
        b: vulnerability(cveId: "CVE-2024-0002") { description vendor product addedAt requiredAction weaknesses }
        vulnerabilities(filter: { knownExploited: true, addedSince: "2024-01-01", vendor: "microsoft", product: "WINDOWS", knownRansomwareUse: true }) { totalCount }
        advisory(id: "ADV-1") { quotable mitigations references products { name votingSystem { id } } vulnerabilities { cveId } } }`,
      );
      expect(found).toEqual({
        a: {
          name: 'A weakness',
          addedAt: '2024-01-02',
          dueAt: '2024-01-23',
          knownRansomwareUse: true,
          references: ['https://one.example/a', 'https://two.example/b'],
          advisories: [{ id: 'ADV-1' }],
        },
        b: {
          description: 'As the advisory has it.',
          vendor: 'Maker',
          product: 'Thing',
          addedAt: null,
          requiredAction: 'Update.',
          weaknesses: ['CWE-20'],
        },
        vulnerabilities: { totalCount: 1 },
        advisory: {
          quotable: 'We have no evidence that it was exploited.',
          mitigations: ['Update.'],
          references: ['https://adv.example/1'],
          products: [{ name: 'Maker Thing 1', votingSystem: null }],
          vulnerabilities: [{ cveId: 'CVE-2024-0001' }, { cveId: 'CVE-2024-0002' }],
        },
      });
    },
  );

  test('an advisory no longer names what its new version leaves out', async () => {
    await room.load([advisory('2', ['CVE-2024-0001'])]);
    const { data: found } = await room.ask(
      `{ advisory(id: "ADV-1") { vulnerabilities { cveId } } advisories(filter: { cveId: "CVE-2024-0002" }) { totalCount }
        vulnerability(cveId: "CVE-2024-0002") { advisories { id } } }`,
    );
    expect(found).toEqual({
      advisory: { vulnerabilities: [{ cveId: 'CVE-2024-0001' }] },
      advisories: { totalCount: 0 },
      vulnerability: { advisories: [] },
    });
  });

  test('a voting system meets the exploited weaknesses of its maker and product, in any case of the letters', async () => {
    const system = { id: 's', vendor: 'Microsoft', product: 'windows' };
    const found = await entity('VotingSystem', system, 'exposures { cveId }');
    expect(found.exposures).toEqual([{ cveId: 'CVE-2024-0001' }]);
    expect(await entity('VotingSystem', { id: 's' }, 'exposures { cveId }')).toEqual({ exposures: null });
  });

  test.each([
    ['Bryan County Commissioners', 'County', 'bryan'],
    ['DeKalb County, GA', 'County - Election', 'dekalb'],
    ['Rome City/Floyd County Fire Department', 'County', null],
    ['Board of Elections & Registration', 'County', null],
    ['Clay County', 'City', null],
    ['Nowhere County', 'County', null],
  ])('the domain of %s (%s) is of %s', async (organization, type, slug) => {
    const name = `${organization.toLowerCase().replaceAll(/[^a-z]/gu, '')}.gov`;
    await room.load([domain(name, type, organization)]);
    const { counties } = room.scenario;
    const { data: found } = await room.ask(
      'query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on Jurisdiction { ocdId domains { name type organization hasSecurityContact } } } }',
      { reps: counties.map(({ ocdId }) => ({ __typename: 'Jurisdiction', ocdId })) },
    );
    const holders = found._entities.filter(
      (each: { domains: readonly { name: string }[] | null }) =>
        each.domains?.some((held) => held.name === name) ?? false,
    );
    expect(holders.map((each: { ocdId: string }) => each.ocdId)).toEqual(
      slug === null ? [] : [`ocd-division/country:us/state:ga/county:${slug}`],
    );
  });

  test('seeding the exercise again leaves what was imported', async () => {
    const part = agency.scenario?.(room.scenario);
    if (!part) throw new Error('an agency without a part in the exercise');
    await room.load([
      stix(indicator),
      stix(software),
      stix(relation(3, 'indicates', indicator.id, software.id)),
    ]);
    await seedAgency(room.store, room.scenario, { ...part, onShift: 'Another desk' });
    expect(await entity('Advisory', { id: 'ADV-1' }, 'title products { name }')).toEqual({
      title: 'Two weaknesses',
      products: [{ name: 'Maker Thing 1' }],
    });
    expect(await entity('Indicator', { id: indicator.id }, 'name malware { name }')).toEqual({
      name: 'A page',
      malware: [{ name: 'Software' }],
    });
  });
});

describe.skipIf(!existsSync(data))('the public data at the cyber agency', () => {
  const files = ['kev', 'csaf', 'dotgov', 'attack', 'stix-examples', 'disarm'].map((name) =>
    join(data, name),
  );

  test('is loaded whole, once, and joined', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-'));
    try {
      const load = async (): Promise<{ code: number; text: string }> => {
        let text = '';
        const code = await runLoad(['--format', 'json', ...files], {
          stdout: { write: (part) => (text += part) },
          stderr: { write: () => true },
          environment: {},
          destinations: () => Promise.resolve([storeDestination(agency, { dataDir })]),
          knownCounties: () => [],
        });
        return { code, text };
      };
      const counts = (text: string): readonly number[] =>
        [...text.matchAll(/"(?:new|changed)": ?(\d+)/gu)].map(([, count]) => Number(count));
      const [first, second] = [await load(), await load()];
      expect([first.code, second.code]).toEqual([0, 0]);
      expect(Math.max(...counts(first.text))).toBeGreaterThan(1_000);
      expect(Math.max(...counts(second.text))).toBe(0);

      const store = await agency.openStore({ dataDir });
      const result = await graphql({
        schema: agency.schema,
        contextValue: agency.context(store, everyRight(agency.rules)),
        source: `query ($reps: [_Any!]!) {
          vulnerabilities(filter: { knownExploited: true }) { totalCount }
          techniques(filter: { externalId: ["T1566"] }) { nodes { name mitigations } }
          malware(filter: { isTool: true }) { totalCount }
          advisory(id: "ICSA-22-154-01") { quotable products { name } vulnerabilities { cveId advisories { id } } }
          _entities(representations: $reps) {
            ... on VotingSystem { exposures { cveId addedAt } }
            ... on ThreatActor { techniques { externalId } infrastructure { name } }
            ... on Jurisdiction { domains { name } } } }`,
        variableValues: {
          reps: [
            { __typename: 'VotingSystem', id: 'w', vendor: 'Microsoft', product: 'Windows' },
            { __typename: 'ThreatActor', id: 'intrusion-set--1c63d4ec-0a75-4daa-b1df-0d11af3d3cc1' },
            { __typename: 'Jurisdiction', ocdId: 'ocd-division/country:us/state:ga/county:chatham' },
          ],
        },
      });
      await store.close();
      expect(result.errors).toBeUndefined();
      const found = JSON.parse(JSON.stringify(result.data));
      expect(found.vulnerabilities.totalCount).toBe(1404);
      expect(found.techniques.nodes[0].mitigations.length).toBeGreaterThan(3);
      expect(found.advisory.vulnerabilities.length).toBeGreaterThan(5);
      const [windows, dragonfly, chatham] = found._entities;
      expect(windows.exposures).toHaveLength(50);
      const added = windows.exposures.map(({ addedAt }: { addedAt: string }) => addedAt);
      expect(added).toEqual(added.toSorted().toReversed());
      expect(dragonfly.techniques.length).toBeGreaterThan(20);
      expect(dragonfly.infrastructure.length).toBeGreaterThan(3);
      expect(chatham.domains).toContainEqual({ name: 'chathamcountyga.gov' });
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
