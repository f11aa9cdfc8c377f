import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from './open-store.ts';
import { loggedDisclosure } from './logged-disclosure.ts';
import type { ReadingReply } from './reading-thread.ts';
import { inOrder } from './record-order.ts';
import type { DigestQuery, RecordReader, StoreAddress, StoredRecord } from './record-store.ts';

const address = workerData as StoreAddress;
let reader: Promise<RecordReader> | undefined;
let turn: Promise<void> = Promise.resolve();

parentPort?.on('message', (query: DigestQuery) => {
  turn = turn.then(async () => parentPort?.postMessage(await answer(query)));
});

/** After a failure the store is opened again for the next query. */
async function answer(query: DigestQuery): Promise<ReadingReply> {
  try {
    reader ??= openReader(address);
    const records = await found(await reader, query);
    return { kind: 'found', records: records.map(loggedDisclosure) };
  } catch (error) {
    await reader?.then((open) => open.close()).catch(() => undefined);
    reader = undefined;
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Each coordinate has its own lookup, which is far less to read than all records of the time. */
async function found(
  open: RecordReader,
  { coordinates, ...query }: DigestQuery,
): Promise<readonly StoredRecord[]> {
  if (coordinates === undefined) return open.find(query);
  let records: readonly StoredRecord[] = [];
  // No more is held than is asked for, however many coordinates there are.
  for (const coordinate of new Set(coordinates)) {
    records = inOrder([...records, ...(await open.find({ ...query, coordinate }))], query);
  }
  return records;
}
