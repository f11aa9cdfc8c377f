import { parentPort, workerData } from 'node:worker_threads';
import { openChainWriter, type ChainWriter, type ChainWriterSettings } from './chain-writer.ts';
import { draftsIn } from './draft-text.ts';
import type { WritingJob, WritingReply } from './writing-thread.ts';

const settings = workerData as ChainWriterSettings;
let turn: Promise<void> = Promise.resolve();
let writer: ChainWriter | undefined;

/** One after the other; the first failure ends the thread, and with it all that this file knows of the store. */
function inTurn(work: () => Promise<void>): void {
  turn = turn.then(work).catch((error: unknown) => {
    tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
    writer = undefined;
    parentPort?.close();
  });
}

function tell(reply: WritingReply): void {
  parentPort?.postMessage(reply);
}

function opened(): ChainWriter {
  if (writer === undefined) throw new Error('the log is not open');
  return writer;
}

async function run(job: WritingJob): Promise<void> {
  switch (job.kind) {
    case 'append':
      await opened().append(draftsIn(job.drafts));
      tell({ kind: 'done' });
      await opened().afterwards();
      return;
    case 'head':
      tell({ kind: 'head', head: opened().head() });
      return;
    case 'close':
      clearInterval(timer);
      await opened().close();
      tell({ kind: 'done' });
      return;
    default:
      job satisfies never;
  }
}

inTurn(async () => {
  writer = await openChainWriter(settings, () => tell({ kind: 'updating' }));
  tell({ kind: 'open' });
});
parentPort?.on('message', (job: WritingJob) => inTurn(() => run(job)));
// A head is due some time after the last record too, when no further record comes by.
const timer = setInterval(() => inTurn(async () => writer?.afterwards()), settings.headEveryMs);
