import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { atlasCounties } from '../../subgraphs/kit/load/product-host.ts';
import { runLoad } from '../../subgraphs/kit/load/command.ts';
import type { LoadRecord } from '../../subgraphs/kit/load/record.ts';
import { memoryDestination } from './memory-destination.ts';
import type { MemoryDestination } from './memory-destination.ts';

const data = join(import.meta.dirname, '../../../shared/data');
if (!existsSync(data)) process.stdout.write('skipped: the public data is not beside this folder\n');

async function load(
  ...paths: readonly string[]
): Promise<{ code: number; stdout: string; destination: MemoryDestination }> {
  const destination = memoryDestination('memory');
  let stdout = '';
  const code = await runLoad(['--format', 'json', ...paths.map((path) => join(data, path))], {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: () => true },
    environment: {},
    destinations: () => Promise.resolve([destination]),
    knownCounties: atlasCounties,
  });
  return { code, stdout, destination };
}

function recordsOf({ kept }: MemoryDestination): readonly LoadRecord[] {
  return [...kept.values()];
}

describe.skipIf(!existsSync(data))('the public data', () => {
  test('loads whole, every file counted', async () => {
    const { code, stdout, destination } = await load('.');
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as { files: { path: string; read: number }[] };
    const read = Object.fromEntries(
      report.files.map(({ path, read: count }) => [path.slice(data.length + 1), count]),
    );
    expect(read).toMatchObject({
      'divisions/us_county_equivalents.csv': 3100,
      'divisions/country-gb.csv': 875,
      'divisions/country-se.csv': 31,
      'divisions/country-ca_provinces_and_federal_eds.csv': 1003,
      'divisions/ga_local_gov_ocd.csv': 579,
      'divisions/ga_precincts_ocd.csv': 2819,
      'polling-places/Georgia_2020-11-03.csv': 2432,
      'vip-feed/vipfeed-04013-2020-11-03.xml': 561,
      'dotgov/election_and_ga_domains.csv': 1100,
      'kev/known_exploited_vulnerabilities.json': 1404,
      'csaf/icsa-22-154-01.json': 1,
      'attack/enterprise-attack-election-groups.stix21.json': 2585,
      'disarm/DISARM.stix21.json': 697,
    });
    const kinds = new Set(recordsOf(destination).map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual([
      'advisory',
      'division',
      'domain',
      'election',
      'polling-place',
      'stix',
      'vulnerability',
    ]);
  });

  test('of Georgia has 2,431 sites in 159 counties, whose ids do not need the division files', async () => {
    const alone = await load('polling-places/Georgia_2020-11-03.csv');
    const together = await load('polling-places/Georgia_2020-11-03.csv', 'divisions');
    const places = (destination: MemoryDestination): readonly LoadRecord[] =>
      recordsOf(destination).filter(({ kind }) => kind === 'polling-place');
    expect(places(alone.destination)).toHaveLength(2431);
    expect(places(alone.destination)).toEqual(places(together.destination));
    const counties = new Set(
      places(alone.destination).map((place) => place.kind === 'polling-place' && place.countyOcdId),
    );
    expect(counties.size).toBe(159);
    expect(counties).not.toContain(null);
  });

  test('has a county for every place of Pennsylvania, Michigan and Maricopa', async () => {
    const { destination } = await load('polling-places', 'vip-feed');
    const without = recordsOf(destination).filter(
      (record) => record.kind === 'polling-place' && record.countyOcdId === null,
    );
    expect(without).toEqual([]);
  });

  test('keeps ATT&CK and DISARM clear, and the marked examples as they are marked', async () => {
    const catalogues = await load('attack', 'disarm');
    expect(new Set(recordsOf(catalogues.destination).map(({ marking }) => marking.tlp))).toEqual(
      new Set(['CLEAR']),
    );
    const { destination } = await load('stix-examples/using-granular-markings.json');
    const marked = recordsOf(destination).find(
      (record) => record.kind === 'stix' && record.object.type === 'indicator',
    );
    expect(marked).toMatchObject({
      fieldMarkings: [
        { field: 'description', marking: { tlp: 'RED' } },
        { field: 'indicator_types.[1]', marking: { tlp: 'AMBER' } },
        { field: 'indicator_types.[0]', marking: { tlp: 'GREEN' } },
        { field: 'name', marking: { tlp: 'GREEN' } },
        { field: 'pattern', marking: { tlp: 'GREEN' } },
      ],
    });
  });

  test('loads within 400 MB', () => {
    const script = `
      import { runLoad } from ${JSON.stringify(new URL('../../subgraphs/kit/load/command.ts', import.meta.url).href)};
      const quiet = { write() {} };
      const none = { put: async () => ({ tables: [], refused: [] }), commit: async () => {}, rollback: async () => {} };
      const destination = { agency: 'none', accepts: () => true, begin: async () => none };
      const code = await runLoad([${JSON.stringify(data)}], { stdout: quiet, stderr: quiet, destinations: async () => [destination] });
      process.stdout.write(JSON.stringify([code, process.resourceUsage().maxRSS]));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script]).toString();
    const [code, kilobytes] = JSON.parse(output) as [number, number];
    expect(code).toBe(0);
    expect(kilobytes).toBeLessThan(400 * 1024);
  });
});
