import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of its own for one test, removed after it. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'watchfloor-load-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Writes a file into a fresh folder and gives its path. */
export function file(content: string | Buffer, name = 'input'): string {
  const path = join(folder(), name);
  writeFileSync(path, content);
  return path;
}

export const divisionsCsv = `ocd_id,name,geoid,state,division_type
ocd-division/country:us/state:ga/county:fulton,Fulton County,13121,GA,county
ocd-division/country:us/state:ga/county:dekalb,DeKalb County,13089,GA,county
`;

export const countryCsv = `id,name,sameAs,validThrough,validFrom
ocd-division/country:xx,Examplia,,,
ocd-division/country:xx/region:north,"North, Examplia",,2030-12-31,2001-01-01
`;

export const headerlessCsv = `ocd-division/country:us/state:ga/county:fulton/precinct:01a,Fulton County GA - Precinct 01A
ocd-division/country:us/state:ga/county:fulton/precinct:01b,Fulton County GA - Precinct 01B
`;

const pollingHeader =
  'election_date,state,county_name,jurisdiction,jurisdiction_type,precinct_id,precinct_name,polling_place_id,location_type,name,address,notes,source,source_date,source_notes';

/** One row of a polling place list; what is not given is invented. */
export function pollingRow(cells: Readonly<Record<string, string>> = {}): string {
  const defaults: Readonly<Record<string, string>> = {
    election_date: '2020-11-03',
    state: 'GA',
    county_name: 'FULTON',
    jurisdiction: 'Fulton',
    jurisdiction_type: 'county',
    precinct_id: '01A',
    polling_place_id: '060001',
    location_type: 'election_day',
    name: 'EXAMPLE LIBRARY',
    address: '"1 EXAMPLE ST, ATLANTA, GA 30303"',
  };
  const row = { ...defaults, ...cells };
  return pollingHeader
    .split(',')
    .map((column) => row[column] ?? '')
    .join(',');
}

/** A polling place list of these rows. */
export function pollingCsv(...rows: readonly string[]): string {
  return `${[pollingHeader, ...rows].join('\n')}\n`;
}

export const domainsCsv = `domain,domain_type,organization,suborganization,city,state,has_security_contact
vote-example.gov,County - Election,Example County,Board of Elections,Example,GA,yes
example-city.gov,City,City of Example,,Example,GA,no
`;

/** A catalogue of known exploited vulnerabilities with these entries, laid over an invented one. */
export function kevJson(...entries: readonly object[]): string {
  const vulnerabilities = entries.map((entry) => ({
    cveID: 'CVE-2030-0001',
    vendorProject: 'Example',
    product: 'Scanner',
    vulnerabilityName: 'Example Scanner Bypass',
    dateAdded: '2030-01-02',
    shortDescription: 'An invented flaw.',
    requiredAction: 'Apply the update.',
    dueDate: '2030-02-02',
    knownRansomwareCampaignUse: 'Unknown',
    notes: '',
    cwes: ['CWE-287'],
    ...entry,
  }));
  const catalogue = {
    title: 'Example',
    catalogVersion: '2030.01.02',
    count: vulnerabilities.length,
    vulnerabilities,
  };
  return JSON.stringify(catalogue, null, 2);
}

/** A CSAF advisory with this TLP label. */
export function csafJson(label: string, cve = 'CVE-2030-0001'): string {
  return JSON.stringify({
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      distribution: { tlp: { label } },
      notes: [{ category: 'summary', text: 'An invented advisory.' }],
      publisher: { category: 'coordinator', name: 'Example CERT', namespace: 'https://cert.example/' },
      references: [{ category: 'self', summary: 'This advisory', url: 'https://cert.example/1' }],
      title: 'Example Scanner',
      tracking: {
        current_release_date: '2030-01-03T00:00:00Z',
        id: 'EX-2030-01',
        initial_release_date: '2030-01-02T00:00:00Z',
        status: 'final',
        version: '2',
      },
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: 'Example',
          branches: [
            {
              category: 'product_name',
              name: 'Scanner',
              branches: [
                {
                  category: 'product_version',
                  name: '1.0',
                  product: { name: 'Example Scanner 1.0', product_id: 'P1' },
                },
              ],
            },
          ],
        },
      ],
    },
    vulnerabilities: [
      {
        cve,
        cwe: { id: 'CWE-287', name: 'Improper Authentication' },
        notes: [{ category: 'summary', text: 'It lets anyone in.' }],
        product_status: { known_affected: ['P1'] },
        remediations: [{ category: 'vendor_fix', details: 'Update to 1.1.', product_ids: ['P1'] }],
        scores: [
          {
            cvss_v3: { baseScore: 6.8, baseSeverity: 'MEDIUM', vectorString: 'CVSS:3.0/AV:P' },
            products: ['P1'],
          },
        ],
      },
    ],
  });
}

/** A VIP 6 feed with these elements in its root. */
export function vipXml(body = vipPlaces): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<VipObject schemaVersion="6.0">
  <Source id="src1"><Name>Example Board</Name><VipId>13121</VipId></Source>
  <State id="st13"><Name>GEORGIA</Name></State>
  <Election id="ele1"><Date>2020-11-03</Date><ElectionType><Text language="en">General</Text></ElectionType><StateId>st13</StateId></Election>
${body}
</VipObject>
`;
}

export const vipPlaces = `  <PollingLocation id="pl1">
    <AddressStructured><Line1>1 Example St</Line1><Line2/><City>Atlanta</City><State>GA</State><Zip>30303</Zip></AddressStructured>
    <HoursOpenId>ho1</HoursOpenId>
    <IsDropBox>true</IsDropBox>
    <IsEarlyVoting>false</IsEarlyVoting>
    <Name>Example &amp; Library</Name>
  </PollingLocation>
  <Locality id="loc1"><Name>FULTON</Name><PollingLocationIds>pl1</PollingLocationIds><StateId>st13</StateId><Type>county</Type></Locality>
  <Precinct id="pr1"><LocalityId>loc1</LocalityId><Name>One</Name><Number>0001</Number><PollingLocationIds>pl1</PollingLocationIds></Precinct>
  <HoursOpen id="ho1"><Schedule><Hours><StartTime>07:00:00-05:00</StartTime><EndTime>19:00:00-05:00</EndTime></Hours><StartDate>2020-11-03</StartDate><EndDate>2020-11-03</EndDate></Schedule></HoursOpen>`;

/** The n-th of a row of UUIDs. */
export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** An invented indicator, with these properties beside or in place of its own. */
export function indicator(n: number, properties: object = {}): object {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${uuid(n)}`,
    created: '2030-01-01T00:00:00.000Z',
    modified: '2030-01-01T00:00:00.000Z',
    name: `Indicator ${n}`,
    pattern: "[domain-name:value = 'example.invalid']",
    pattern_type: 'stix',
    valid_from: '2030-01-01T00:00:00Z',
    ...properties,
  };
}

/** A STIX bundle of these objects. */
export function bundle(...objects: readonly object[]): string {
  return JSON.stringify({ type: 'bundle', id: `bundle--${uuid(0)}`, objects }, null, 1);
}
