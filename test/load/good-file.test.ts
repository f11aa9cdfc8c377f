import { describe, expect, test } from 'vitest';
import * as fixture from './fixture.ts';
import { file } from './fixture.ts';
import { loaded } from './run.ts';

describe('divisions', () => {
  test('of the county list have their GEOID and state', async () => {
    const { code, records } = await loaded(file(fixture.divisionsCsv));
    expect(code).toBe(0);
    expect(records[0]).toMatchObject({
      kind: 'division',
      ocdId: 'ocd-division/country:us/state:ga/county:fulton',
      name: 'Fulton County',
      geoid: '13121',
      state: 'GA',
      divisionType: 'county',
      country: 'US',
      parentOcdId: 'ocd-division/country:us/state:ga',
      marking: { tlp: 'CLEAR', status: 'ACTUAL' },
      provenance: { file: 'input', format: 'divisions', record: 'line 2', licence: 'CC0-1.0' },
    });
  });

  test('of a country list keep how long they were valid', async () => {
    const { records } = await loaded(file(fixture.countryCsv));
    expect(records).toMatchObject([
      { ocdId: 'ocd-division/country:xx', divisionType: 'country', country: 'XX', parentOcdId: null },
      { name: 'North, Examplia', validFrom: '2001-01-01', validThrough: '2030-12-31', state: null },
    ]);
  });

  test('of a list without header start at its first line', async () => {
    const { records } = await loaded(file(fixture.headerlessCsv));
    expect(records).toMatchObject([
      { divisionType: 'precinct', state: 'GA', provenance: { record: 'line 1' } },
      { name: 'Fulton County GA - Precinct 01B', provenance: { record: 'line 2' } },
    ]);
  });
});

describe('polling places', () => {
  test('that repeat per precinct become one site under its county', async () => {
    const divisions = file(fixture.divisionsCsv);
    const places = file(
      fixture.pollingCsv(
        fixture.pollingRow({ precinct_id: '02' }),
        fixture.pollingRow({ precinct_id: '01A', county_name: 'Fulton' }),
        fixture.pollingRow({ polling_place_id: '060002', name: 'EXAMPLE GYM', county_name: 'DEKALB' }),
      ),
    );
    const { code, records, stderr } = await loaded(places, divisions);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(records.filter(({ kind }) => kind === 'polling-place')).toMatchObject([
      {
        id: 'ocd-division/country:us/state:ga/county:fulton/place:060001',
        countyOcdId: 'ocd-division/country:us/state:ga/county:fulton',
        precincts: ['01A', '02'],
        externalIds: [{ type: 'local-level', value: '060001' }],
        electionId: 'us-ga-2020-11-03',
      },
      { name: 'EXAMPLE GYM', countyOcdId: 'ocd-division/country:us/state:ga/county:dekalb' },
    ]);
    expect(records.filter(({ kind }) => kind === 'election')).toMatchObject([
      { id: 'us-ga-2020-11-03', name: 'Georgia election, 2020-11-03', type: null },
    ]);
  });

  test('without a site id get the same id in every load', async () => {
    const row = (cells: object): string => fixture.pollingRow({ polling_place_id: '', ...cells });
    const first = await loaded(
      file(fixture.pollingCsv(row({ precinct_id: '1' }), row({ precinct_id: '2' }))),
    );
    const second = await loaded(
      file(fixture.pollingCsv(row({ precinct_id: '2' }), row({ name: 'OTHER HALL' }))),
    );
    const ids = (records: typeof first.records): readonly string[] =>
      records.flatMap((record) => (record.kind === 'polling-place' ? [record.id] : []));
    expect(ids(first.records)).toHaveLength(1);
    expect(ids(second.records)).toHaveLength(2);
    expect(ids(second.records)).toContain(ids(first.records)[0]);
  });

  test('of an unknown county are loaded without county id, with a warning', async () => {
    const { code, stderr, records } = await loaded(file(fixture.pollingCsv(fixture.pollingRow())));
    expect(code).toBe(0);
    expect(stderr).toContain('input:2: no county of GA is called `FULTON`');
    expect(records[1]).toMatchObject({ countyOcdId: null, countyName: 'FULTON' });
  });
});

test('a VIP feed gives its election and its places with county, precincts and hours', async () => {
  const { code, records } = await loaded(file(fixture.vipXml()), file(fixture.divisionsCsv));
  expect(code).toBe(0);
  expect(records.slice(2)).toMatchObject([
    {
      kind: 'election',
      id: 'us-ga-2020-11-03',
      type: 'general',
      name: 'Georgia general election, 2020-11-03',
    },
    {
      kind: 'polling-place',
      id: 'ocd-division/country:us/state:ga/county:fulton/place:pl1',
      name: 'Example & Library',
      address: '1 Example St, Atlanta, GA 30303',
      isDropBox: true,
      isEarlyVoting: false,
      precincts: ['0001'],
      hours: [
        { startDate: '2020-11-03', endDate: '2020-11-03', opens: '07:00:00-05:00', closes: '19:00:00-05:00' },
      ],
      provenance: { record: 'line 6', source: 'VIP 6 feed of Example Board' },
    },
  ]);
});

test('the list of exploited vulnerabilities gives its entries with their place in the file', async () => {
  const { records } = await loaded(
    file(fixture.kevJson({}, { cveID: 'CVE-2030-0002', knownRansomwareCampaignUse: 'Known' })),
  );
  expect(records).toMatchObject([
    {
      cveId: 'CVE-2030-0001',
      knownRansomwareUse: false,
      provenance: { record: 'vulnerabilities[0], line 6', source: 'CISA KEV 2030.01.02' },
    },
    { cveId: 'CVE-2030-0002', knownRansomwareUse: true },
  ]);
});

test('an advisory gives products, vulnerabilities and remediations', async () => {
  const { records } = await loaded(file(fixture.csafJson('WHITE')));
  expect(records).toMatchObject([
    {
      kind: 'advisory',
      id: 'EX-2030-01',
      publisher: 'Example CERT',
      summary: 'An invented advisory.',
      products: [{ id: 'P1', vendor: 'Example', product: 'Scanner', version: '1.0' }],
      vulnerabilities: [
        {
          cveId: 'CVE-2030-0001',
          summary: 'It lets anyone in.',
          cvss: { score: 6.8, severity: 'MEDIUM' },
          affectedProducts: ['P1'],
          remediations: [{ category: 'vendor_fix', details: 'Update to 1.1.' }],
        },
      ],
      marking: { tlp: 'CLEAR' },
    },
  ]);
});

test("of a security contact only its existence is loaded, also from the registry's own columns", async () => {
  const registry =
    'Domain name,Domain type,Organization name,Suborganization name,City,State,Security contact email\n' +
    'a-example.gov,State - Election,Example State,,Example,GA,someone@example.invalid\n' +
    'b-example.gov,City,Example City,,Example,GA,(blank)\n';
  const short = await loaded(file(fixture.domainsCsv));
  const long = await loaded(file(registry));
  expect(short.records).toMatchObject([
    { domain: 'vote-example.gov', isElection: true, hasSecurityContact: true },
    { domain: 'example-city.gov', isElection: false, hasSecurityContact: false, suborganization: null },
  ]);
  expect(long.records).toMatchObject([{ hasSecurityContact: true }, { hasSecurityContact: false }]);
  expect(JSON.stringify(long.records)).not.toContain('someone');
});

test('a byte order mark and Windows line ends change nothing', async () => {
  const plain = await loaded(file(fixture.divisionsCsv));
  const windows = await loaded(file(`\uFEFF${fixture.divisionsCsv.replaceAll('\n', '\r\n')}`));
  expect(windows.records).toEqual(plain.records);
});

test('a format is recognised by content, whatever the name', async () => {
  const { code, records } = await loaded(file(fixture.kevJson({}), 'README.csv'));
  expect({ code, kinds: records.map(({ kind }) => kind) }).toEqual({ code: 0, kinds: ['vulnerability'] });
});
