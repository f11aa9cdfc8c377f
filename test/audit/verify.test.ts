import { generateKeyPairSync, sign } from 'node:crypto';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { headText, openSigningKey, parsedHead, type SignedHead } from '../../gateway/audit/signed-head.ts';
import { verifyLog } from '../../gateway/audit/verify-log.ts';
import { disclosures } from './disclosures.ts';
import {
  closeLogs,
  onBothStores,
  openLog,
  type LogPlaceUnderTest,
  type StoreUnderTest,
} from './log-places.ts';

/** A log of 12 records with heads at 4, 8 and 12, closed; `heads` is the file of its heads. */
async function writtenLog(
  store: StoreUnderTest,
): Promise<LogPlaceUnderTest & { chain: string; heads: string }> {
  const place = await store.place();
  const log = await openLog({ ...place.options, headEvery: 4, headEveryMs: 60_000 });
  for (let part = 0; part < 3; part += 1) await log.append(disclosures(4, `part-${part}`));
  const { chain } = await log.head();
  await log.close();
  return { ...place, chain, heads: join(place.options.dataDir, 'heads', `${chain}.jsonl`) };
}

/** What `verify` tells of a log, without the chain's name. */
async function told(place: LogPlaceUnderTest): Promise<readonly string[]> {
  const { findings } = await verifyLog(place.options);
  return findings.map(({ kind, message }) => `${kind}: ${message}`);
}

const unlinked = (sequence: number): string =>
  `problem: record ${sequence} does not follow the one before it: it was edited, moved or put in`;

onBothStores('verify', (store) => {
  it('finds nothing wrong with a log that nobody touched', async () => {
    expect(await told(await writtenLog(store))).toEqual([]);
  });

  it.each<[what: string, sql: string, findings: readonly string[]]>([
    [
      'an edited record',
      `update disclosure set entry = replace(entry, 'RELEASED', 'MASKED') where sequence = 5`,
      [unlinked(5)],
    ],
    [
      'a record that is looked up by another agency',
      `update disclosure set agency = 'nobody' where sequence = 5`,
      ['problem: record 5 is looked up by another `agency` than it holds'],
    ],
    [
      'a record that is no disclosure',
      `update disclosure set entry = '7' where sequence = 5`,
      [unlinked(5), 'problem: record 5 holds no disclosure'],
    ],
    ['a deleted record', 'delete from disclosure where sequence = 5', ['problem: record 5 is missing']],
    [
      'deleted records at the beginning',
      'delete from disclosure where sequence <= 3',
      ['problem: records 1 to 3 are missing'],
    ],
    [
      'records that changed places',
      `update disclosure set sequence = -sequence where sequence in (5, 9);
       update disclosure set sequence = 14 + sequence where sequence in (-5, -9)`,
      [unlinked(5), unlinked(6), unlinked(9), unlinked(10)],
    ],
    [
      'a record under a number that no record has',
      'update disclosure set sequence = -5 where sequence = 5',
      ['problem: record -5 has a number that no record has', 'problem: record 5 is missing'],
    ],
    [
      'a tail that was cut off',
      'delete from disclosure where sequence > 10',
      ['problem: the tail is cut off: it ends at record 10 and a signed head knows 12'],
    ],
    [
      'a log that was emptied',
      'delete from disclosure; delete from chain',
      ['problem: the tail is cut off: it ends at record 0 and a signed head knows 12'],
    ],
    [
      'a record that was put in at the end',
      `insert into disclosure (chain, sequence, entities, coordinate, agency, at, entry, hash)
         select chain, 13, entities, coordinate, agency, at, entry, hash from disclosure where sequence = 12`,
      [
        unlinked(13),
        'problem: record 13 is beyond the 12 that the store counts',
        'note: record 13 is behind the last signed head',
      ],
    ],
  ])('names %s', async (_, sql, findings) => {
    const place = await writtenLog(store);
    await place.tamper(sql);
    expect(await told(place)).toEqual(findings);
  });

  it('names the records that somebody rewrote with hashes that fit', async () => {
    const place = await writtenLog(store);
    // The same chain written once more with other contents: what somebody without the signing key can do.
    const other = await store.place();
    const folder = join(other.options.dataDir, 'log');
    await (await openLog(other.options)).close();
    await writeFile(join(folder, 'chain-0'), `${place.chain}\n`);
    await rm(join(other.options.dataDir, 'heads'), { recursive: true });
    const log = await openLog(other.options);
    for (const part of [0, 1, 2]) await log.append(disclosures(4, part === 1 ? 'rewritten' : `part-${part}`));
    await log.close();
    await writeFile(
      join(folder, 'signing-key.pem'),
      await readFile(join(place.options.dataDir, 'log/signing-key.pem')),
    );
    const options = { ...other.options, heads: join(place.options.dataDir, 'heads') };
    const { findings } = await verifyLog(options);
    expect(findings.map(({ message }) => message)).toContain(
      'record 1 is not what the signed head of 4 knows: rewritten'.replace(
        'record 1 is',
        'records 1 to 4 are',
      ),
    );
  });

  it('names a head that another key signed, one that was altered, and a line that is none', async () => {
    const place = await writtenLog(store);
    const [first = ''] = (await readFile(place.heads, 'utf8')).split('\n');
    const head = parsedHead(first);
    if (head === undefined) throw new Error('the first line is no head');
    const altered = { ...head, size: 3 };
    await appendFile(place.heads, `${JSON.stringify(forged(head))}\n${JSON.stringify(altered)}\nnonsense\n`);
    const unsigned = (size: number): string =>
      `problem: the head of ${size} records is not signed by this log's key`;
    const line = (await readFile(place.heads, 'utf8')).split('\n').length - 1;
    expect(await told(place)).toEqual([
      `problem: line ${line} of its signed heads is no head`,
      unsigned(2),
      unsigned(3),
    ]);
  });

  it('names a head whose root is not that of the records, whoever signed it', async () => {
    const place = await writtenLog(store);
    const last = parsedHead((await readFile(place.heads, 'utf8')).split('\n').at(-2) ?? '');
    if (last === undefined) throw new Error('the last line is no head');
    const key = openSigningKey(join(place.options.dataDir, 'log', 'signing-key.pem'));
    await appendFile(place.heads, `${JSON.stringify(key.sign({ ...last, root: '0'.repeat(64) }))}\n`);
    expect(await told(place)).toEqual(['problem: the signed head of 12 knows other records than these']);
  });

  it('half a head that a crash left is taken away by the next writer', async () => {
    const place = await writtenLog(store);
    await appendFile(place.heads, '{"chain":"');
    const log = await openLog(place.options);
    await log.append(disclosures(1));
    await log.close();
    const { chains, findings } = await verifyLog(place.options);
    expect(findings).toEqual([]);
    expect(chains).toMatchObject([{ records: 13 }]);
  });

  it('says that nothing protects a log whose heads are gone', async () => {
    const place = await writtenLog(store);
    await rm(place.heads);
    expect(await told(place)).toEqual(['problem: the second place holds no signed head of it']);
  });

  it.runIf(store.name === 'postgres')(
    'says whose records it cannot vouch for where gateways share a store',
    async () => {
      const place = await writtenLog(store);
      const other = { ...place.options, dataDir: (await store.place()).options.dataDir };
      await (await openLog(other)).append(disclosures(3));
      await closeLogs();
      const foreign =
        'this data directory neither writes it nor holds a signed head of it, verify it with that of the gateway that writes it';
      expect(await told(place)).toEqual([`problem: ${foreign}`]);
      const { findings } = await verifyLog(other);
      expect(findings.map(({ message }) => message)).toEqual([foreign]);
    },
  );

  it('works beside a log that is being written', async () => {
    const { options } = await store.place();
    const log = await openLog({ ...options, headEvery: 3 });
    const writing = Promise.all(
      Array.from({ length: 200 }, (_, part) => log.append(disclosures(3, `part-${part}`))),
    );
    const { findings } = await verifyLog(options);
    await writing;
    expect(findings.filter(({ kind }) => kind === 'problem')).toEqual([]);
  });

  it.each([
    ['lost its tail', 'delete from disclosure where sequence > 10', [2, 10]],
    [
      'lost its tail and counts less',
      'delete from disclosure where sequence > 10; update chain set size = 10',
      [2, 10],
    ],
    ['lost everything', 'delete from disclosure; delete from chain', [0, 2]],
    ['has a damaged state', 'update chain set size = 11', [2, 12]],
  ])('a chain that %s is left as it is, and a new one goes on', async (_, sql, records) => {
    const place = await writtenLog(store);
    await place.tamper(sql);
    const before = await told(place);
    const log = await openLog(place.options);
    await log.append(disclosures(2));
    await log.close();
    const { chains, findings } = await verifyLog(place.options);
    expect(chains.map((chain) => chain.records).toSorted((a, b) => a - b)).toEqual(records);
    expect(findings.map(({ kind, message }) => `${kind}: ${message}`)).toEqual(before);
    expect(before).not.toEqual([]);
  });
});

/** The head of two records as somebody without the log's key signs it, under the key's name. */
function forged(head: SignedHead): SignedHead {
  const { privateKey } = generateKeyPairSync('ed25519');
  const other = { ...head, size: 2 };
  return { ...other, signature: sign(null, Buffer.from(headText(other)), privateKey).toString('base64url') };
}
