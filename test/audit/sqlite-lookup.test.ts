import { afterAll, afterEach, expect, it } from 'vitest';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { verifyLog } from '../../gateway/audit/verify-log.ts';
import { disclosureOf, disclosures } from './disclosures.ts';
import { closeLogs, freshFolder, openLog, removeFolders } from './log-places.ts';

afterEach(closeLogs);
afterAll(removeFolders);

it('a record that was taken out of a lookup, so that nobody would find it, is told of', async () => {
  const dataDir = await freshFolder();
  const log = await openLog({ dataDir });
  await log.append(disclosures(3));
  await log.close();
  const file = new DatabaseSync(join(dataDir, 'log', 'disclosures.sqlite'));
  file.exec('delete from by_coordinate where number = 2');
  file.close();
  const { findings } = await verifyLog({ dataDir });
  expect(findings.map(({ message }) => message)).toEqual([
    '1 of the records would not be found when they are looked for',
  ]);
});

it('a second record of one sequence is told of, also where a page of reading ends between the two', async () => {
  const dataDir = await freshFolder();
  const log = await openLog({ dataDir });
  for (let part = 0; part < 5; part += 1) await log.append(disclosures(1000));
  await log.close();
  const told = async (sequence: number): Promise<readonly string[]> => {
    const file = new DatabaseSync(join(dataDir, 'log', 'disclosures.sqlite'));
    file.exec(`insert into disclosure (chain, sequence, entities, coordinate, agency, at, entry, hash)
      select chain, sequence, entities, coordinate, agency, at, entry, hash from disclosure
      where sequence = ${sequence} limit 1`);
    file.close();
    return (await verifyLog({ dataDir })).findings.map(({ message }) => message);
  };
  const unlinked = (sequence: number): string =>
    `record ${sequence} does not follow the one before it: it was edited, moved or put in`;
  expect(await told(4096)).toEqual([unlinked(4096)]);
  expect(await told(7)).toEqual([unlinked(7), unlinked(4096)]);
});

it('what is written after somebody took records away is found, and the damage is told of', async () => {
  const dataDir = await freshFolder();
  const log = await openLog({ dataDir });
  await log.append(disclosures(5));
  await log.close();
  const file = new DatabaseSync(join(dataDir, 'log', 'disclosures.sqlite'));
  file.exec('drop trigger disclosure_is_kept; delete from disclosure');
  file.close();
  const later = await openLog({ dataDir });
  await later.append(disclosures(2, 'later'));
  const found = await later.find({ coordinates: ['Incident.victim'], first: 10 });
  expect(found.map(({ request }) => request)).toEqual(['later-1', 'later-2']);
  await later.close();
  const { findings } = await verifyLog({ dataDir });
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining('the tail is cut off')]);
});

it('records that name many entities enter the lookups a few at a time, so that nobody waits long', async () => {
  const dataDir = await freshFolder();
  const log = await openLog({ dataDir });
  const entities = Array.from({ length: 500 }, (_, id) => log.entityDigest('Incident', { id }));
  const [first = ''] = entities;
  const many = Array.from({ length: 100 }, (_, index) => ({
    ...disclosureOf(first, { request: `many-${index}` }),
    entities,
  }));
  await log.append(many);
  for (let part = 0; part < 5; part += 1) await log.append(disclosures(1, `later-${part}`));
  const found = await log.find({ of: { type: 'Incident', key: { id: 499 } }, first: 1000 });
  expect(found).toHaveLength(100);
  await log.close();
  const file = new DatabaseSync(join(dataDir, 'log', 'disclosures.sqlite'), { readOnly: true });
  const blocks = file.prepare('select until from block order by until').all();
  file.close();
  // 501 for each record, of 16,384 at once.
  expect(blocks.slice(0, 3).map(({ until }) => until)).toEqual([32, 64, 96]);
  expect((await verifyLog({ dataDir })).findings).toEqual([]);
});
