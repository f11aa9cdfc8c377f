import { once } from 'node:events';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Destination } from '../../subgraphs/kit/load/destination.ts';
import * as fixture from './fixture.ts';
import { file, folder } from './fixture.ts';
import { memoryDestination } from './memory-destination.ts';
import { loaded, run } from './run.ts';

/** A folder with one good file of several formats, a licence and a schema. */
function goodFolder(): string {
  const path = folder();
  mkdirSync(join(path, 'deep'));
  const files = {
    'divisions.csv': fixture.divisionsCsv,
    'deep/kev.json': fixture.kevJson({}),
    'deep/bundle.json': fixture.bundle(fixture.indicator(1)),
    'a-places.csv': fixture.pollingCsv(fixture.pollingRow()),
    LICENSE: 'You may do anything.\n',
    'schema.json': '{"$schema": "x"}',
    '.hidden': fixture.kevJson({ cveID: 'bad' }),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return path;
}

describe('a folder', () => {
  test('is read with all below it, divisions first, and what is no format is listed', async () => {
    const { code, stdout, stderr, records } = await loaded(goodFolder(), '--format', 'json');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(records.map(({ kind }) => kind)).toEqual([
      'division',
      'division',
      'election',
      'polling-place',
      'vulnerability',
      'stix',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'loaded',
      skipped: [{ reason: 'is a licence or read-me' }, { reason: 'is a JSON schema' }],
      tables: [{ agency: 'memory', table: 'division', new: 2 }, {}, {}, {}, {}],
    });
  });

  test('with links that go round is read once', async () => {
    const path = goodFolder();
    symlinkSync(path, join(path, 'deep', 'up'));
    symlinkSync('loop', join(path, 'loop'));
    symlinkSync(join(path, 'divisions.csv'), join(path, 'same.csv'));
    const { code, stdout } = await loaded(path, '--format', 'json');
    expect(code).toBe(0);
    const { files, skipped } = JSON.parse(stdout) as { files: object[]; skipped: object[] };
    expect(files).toHaveLength(4);
    expect(skipped).toContainEqual({ path: join(path, 'loop'), reason: 'is a link that leads nowhere' });
  });

  test('with broken JSON in it loads nothing', async () => {
    const path = goodFolder();
    writeFileSync(join(path, 'cut.json'), '{"title": "CISA');
    const { code, stderr, records } = await loaded(path);
    expect({ code, records }).toEqual({ code: 3, records: [] });
    expect(stderr).toContain('cut.json:1:16: ends too early');
  });

  test.skipIf(process.getuid?.() === 0)('that cannot be read loads nothing', async () => {
    const path = goodFolder();
    chmodSync(join(path, 'deep'), 0);
    const { code, stderr } = await loaded(path);
    chmodSync(join(path, 'deep'), 0o700);
    expect(code).toBe(3);
    expect(stderr).toContain('deep: cannot be read (EACCES)');
  });
});

describe('nothing is half-loaded', () => {
  test('one refused record rolls every agency back, also of files read before', async () => {
    const path = goodFolder();
    writeFileSync(join(path, 'z.json'), fixture.kevJson({ cveID: 'CVE-1' }));
    const cyber = memoryDestination('cyber', 'vulnerability', 'stix');
    const elections = memoryDestination('elections', 'division', 'polling-place', 'election');
    const { code, stderr, stdout } = await run([path], cyber, elections);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: .*z\.json:6:5: vulnerabilities\[0\]: `CVE-1` is no CVE id/m);
    expect(stdout).toContain('Nothing loaded: 1 problem.');
    expect([...cyber.kept, ...elections.kept]).toEqual([]);
    expect([cyber.ends, elections.ends]).toEqual([
      ['begin', 'rollback'],
      ['begin', 'rollback'],
    ]);
  });

  test('--skip-refused loads the rest and counts what was refused', async () => {
    const { code, records, stdout, stderr } = await loaded(
      file(fixture.kevJson({ cveID: 'CVE-1' }, {})),
      '--skip-refused',
    );
    expect(code).toBe(0);
    expect(records).toHaveLength(1);
    expect(stdout).toContain('1 records refused');
    expect(stderr).toContain('`CVE-1` is no CVE id');
  });

  test('--skip-refused does not load a file that is cut off', async () => {
    const { code, records } = await loaded(
      file(fixture.kevJson({}).slice(0, -3)),
      file(fixture.divisionsCsv),
      '--skip-refused',
    );
    expect({ code, records }).toEqual({ code: 3, records: [] });
  });

  test('an agency that fails while it is written to rolls the others back', async () => {
    const elections = memoryDestination('elections', 'division');
    const failing: Destination = {
      ...memoryDestination('cyber', 'vulnerability'),
      begin: () => Promise.reject(new Error('the disk is full')),
    };
    const path = goodFolder();
    await expect(run([path], elections, failing)).rejects.toThrow('the disk is full');
    expect(elections.ends).toEqual(['begin', 'rollback']);
    expect(elections.kept.size).toBe(0);
  });

  test('--dry-run counts and keeps nothing', async () => {
    const { code, stdout, destination } = await loaded(goodFolder(), '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('Dry run, nothing kept; a load would give 6 new, 0 changed, 0 unchanged rows.');
    expect(destination.ends).toEqual(['begin', 'rollback']);
    expect(destination.kept.size).toBe(0);
  });
});

describe('a second load of the same files changes nothing', () => {
  test('of a folder', async () => {
    const destination = memoryDestination('memory');
    const path = goodFolder();
    await run([path], destination);
    const { stdout } = await run([path], destination);
    expect(stdout).toContain('Loaded: 0 new, 0 changed, 6 unchanged rows.');
  });

  test('of files that disagree: what is read first stays, with a warning', async () => {
    const first = file(fixture.kevJson({}), 'a.json');
    const second = file(fixture.kevJson({ product: 'Other' }), 'b.json');
    const destination = memoryDestination('memory');
    const report = await run([first, second], destination);
    expect(report.code).toBe(0);
    expect(report.stderr).toContain('b.json:6: vulnerabilities[0]: its content differs from');
    expect([...destination.kept.values()]).toMatchObject([{ product: 'Scanner' }]);
    expect((await run([first, second], destination)).stdout).toContain('0 new, 0 changed, 1 unchanged');
  });

  test('of polling places of several elections: the latest stays, whatever the names', async () => {
    const older = file(fixture.pollingCsv(fixture.pollingRow({ election_date: '2018-11-06' })), 'a.csv');
    const newer = file(fixture.pollingCsv(fixture.pollingRow({ name: 'NEW LIBRARY' })), 'b.csv');
    const { code, records } = await loaded(older, newer);
    expect(code).toBe(0);
    const places = records.filter(({ kind }) => kind === 'polling-place');
    expect(places).toMatchObject([{ name: 'NEW LIBRARY', electionDate: '2020-11-03' }]);
    expect(records.filter(({ kind }) => kind === 'election')).toHaveLength(2);
  });

  test('of bundles with several versions of an object: the newest stays, whatever the order', async () => {
    const older = file(fixture.bundle(fixture.indicator(1)));
    const newer = file(
      fixture.bundle(fixture.indicator(1, { modified: '2030-01-01T00:00:00.5Z', name: 'Newer' })),
    );
    const destination = memoryDestination('memory');
    for (const paths of [
      [older, newer],
      [newer, older],
    ]) {
      expect((await run(paths, destination)).code).toBe(0);
      expect([...destination.kept.values()]).toMatchObject([{ object: { name: 'Newer' } }]);
    }
    expect((await run([older, newer], destination)).stdout).toContain('0 new, 0 changed, 1 unchanged');
  });
});

test('a file name cannot command the terminal', async () => {
  const path = file(fixture.kevJson({ cveID: 'CVE-1' }), 'a\u001b[2Jb.json');
  const { stdout, stderr } = await loaded(path);
  expect(stdout + stderr).toContain(String.raw`a\u001b[2Jb.json`);
  expect(stdout + stderr).not.toContain('\u001b');
});

test('a socket or an empty folder is not waited for', async () => {
  const path = folder();
  const server = createServer().listen(join(path, 'socket.json'));
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { code, stdout, stderr } = await loaded(path);
  expect(code).toBe(0);
  expect(stdout).toContain('is no file or folder');
  expect(stderr).toBe('warning: no file there is in a format that is read\n');
});

test('each agency gets the kinds that it takes, and what nobody takes is said', async () => {
  const cyber = memoryDestination('cyber', 'vulnerability');
  const { code, stderr } = await run([file(fixture.kevJson({})), file(fixture.domainsCsv)], cyber);
  expect(code).toBe(0);
  expect(cyber.kept.size).toBe(1);
  expect(stderr).toContain('no agency takes records of kind `domain`');
});

test('a mistake in the arguments costs one line and exit code 2', async () => {
  const cases = [
    [],
    ['--nonsense', 'x'],
    ['--format', 'xml', 'x'],
    ['--max-bytes', 'many', 'x'],
    ['/no/such/file'],
  ];
  for (const argv of cases) {
    const { code, stdout, stderr } = await loaded(...argv);
    expect({ argv, code, stdout, lines: stderr.split('\n').length }).toEqual({
      argv,
      code: 2,
      stdout: '',
      lines: 2,
    });
  }
});

test('the help names every option and is data', async () => {
  const { code, stdout, stderr } = await loaded('--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const option of [
    '--data-dir',
    '--format',
    '--dry-run',
    '--skip-refused',
    '--max-bytes',
    '--default-marking',
  ])
    expect(stdout).toContain(option);
});
