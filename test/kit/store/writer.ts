import { openStore } from '../../../subgraphs/kit/open-store.ts';

/** Writes each number twice in one transaction, reports it once it is committed, and goes on until it is killed. */
const store = await openStore({ agency: 'killed', dataDir: process.argv[2] ?? '' });
await store.script('create table if not exists number (n integer not null)');
const [row] = await store.query('select max(n) as last from number');
for (let n = Number(row?.['last'] ?? -1) + 1; ; n += 1) {
  await store.transaction(async (transaction) => {
    await transaction.query('insert into number (n) values ($1)', [n]);
    await transaction.query('insert into number (n) values ($1)', [n]);
  });
  process.stdout.write(`${n}\n`);
}
