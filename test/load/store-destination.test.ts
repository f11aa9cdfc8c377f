import { describe, expect, test } from 'vitest';
import { put } from '../../subgraphs/kit/change.ts';
import type { ImportMap } from '../../subgraphs/kit/change.ts';
import { storeDestination } from '../../subgraphs/kit/load/store-destination.ts';
import type { ReceivingAgency } from '../../subgraphs/kit/load/store-destination.ts';
import type { Marking } from '../../subgraphs/kit/marking.ts';
import { migrate } from '../../subgraphs/kit/migrate.ts';
import { openStore } from '../../subgraphs/kit/open-store.ts';
import { readRoom, ROOM_MIGRATION, writeRoom } from '../../subgraphs/kit/room.ts';
import type { Row } from '../../subgraphs/kit/store.ts';
import { MARKING_COLUMNS, table } from '../../subgraphs/kit/table.ts';
import * as fixture from './fixture.ts';
import { file, folder } from './fixture.ts';
import { run } from './run.ts';

interface Flaw {
  readonly id: string;
  readonly product: string;
  readonly marking: Marking;
}

const flaws = table<Flaw>({
  name: 'flaw',
  key: ['id'],
  columns: { id: 'text', product: 'text' },
  marked: true,
  type: 'Flaw',
});
const migration = `create table flaw (id text primary key, product text not null, ${MARKING_COLUMNS})`;

const imports: ImportMap = {
  vulnerability(record) {
    if (record.product === 'Untakable') throw new Error('no such product');
    if (record.product === 'Unstorable') return [{ table: flaws, row: { id: record.cveId } }];
    return [put(flaws, { id: record.cveId, product: record.product, marking: record.marking })];
  },
};

const cyber: ReceivingAgency = {
  name: 'cyber',
  imports,
  async openStore(options) {
    const store = await openStore({ ...options, agency: 'cyber' });
    await migrate(store, [ROOM_MIGRATION, migration]);
    return store;
  },
};

async function rows(dataDir: string): Promise<readonly Row[]> {
  const store = await cyber.openStore({ dataDir });
  const found = await store.query('select id, product, tlp, originator from flaw order by id');
  await store.close();
  return found;
}

describe('an agency with a store of its own', () => {
  test('gets its rows, as whose they then are, and a second load changes nothing', async () => {
    const dataDir = folder();
    const path = file(fixture.kevJson({}, { cveID: 'CVE-2030-0002' }));
    const first = await run(['--format', 'json', path], storeDestination(cyber, { dataDir }));
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toMatchObject({
      tables: [{ agency: 'cyber', table: 'flaw', new: 2, changed: 0, unchanged: 0 }],
    });
    expect(await rows(dataDir)).toMatchObject([
      { id: 'CVE-2030-0001', product: 'Scanner', tlp: 'CLEAR', originator: 'cyber' },
      { id: 'CVE-2030-0002' },
    ]);
    const second = await run(['--format', 'json', path], storeDestination(cyber, { dataDir }));
    expect(JSON.parse(second.stdout)).toMatchObject({ tables: [{ new: 0, changed: 0, unchanged: 2 }] });
    const third = await run(
      [file(fixture.kevJson({ product: 'Other' }))],
      storeDestination(cyber, { dataDir }),
    );
    expect(third.stdout).toContain('0 new, 1 changed, 0 unchanged');
  });

  test('keeps nothing of a load with a refused record or of a dry run', async () => {
    const dataDir = folder();
    const good = file(fixture.kevJson({}));
    const bad = file(fixture.bundle(fixture.indicator(1, { id: 'indicator--1' })));
    expect((await run([good, bad], storeDestination(cyber, { dataDir }))).code).toBe(3);
    expect((await run([good, '--dry-run'], storeDestination(cyber, { dataDir }))).stdout).toContain('1 new');
    expect(await rows(dataDir)).toEqual([]);
  });

  test('shows nothing of a load to others before it ends, and nobody waits to read', async () => {
    const dataDir = folder();
    const staging = await storeDestination(cyber, { dataDir }).begin();
    await staging.rollback();
    const again = await storeDestination(cyber, { dataDir }).begin();
    expect(await rowsWithoutMigrating(dataDir)).toEqual([]);
    await again.commit();
    await again.rollback();
  });

  test('refuses by name a record that it cannot take, and keeps the others when told to', async () => {
    const dataDir = folder();
    const path = file(
      fixture.kevJson(
        {},
        { cveID: 'CVE-2030-0002', product: 'Untakable' },
        { cveID: 'CVE-2030-0003', product: 'Unstorable' },
      ),
    );
    const strict = await run([path], storeDestination(cyber, { dataDir }));
    expect(strict.code).toBe(3);
    expect(strict.stderr).toContain('input:21: vulnerabilities[1]: `cyber` cannot take it: no such product');
    expect(strict.stderr).toMatch(/vulnerabilities\[2\]: `cyber` cannot take it: .*product/);
    expect(await rows(dataDir)).toEqual([]);
    expect((await run([path, '--skip-refused'], storeDestination(cyber, { dataDir }))).code).toBe(0);
    expect(await rows(dataDir)).toHaveLength(1);
  });

  test('tells the room that its data changed, but not against the clock of an exercise', async () => {
    const dataDir = folder();
    const path = file(fixture.kevJson({}));
    await run([path], storeDestination(cyber, { dataDir }));
    const store = await cyber.openStore({ dataDir });
    expect((await readRoom(store)).lastUpdate).toMatch(/^\d{4}-\d\d-\d\dT/);
    await writeRoom(store, { clock: '2030-11-05T09:00:00Z', lastUpdate: '2030-11-05T08:00:00Z' });
    await run([file(fixture.kevJson({ product: 'Other' }))], storeDestination(cyber, { dataDir }));
    expect((await readRoom(store)).lastUpdate).toBe('2030-11-05T08:00:00Z');
    await store.close();
  });
});

async function rowsWithoutMigrating(dataDir: string): Promise<readonly Row[]> {
  const store = await openStore({ agency: 'cyber', dataDir });
  const found = await store.query('select id from flaw');
  await store.close();
  return found;
}
