import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import agency from '../../subgraphs/cyber/index.ts';
import { runLoad } from '../../subgraphs/kit/load/command.ts';
import type { LoadRecord, RecordOf } from '../../subgraphs/kit/load/record.ts';
import { storeDestination } from '../../subgraphs/kit/load/store-destination.ts';
import type { StixObject } from '../../subgraphs/kit/load/stix-object.ts';
import type { Marking, Tlp } from '../../subgraphs/kit/marking.ts';
import { campaignId, indicatorId } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { seedAgency } from '../../subgraphs/kit/scenario/seed.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { OpenedSubgraph } from '../kit/open-subgraph.ts';

const data = join(import.meta.dirname, '../../../shared/data');
if (!existsSync(data)) process.stdout.write('skipped: the public data is not beside this folder\n');

const marking = (tlp: Tlp): Marking => ({
  tlp,
  releasableTo: [],
  originator: 'cyber',
  caveats: [],
  case: null,
  status: 'ACTUAL',
});
const provenance = (format: 'kev' | 'csaf' | 'domains' | 'stix', source: string) => ({
  file: `a.${format}`,
  format,
  record: 'line 1',
  source,
  licence: null,
  statements: [],
});

const stix = (
  object: StixObject,
  { tlp = 'CLEAR', catalogue = null }: { tlp?: Tlp; catalogue?: RecordOf<'stix'>['catalogue'] } = {},
): RecordOf<'stix'> => ({
  kind: 'stix',
  object,
  fieldMarkings: [],
  catalogue,
  marking: marking(tlp),
  provenance: provenance('stix', 'STIX bundle'),
});
const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const technique = (number: number, externalId: string, more: object = {}): StixObject => ({
  type: 'attack-pattern',
  id: `attack-pattern--${uuid(number)}`,
  name: `Technique ${number}`,
  external_references: [{ source_name: 'mitre-attack', external_id: externalId }],
  kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: 'initial-access' }],
  ...more,
});
const relation = (number: number, kind: string, source: string, target: string): StixObject => ({
  type: 'relationship',
  id: `relationship--${uuid(number)}`,
  relationship_type: kind,
  source_ref: source,
  target_ref: target,
});
const indicator: StixObject = {
  type: 'indicator',
  id: `indicator--${uuid(1)}`,
  name: 'A page',
  pattern: "[url:value = 'https://page.example/']",
  pattern_type: 'stix',
  valid_from: '2024-01-01T00:00:00.123456Z',
  indicator_types: ['malicious-activity'],
  confidence: 75,
};
const software: StixObject = { type: 'malware', id: `malware--${uuid(1)}`, name: 'Software' };
const actor = `intrusion-set--${uuid(1)}`;
const exploited: RecordOf<'vulnerability'> = {
  kind: 'vulnerability',
  cveId: 'CVE-2024-0001',
  vendor: 'MICROSOFT',
  product: 'Windows',
  name: 'A weakness',
  description: 'Something is wrong.',
  requiredAction: 'Apply updates.',
  dateAdded: '2024-01-02',
  dueDate: '2024-01-23',
  knownRansomwareUse: true,
  notes: 'https://one.example/a ; see also https://two.example/b',
  cwes: ['CWE-79'],
  catalogVersion: '2024.01.02',
  marking: marking('CLEAR'),
  provenance: provenance('kev', 'CISA KEV 2024.01.02'),
};
const advisory = (version: string, cveIds: readonly string[]): RecordOf<'advisory'> => ({
  kind: 'advisory',
  id: 'ADV-1',
  title: 'Two weaknesses',
  publisher: 'Publisher',
  status: 'final',
  version,
  summary: 'An attacker could exploit this. We have no evidence that it was exploited.',
  initialReleaseDate: '2024-01-03T00:00:00Z',
  currentReleaseDate: '2024-01-04T00:00:00Z',
  products: [{ id: 'P1', name: 'Maker Thing 1', vendor: 'Maker', product: 'Thing', version: '1' }],
  vulnerabilities: cveIds.map((cveId) => ({
    cveId,
    title: null,
    cwe: { id: 'CWE-20', name: 'Input' },
    summary: 'As the advisory has it.',
    cvss: null,
    affectedProducts: ['P1'],
    remediations: [{ category: 'vendor_fix', details: 'Update.' }],
  })),
  references: [
    { category: 'self', summary: '', url: 'https://adv.example/1' },
    { category: 'external', summary: '', url: 'ftp://adv.example/1' },
  ],
  marking: marking('CLEAR'),
  provenance: provenance('csaf', 'Publisher ADV-1'),
});
const domain = (name: string, type: string, organization: string): RecordOf<'domain'> => ({
  kind: 'domain',
  domain: name,
  type,
  isElection: false,
  organization,
  suborganization: null,
  city: 'Town',
  state: 'GA',
  hasSecurityContact: true,
  marking: marking('CLEAR'),
  provenance: provenance('domains', 'CISA .gov registry'),
});

describe('what the cyber agency imports', () => {
  let room: OpenedSubgraph;
  beforeAll(async () => {
    room = await openSubgraph(agency);
  });
  afterAll(() => room.close());

  const entity = async (type: string, key: object, fields: string): Promise<any> => {
    const { data: found, errors } = await room.ask(
      `query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on ${type} { ${fields} } } }`,
      { reps: [{ __typename: type, ...key }] },
    );
    expect(errors).toEqual([]);
    return found._entities[0];
  };

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
    const ask = async (): Promise<any> =>
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
        contextValue: agency.context(store),
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
