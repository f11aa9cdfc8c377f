import { execFileSync } from 'node:child_process';
import { truncateSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import * as fixture from './fixture.ts';
import { file } from './fixture.ts';
import { loaded } from './run.ts';

const county = 'ocd-division/country:us/state:ga/county:fulton';

/** Line and column just after a text. */
function endOf(text: string): string {
  const lines = text.split('\n');
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** Loads one bad file; gives its messages, having checked that it loads nothing. */
async function refusalOf(content: string | Buffer): Promise<string> {
  const { code, stderr, records, destination } = await loaded(file(content));
  expect(code).toBe(3);
  expect(records).toEqual([]);
  expect(destination.ends).not.toContain('commit');
  return stderr;
}

describe('a file that cannot be read to its end loads nothing and says where', () => {
  const kev = fixture.kevJson({}, { cveID: 'CVE-2030-0002' });
  const vip = fixture.vipXml();
  test.each<[string, string | Buffer, string]>([
    [
      'truncated JSON',
      kev.slice(0, -40),
      `input:${endOf(kev.slice(0, -40))}: ends too early; the file is cut off`,
    ],
    [
      'JSON with a stray character',
      kev.replace('"product"', '?product'),
      'input:9:7: has `?` where a key in quotes is due',
    ],
    ['JSON with one key twice', kev.replace('"product"', '"vendorProject"'), 'twice in one object'],
    ['JSON followed by something', `${kev}{}`, 'has something after its end'],
    [
      'JSON that no store can keep',
      kev.replace('An invented', 'An \\u0000 invented'),
      'has an escape that is no whole character',
    ],
    ['truncated XML', vip.slice(0, vip.indexOf('</Locality>')), 'ends too early, inside `Locality`'],
    ['XML with crossed tags', vip.replace('</City>', '</Town>'), 'input:7:'],
    [
      'XML with a document type',
      vip.replace('<VipObject', '<!DOCTYPE VipObject [<!ENTITY a "aaaa">]><VipObject'),
      'has a document type (DOCTYPE)',
    ],
    [
      'XML with an entity of its own',
      vip.replace('&amp;', '&bomb;'),
      'is not well-formed XML: undefined entity',
    ],
    [
      'XML nested without end',
      vip.replace('<Precinct', `${'<a>'.repeat(100)}<Precinct`),
      'is nested deeper than 64 levels',
    ],
    [
      'JSON nested without end',
      kev.replace('"Unknown"', '['.repeat(5000)),
      'is nested deeper than 100 levels',
    ],
    ['an older feed', vip.replace('"6.0"', '"5.1"'), 'is a VIP feed of version `5.1`; version 6 is read'],
    [
      'a quote that is never closed',
      `${fixture.divisionsCsv}"x,y\n`,
      'input:4: has a quote that is never closed',
    ],
    [
      'a quote inside a cell',
      fixture.divisionsCsv.replace('DeKalb', 'De"Kalb'),
      'input:3: has a quote inside a cell',
    ],
    [
      'Latin-1',
      Buffer.from(fixture.divisionsCsv.replace('DeKalb', 'Doña'), 'latin1'),
      'input:3:50: is not UTF-8 (byte 0xF1, Latin-1?)',
    ],
    [
      'a character cut in half',
      Buffer.from(`${fixture.divisionsCsv}ñ`).subarray(0, -1),
      'ends in the middle of a character',
    ],
    ['a NUL byte', fixture.divisionsCsv.replace('Fulton', 'Ful\u0000on'), 'has a NUL byte and is no text'],
    ['UTF-16', Buffer.from(`\uFEFF${fixture.divisionsCsv}`, 'utf16le'), 'is UTF-16; save it as UTF-8'],
    ['UTF-16 without its mark', Buffer.from(fixture.divisionsCsv, 'utf16le'), 'is UTF-16; save it as UTF-8'],
    ['gzip', gzipSync(fixture.divisionsCsv), 'is packed (gzip); unpack it first'],
    ['zip', Buffer.from('PK\u0003\u0004rest'), 'is packed (zip); unpack it first'],
    ['an empty file', '', 'is empty'],
    ['a blank file', ' \n\n', 'is blank'],
    ['an unknown format', '{"hello": 1}', 'is JSON with the keys `hello`, which no reader knows'],
    ['votes by party', 'state_name,votes_dem\nGeorgia,1\n', 'has votes by party, which are not loaded'],
    [
      'missing columns',
      fixture.pollingCsv().replace('county_name,', '').replace(',address', ''),
      'input:1: lacks the columns `county_name`, `address`',
    ],
    ['a column twice', fixture.divisionsCsv.replace('division_type', 'name'), 'names one column twice'],
  ])('%s', async (_, content, message) => {
    expect(await refusalOf(content)).toContain(message);
  });
});

describe('a record that cannot be right is refused with its place', () => {
  const divisions = fixture.divisionsCsv;
  const bundleOf = (properties: object): string =>
    fixture.bundle(fixture.indicator(1), fixture.indicator(2, properties));
  test.each<[string, string, string]>([
    [
      'a GEOID without its leading zero',
      divisions.replace('13089', '1308'),
      'input:3: GEOID `1308` is not five digits',
    ],
    [
      'a GEOID of another state',
      divisions.replace('13089', '12089'),
      'GEOID `12089` is not in GA, whose GEOIDs begin with 13',
    ],
    [
      'a division of another state',
      divisions.replace('state:ga/county:dekalb', 'state:al/county:dekalb'),
      'is not in GA',
    ],
    ['a malformed division id', divisions.replace('county:dekalb', 'County DeKalb'), 'is no division id'],
    ['a division without name', divisions.replace('DeKalb County', ''), 'has no name'],
    [
      'a row of another width',
      divisions.replace(',13089', ''),
      'input:3: has 4 cells where the header has 5',
    ],
    [
      'an unknown state',
      fixture.pollingCsv(fixture.pollingRow({ state: 'ZZ' })),
      '`ZZ` is no US state or territory',
    ],
    [
      'a date that is not in the calendar',
      fixture.pollingCsv(fixture.pollingRow({ election_date: '2021-02-29' })),
      '`2021-02-29` is no date',
    ],
    [
      'a malformed CVE id',
      fixture.kevJson({}, { cveID: 'CVE-20-1' }),
      'input:21:5: vulnerabilities[1]: `CVE-20-1` is no CVE id',
    ],
    ['a number for a text', fixture.kevJson({ product: 7 }), '`product` must be a text, not a number'],
    ['a text for a list', fixture.kevJson({ cwes: 'CWE-1' }), '`cwes` must be a list, not a text'],
    ['a missing property', fixture.kevJson({ product: undefined }), '`product` is missing'],
    ['a malformed CVE id in an advisory', fixture.csafJson('GREEN', 'CVE-1'), '`CVE-1` is no CVE id'],
    ['a STIX id without UUID', bundleOf({ id: 'indicator--2' }), 'objects[1]: `indicator--2` is no STIX id'],
    [
      'a STIX id of another type',
      bundleOf({ id: `malware--${fixture.uuid(2)}` }),
      'is the id of another type than `indicator`',
    ],
    [
      'a STIX time that does not exist',
      bundleOf({ created: '2030-13-01T00:00:00Z' }),
      '`created` `2030-13-01` is no date',
    ],
    [
      'a marking reference to something else',
      bundleOf({ object_marking_refs: [`identity--${fixture.uuid(3)}`] }),
      'is the id of another type',
    ],
    [
      'a granular marking without selectors',
      bundleOf({ granular_markings: [{ marking_ref: `marking-definition--${fixture.uuid(3)}` }] }),
      '`granular_markings.selectors` is empty',
    ],
    [
      'a flag that is neither true nor false',
      fixture.vipXml().replace('>true<', '>yes<'),
      'input:6: pl1: `IsDropBox` must be true or false, not `yes`',
    ],
    [
      'a domain of another registry',
      fixture.domainsCsv.replace('example-city.gov', 'example.com'),
      '`example.com` is no .gov domain',
    ],
  ])('%s', async (_, content, message) => {
    expect(await refusalOf(content)).toContain(message);
  });
});

describe('one id with two contents in one file is refused, both places named', () => {
  test.each<[string, string, readonly string[]]>([
    ['division', `${fixture.divisionsCsv}${county},Another County,13121,GA,county\n`, ['input:4:', 'line 2']],
    [
      'vulnerability',
      fixture.kevJson({}, { product: 'Other' }),
      ['input:21: vulnerabilities[1]', 'vulnerabilities[0], line 6'],
    ],
    [
      'STIX object',
      fixture.bundle(fixture.indicator(1), fixture.indicator(1, { name: 'Other' })),
      ['objects[1]', 'is on line 5 already'],
    ],
    [
      'polling place',
      fixture.pollingCsv(fixture.pollingRow(), fixture.pollingRow({ precinct_id: '2', name: 'OTHER HALL' })),
      ['input:3: site `060001` has another name on line 2'],
    ],
    [
      'VIP element',
      fixture.vipXml(`${fixture.vipPlaces}\n<PollingLocation id="pl1"><Name>Other</Name></PollingLocation>`),
      ['polling location `pl1` is on line 6 already'],
    ],
  ])('%s', async (_, content, messages) => {
    const stderr = await refusalOf(content);
    for (const message of messages) expect(stderr).toContain(message);
  });
});

test('control characters and directions of a bad value are shown, not sent to the terminal', async () => {
  const stderr = await refusalOf(fixture.kevJson({ cveID: '\u001b[2J\u202eCVE' }));
  expect(stderr).toContain(String.raw`\u001b[2J\u202eCVE`);
  expect(stderr).not.toContain('\u001b');
});

test('at most twenty problems are shown, the rest counted', async () => {
  const entries = Array.from({ length: 30 }, (_, index) => ({ cveID: `bad-${index}` }));
  const stderr = await refusalOf(fixture.kevJson(...entries));
  expect(stderr.split('\n').filter((line) => line.startsWith('error: '))).toHaveLength(20);
  expect(stderr).toContain('and 10 more');
});

describe('size', () => {
  function sparse(content: string, bytes: number): string {
    const path = file(content);
    truncateSync(path, bytes);
    return path;
  }

  test('a file over --max-bytes is refused by its size', async () => {
    const { code, stderr } = await loaded(sparse(fixture.kevJson({}), 1024 ** 3));
    expect(code).toBe(3);
    expect(stderr).toContain('has 1024 MB, more than the 512 MB of --max-bytes');
  });

  test('a large JSON file is refused before it is held in memory', async () => {
    const path = file(`{"type": "bundle", "objects": [\n${' '.repeat(64 * 1024 * 1024)}]}`);
    const { code, stderr } = await loaded(path, '--max-bytes', '2G');
    expect(code).toBe(3);
    expect(stderr).toContain('is larger than 64 MB, the most that is read as JSON; split it');
  });

  test.each([
    ['NUL bytes alone', '', 'has NUL bytes and is no text'],
    ['one row without end', `${fixture.divisionsCsv}${county}/precinct:1,`, 'has a row longer than'],
    ['one text without end in XML', fixture.vipXml().slice(0, -40), 'has an element longer than'],
  ])('1 GB of %s is refused in bounded memory', (_, begin, message) => {
    const path = sparse(begin === '' ? '' : begin + 'x'.repeat(32 * 1024 * 1024), 1024 ** 3);
    const script = `
      import { runLoad } from ${JSON.stringify(new URL('../../subgraphs/kit/load/command.ts', import.meta.url).href)};
      const host = { destinations: async () => [], knownCounties: () => [], stderr: process.stdout, stdout: { write() {} } };
      const code = await runLoad(['--max-bytes', '2G', ${JSON.stringify(path)}], host);
      process.stdout.write(JSON.stringify({ code, kilobytes: process.resourceUsage().maxRSS }));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script]).toString();
    expect(output).toContain(message);
    const { code, kilobytes }: Record<string, number> = JSON.parse(/\{"code".*$/.exec(output)?.[0] ?? '{}');
    expect(code).toBe(3);
    expect(kilobytes).toBeLessThan(400 * 1024);
  });
});
