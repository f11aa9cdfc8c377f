import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unusedStores } from '../../gateway/command/agency-environment.ts';
import { run } from './run-command.ts';

const agencies = ['cyber', 'law-enforcement', 'elections'];
const postgres = 'postgres://127.0.0.1:1/none';
let dataDir: string;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-stores-'));
  for (const name of ['cyber', 'law-enforcement']) writeFileSync(join(dataDir, `${name}.sqlite`), '');
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test.each([
  ['all agencies are in PostgreSQL', { WATCHFLOOR_STORE: postgres }, 'cyber, law-enforcement'],
  ['one agency is', { WATCHFLOOR_STORE_LAW_ENFORCEMENT: postgres }, 'law-enforcement'],
])('embedded stores that are not used are told where %s', (_case, environment, names) => {
  expect(unusedStores(dataDir, agencies, environment)).toBe(
    `the stores of ${names} are in PostgreSQL now, those in \`${dataDir}\` are not used`,
  );
});

test.each([
  ['every store is embedded', {}],
  ['an agency in PostgreSQL never had another', { WATCHFLOOR_STORE_ELECTIONS: postgres }],
])('nothing is told where %s', (_case, environment) => {
  expect(unusedStores(dataDir, agencies, environment)).toBeUndefined();
});

test('load tells it of the data directory that it is given', async () => {
  const environment = { WATCHFLOOR_STORE_CYBER: postgres };
  const { stderr } = await run(['load', '--data-dir', dataDir, 'nowhere.csv'], environment);
  expect(stderr).toContain(`warning: the stores of cyber are in PostgreSQL now, those in \`${dataDir}\``);
});
