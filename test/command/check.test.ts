import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { policyBookOf } from '../../schema/policy/policy-book.ts';
import { openRegistryStore } from '../../gateway/registry/registry-store.ts';
import { agencySchema } from './agency-folders.ts';
import { run } from './run-command.ts';

let folder: string;
let good: string;
let bad: string;
let dataDir: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-check-'));
  dataDir = join(folder, 'data');
  good = agency('harbor', agencySchema('harbor'));
  bad = agency('lighthouse', 'type Query {\n  "Lamps."\n  lamps: [Lamp!]\n  beam: Int\n}\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function agency(name: string, schema: string): string {
  const own = join(folder, name);
  mkdirSync(own);
  writeFileSync(join(own, 'schema.graphql'), schema);
  return own;
}

test('a good folder is told in lines and exits 0', async () => {
  const { code, stdout, stderr } = await run(['check', good, '--data-dir', dataDir]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^✓ schema {5}\S*harbor\/schema\.graphql, 1 type$/m);
  expect(stdout).toMatch(/^✓ compose {4}\d+ subgraphs, supergraph [0-9a-f]{6} → [0-9a-f]{6} \(local\)$/m);
  expect(stdout).toMatch(/^! policy {5}no policy\.cedar yet/m);
  expect(stdout).toContain(`Ready: npx watchfloor publish ${good}\n`);
  expect(stdout).not.toContain('\u001b');
});

test('a problem is told with code, place, line, caret, why and fix, and exits 3', async () => {
  const { code, stdout } = await run(['check', bad, '--data-dir', dataDir]);
  expect(code).toBe(3);
  expect(stdout).toContain('error[WF-S002] unknown type `Lamp`\n');
  expect(stdout).toMatch(
    /lighthouse\/schema\.graphql:3:11\n {2}3 │ {3}lamps: \[Lamp!\]\n {16}\^\^\^\^\n {2}Why: /,
  );
  expect(stdout).toContain('error[WF-L002] `Query.beam` has no description\n');
});

test('the other side is what was published, where the data directory has a registry', async () => {
  const store = openRegistryStore(dataDir);
  const sdl = agencySchema('beacon', '  "Theirs."\n  shared: Int @public\n');
  const facts = {
    sha256: 'x',
    sdl,
    policy: null,
    url: 'http://127.0.0.1:1/',
    publisher: 'p',
    publishedAt: '2024-11-05T00:00:00Z',
  };
  const supergraph = {
    hash: 'abcdef',
    sdl: 's',
    policies: policyBookOf([]),
    sources: 's',
    revisions: { beacon: 1 },
    composedAt: '2024-11-05T00:00:00Z',
  };
  store.append(supergraph, { name: 'beacon', revision: 1, ...facts });
  store.close();
  const clash = agency('anchor', agencySchema('anchor', '  "Ours."\n  shared: Int @public\n'));
  const { code, stdout } = await run(['check', clash, '--data-dir', dataDir]);
  expect(code).toBe(3);
  expect(stdout).toContain('error[WF-C013]');
  expect(stdout).toContain('  beacon@r1/schema.graphql:5:3 beacon\n');
});

test('a folder that is not there exits 2 and suggests the nearest', async () => {
  const { code, stdout, stderr } = await run(['check', 'subgraphs/electons']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(
    /^error: no folder `subgraphs\/electons`, did you mean `\S*subgraphs\/elections`\n$/,
  );
});

test.each([
  ['a folder without schema', 'empty', undefined, 'WF-S008'],
  ['a folder name that is no subgraph name', 'Bad_Name', agencySchema('x'), 'WF-S009'],
  ['a schema that is not UTF-8', 'latin', Buffer.from([0x22, 0xe9, 0x22]), 'WF-S001'],
])('%s exits 3', async (_case, name, schema, expected) => {
  const own = join(folder, name);
  mkdirSync(own);
  if (schema !== undefined) writeFileSync(join(own, 'schema.graphql'), schema);
  const { code, stdout } = await run(['check', own, '--data-dir', dataDir]);
  expect([code, /error\[(\S+)\]/.exec(stdout)?.[1]]).toEqual([3, expected]);
});

test('an escape sequence in a schema does not reach the terminal', async () => {
  const own = agency('sneaky', 'type Query {\n  "\u001b[2J" x: Nope # \u001b]0;owned\u0007\n}\n');
  const { stdout } = await run(['check', own, '--data-dir', dataDir]);
  expect(stdout).toContain('WF-S0');
  expect(stdout).not.toMatch(/[\u0007\u001b]/);
});

test('json, sarif, github and junit carry the same problems', async () => {
  const outputs = await Promise.all(
    ['json', 'sarif', 'github', 'junit'].map((format) =>
      run(['check', bad, '--format', format, '--data-dir', join(folder, 'none')]),
    ),
  );
  const [json = '', sarif = '', github = '', junit = ''] = outputs.map(({ stdout }) => stdout);
  expect(outputs.map(({ code }) => code)).toEqual([3, 3, 3, 3]);
  const report = JSON.parse(json) as { ok: boolean; problems: { code: string; place: { line: number } }[] };
  expect(report.ok).toBe(false);
  const codes = report.problems.map(({ code }) => code);
  expect(codes).toEqual(['WF-S002', 'WF-L002']);
  const log = JSON.parse(sarif) as {
    version: string;
    runs: { results: { ruleId: string; level: string }[] }[];
  };
  const errors = log.runs[0]?.results.filter(({ level }) => level === 'error').map(({ ruleId }) => ruleId);
  expect([log.version, errors]).toEqual(['2.1.0', codes]);
  expect(github).toMatch(
    /^::error file=\S*lighthouse\/schema\.graphql,line=3,col=11,.*title=WF-S002::unknown type `Lamp`%0AWhy: /m,
  );
  expect(junit).toMatch(/<testsuites tests="2" failures="2">/);
  expect(junit.match(/<failure type="WF-/g)).toHaveLength(2);
});

test('explain works from code to page, knows the library’s codes, and suggests', async () => {
  expect((await run(['explain', 'wf-c014'])).stdout).toMatch(
    /^WF-C014: a field has different types[\s\S]*Why: [\s\S]*Fix: /,
  );
  expect((await run(['explain', 'SATISFIABILITY_ERROR'])).stdout).toMatch(/^WF-C024: /);
  const unknown = await run(['explain', 'WF-C14']);
  expect([unknown.code, unknown.stderr]).toEqual([2, 'error: no code `WF-C14`, did you mean `WF-C014`\n']);
});

test('compose writes the file once, and --check exits 3 when it is stale or missing', async () => {
  const file = join(folder, 'supergraph.graphql');
  expect(await run(['compose', '--check', '--out', file])).toMatchObject({ code: 3, stdout: '' });
  expect((await run(['compose', '--out', file])).stdout).toMatch(/^✓ wrote /);
  expect(await run(['compose', '--check', '--out', file])).toMatchObject({ code: 0, stderr: '' });
  writeFileSync(file, '# sources: old\n');
  const stale = await run(['compose', '--check', '--out', file]);
  expect([stale.code, stale.stderr]).toEqual([3, `error: \`${file}\` is stale, run \`npm run compose\`\n`]);
});
