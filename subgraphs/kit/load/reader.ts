import type { CountyIndex } from './county-index.ts';
import type { Refusal, Warning } from './fault.ts';
import type { Tlp } from '../marking.ts';
import type { LoadRecord } from './record.ts';
import type { TextFile } from './text-file.ts';

/** What a reader knows beside its file. */
export interface ReadContext {
  readonly counties: CountyIndex;
  /** TLP label of objects that say nothing about their handling. */
  readonly defaultTlp: Tlp;
}

/**
 * Reads one format: every record of a file in its order, and what it had to refuse or remark on.
 *
 * It throws a Fault when the file cannot be read further. It holds at most one file's worth of merged records.
 */
export type Reader = (file: TextFile, context: ReadContext) => AsyncGenerator<LoadRecord | Refusal | Warning>;
