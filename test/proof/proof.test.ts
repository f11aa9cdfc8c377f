import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { committedBook, decisionTable } from './decision-table.ts';
import type { ProofReport } from './report.ts';
import { seededBugs } from './seeded-bugs.ts';

/** A release may ask for more, and for other ones: `npm run prove -- --triples 50000 --seed x`. */
const triples = Number(process.env['WATCHFLOOR_PROVE_TRIPLES'] ?? 2000);

const main = fileURLToPath(new URL('main.ts', import.meta.url));
let report: ProofReport;

// Rooms are loaded with something broken in them by Node's own loader: it is a process of its own.
beforeAll(async () => {
  const args = [
    main,
    '--json',
    '--seed',
    'watchfloor',
    '--triples',
    `${triples}`,
    '--no-policies',
    '--mutants',
    '0',
    '--comparisons',
    '0',
    '--layers',
    '120',
  ];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    maxBuffer: 64_000_000,
  }).catch(
    // It says by its exit status that something was found; what, is told below.
    (failed: unknown) => failed as { readonly stdout: string; readonly stderr: string },
  );
  if (stdout === '') throw new Error(stderr);
  report = JSON.parse(stdout) as ProofReport;
}, 600_000);

test(`no two worlds that differ in what a caller may not see are told apart, and the reference agrees, ${triples} times`, () => {
  expect(report.findings).toEqual([]);
  expect(report.figures['triples']).toBeGreaterThanOrEqual(triples);
});

test('most triples have something in them to keep back', () => {
  const { figures } = report;
  expect(figures['withheld']).toBeGreaterThan(triples / 2);
  expect(figures['masked']).toBeGreaterThan((triples * 2) / 5);
  expect(figures['hidden']).toBeGreaterThan((triples * 2) / 5);
  expect(figures['mutations']).toBeGreaterThan(triples / 20);
  expect(figures['records']).toBeGreaterThan(triples / 2);
  expect(figures['encodings']).toBeGreaterThan(triples / 5);
  expect(figures['schemas']).toBeGreaterThan(triples / 10);
  expect(figures['refused']).toBeLessThan(triples / 5);
  expect(figures['unchanged']).toBeLessThan(triples / 20);
  expect(figures['requests']).toBeGreaterThan(triples / 5);
  expect(figures['rewordings']).toBeGreaterThan(triples / 5);
  expect(figures['reductions']).toBeGreaterThan(triples / 10);
});

test('what holds with which layers is as the committed table says', async () => {
  const lines = report.layers.map(({ layers, held, biting }) => `${layers}: ${held} of ${biting} hold\n`);
  await expect(lines.join('')).toMatchFileSnapshot('layers.txt');
});

test.each([
  [['--triple', '1'], 'prove: unknown option `--triple`\n'],
  [['--triples', 'many'], 'prove: `--triples` takes a number, not `many`\n'],
])('a mistaken option is told in one line: %j', async (given, told) => {
  const failed = await promisify(execFile)(process.execPath, [main, ...given]).catch(
    (error: unknown) => error,
  );
  expect(failed).toMatchObject({ code: 2, stdout: '', stderr: told });
});

describe('the suite notices that', () => {
  test.each(seededBugs.map(({ name }) => name))('%s', (name) => {
    expect(report.bugs.find((bug) => bug.name === name)?.found).toMatch(/./u);
  });
});

test('the policies decide as the committed table says, which a change of policies has to change', async () => {
  await expect(decisionTable(committedBook())).toMatchFileSnapshot('decisions.txt');
});
