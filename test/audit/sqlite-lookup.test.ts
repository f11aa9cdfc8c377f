import { afterAll, afterEach, expect, it } from 'vitest';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { emptyChain, seal } from '../../gateway/audit/chain.ts';
import { peaksColumn } from '../../gateway/audit/stored-state.ts';
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

it('a log of the first layout, a record of which names one entity, is read, written and verified on', async () => {
  const dataDir = await freshFolder();
  const log = await openLog({ dataDir });
  await log.close();
  const file = join(dataDir, 'log', 'disclosures.sqlite');
  const database = new DatabaseSync(file);
  const entity = log.entityDigest('Incident', { id: '7' });
  const chain = String(database.prepare('select id from chain').get()?.['id']);
  const { entities, ...rest } = disclosureOf(entity);
  const text = canonical({ ...rest, entity });
  expect(entities).toEqual([entity]);
  const { state, records } = seal(
    emptyChain(chain),
    [{ text, entities: entity, coordinate: rest.coordinate, agency: rest.agency, at: rest.at }],
    rest.at,
  );
  database.exec(`drop table by_agency; alter table disclosure rename column entities to entity;
    pragma user_version = 1`);
  database
    .prepare('update chain set size = 1, hash = ?, peaks = ?, written = ?')
    .run(state.hash, peaksColumn(state), rest.at);
  for (const { sequence, coordinate, agency, at, entry, hash } of records) {
    database
      .prepare('insert into disclosure values (1, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(chain, sequence, Buffer.from(entity, 'hex'), coordinate, agency, at, entry, hash);
  }
  database.close();
  const later = await openLog({ dataDir });
  await later.append([disclosureOf(entity, { request: 'later' })]);
  const found = await later.find({ of: { type: 'Incident', key: { id: '7' } }, first: 10 });
  expect(found.map(({ request, entities: named }) => [request, named])).toEqual([
    ['request-1', [entity]],
    ['later', [entity]],
  ]);
  await later.close();
  expect((await verifyLog({ dataDir })).findings).toEqual([]);
});

/** As the first layout had it: keys in their order, one entity. */
function canonical(disclosure: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(disclosure).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  );
}
