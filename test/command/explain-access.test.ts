import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimsOf, findPersona } from '../../gateway/identity/personas.ts';
import { run, startCommand } from './run-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-explain-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const explain = (...argv: readonly string[]) => run(['explain', ...argv]);

test('a field is explained with decision, policy, place, author and what it would take', async () => {
  const { code, stdout, stderr } = await explain('--persona', 'player', '--coordinate', 'Indicator.pattern');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /^Indicator\.pattern {2}never {5}COUNT "Indicator\.sightingCount", NEED_TO_KNOW {2}cyber$/m,
  );
  expect(stdout).toContain('needs `indicator.pattern` of cyber, on Indicator: never');
  expect(stdout).toMatch(/permit cyber\.indicator-pattern {2}\(subgraphs\/cyber\/policy\.cedar:\d+\)/);
  expect(stdout).toContain('// The pattern itself: who defends networks with it');
  expect(stdout).toContain('it would take purpose `NETDEF`');
  expect(stdout).toContain("Cedar's own engine decides the same");
});

test('an operation is explained field by field, in columns that stand below one another', async () => {
  const { code, stdout } = await explain('--persona', 'cyber-analyst', '--operation', 'IndicatorReach');
  expect(code).toBe(0);
  const lines = stdout.split('\n');
  const head = lines.findIndex((line) => line.startsWith('COORDINATE'));
  const end = lines.indexOf('', head);
  const column = lines[head]?.indexOf('CUSTODIAN') ?? -1;
  const rows = lines.slice(head + 1, end);
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) expect(row.slice(column - 2, column + 1)).toMatch(/^ {2}\S$/);
  expect(stdout).toMatch(/^Indicator\.pattern +depends on /m);
});

test('--json holds everything, also the texts of policies', async () => {
  const { stdout } = await explain('--persona', 'player', '--coordinate', 'Indicator.pattern', '--json');
  const { caller, coordinates } = JSON.parse(stdout) as {
    readonly caller: { readonly agency: string };
    readonly coordinates: readonly {
      readonly decision: string;
      readonly needs: readonly { readonly policies: readonly object[]; readonly disagreements: string[] }[];
    }[];
  };
  expect(caller.agency).toBe(findPersona('player')?.agency);
  expect(coordinates).toMatchObject([{ coordinate: 'Indicator.pattern', decision: 'NEVER' }]);
  expect(coordinates[0]?.needs[0]?.policies[0]).toMatchObject({
    id: 'cyber.indicator-pattern',
    missing: ['purpose `NETDEF`'],
    text: expect.stringContaining('permit (principal') as string,
  });
  expect(coordinates[0]?.needs.flatMap((need) => need.disagreements)).toEqual([]);
});

test('a token is explained as its persona, and that nobody checked it is said', async () => {
  const persona = findPersona('player');
  if (!persona) throw new Error('no persona');
  const payload = Buffer.from(JSON.stringify(claimsOf(persona))).toString('base64url');
  const token = `e30.${payload}.x`;
  const byToken = await explain('--token', token, '--coordinate', 'Indicator.pattern', '--json');
  const byPersona = await explain('--persona', 'player', '--coordinate', 'Indicator.pattern', '--json');
  const { note, ...told } = JSON.parse(byToken.stdout) as { readonly note: string };
  expect(note).toBe("the token's signature was not checked");
  expect(told).toEqual(JSON.parse(byPersona.stdout));
});

test('an argument that reads what is withheld is told of', async () => {
  const file = join(folder, 'by-value.graphql');
  await writeFile(file, 'query ($f: IndicatorFilter) { indicators(filter: $f) { nodes { id } } }\n');
  await writeFile(file.replace('.graphql', '.variables.json'), '{ "f": { "value": "x" } }\n');
  const { code, stdout, stderr } = await explain('--persona', 'player', '--operation', file);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /IndicatorFilter\.value at Query\.indicators: never, since it reads Indicator\.pattern/,
  );
});

test.each<readonly [readonly string[], RegExp]>([
  [['--persona', 'plyer', '--coordinate', 'Indicator.pattern'], /no persona `plyer`, did you mean `player`/],
  [['--persona', 'player', '--coordinate', 'Indicator.patern'], /did you mean `Indicator\.pattern`/],
  [['--persona', 'player', '--coordinate', 'nonsense'], /write it as `Type\.field`/],
  [['--persona', 'player', '--coordinate', 'Indicator.patt'], /did you mean `Indicator\.pattern`/],
  [
    ['--persona', 'player', '--coordinate', 'Agency'],
    /`Agency` is a type, name one of its fields: `Agency\./,
  ],
  [['Indicator.pattern'], /asked for by `--persona <id> --coordinate Indicator\.pattern`/],
  [['IndicatorReach'], /asked for by `--persona <id> --operation IndicatorReach`/],
  [['--persona', 'player', '--operation', 'IndicatorReech'], /did you mean `IndicatorReach`/],
  [['--persona', 'player'], /either `--operation <file>` or `--coordinate/],
  [['--coordinate', 'Indicator.pattern'], /one of `--persona <id>`, `--token/],
  [['--token', 'a.b.c', '--coordinate', 'Indicator.pattern'], /the token cannot be read/],
  [['--token', 'abc', '--coordinate', 'Indicator.pattern'], /it has three parts with dots between/],
  [['WF-C014', '--persona', 'player'], /do not go together/],
  [
    ['--persona', 'player', '--coordinate', 'Indicator.pattern', '--supergraph', 'nowhere.graphql'],
    /no file/,
  ],
])('%j ends with 2 and a line that helps', async (argv, message) => {
  const { code, stdout, stderr } = await explain(...argv);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stdout).toBe('');
});

test('an operation that does not fit the graph is told with its place', async () => {
  const file = join(folder, 'wrong.graphql');
  await writeFile(file, '{\n  indicators { nodes { patern } }\n}\n');
  const { code, stderr } = await explain('--persona', 'player', '--operation', file);
  expect(code).toBe(3);
  expect(stderr).toMatch(/wrong\.graphql:2:24: Cannot query field "patern".*"pattern"/);
});

test('a reader who has seen enough ends it without a word', async () => {
  const { child, ended } = startCommand(['explain']);
  child.stdout?.destroy();
  const { code, stderr } = await ended;
  expect([code, stderr]).toEqual([0, '']);
});

test('a code is still explained by its page', async () => {
  const { code, stdout } = await explain('WF-C014');
  expect(code).toBe(0);
  expect(stdout).toContain('WF-C014');
});
