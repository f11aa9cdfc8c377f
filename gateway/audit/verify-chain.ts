import { emptyChain, recordHashes } from './chain.ts';
import { note, problem, recordsText, type Finding } from './finding.ts';
import type { KeptHeads } from './head-folder.ts';
import { grownTree, rootHash, type MerkleTree } from './merkle-tree.ts';
import type { Place, RecordReader, StoredRecord } from './record-store.ts';
import { isSignedBy, type SignedHead } from './signed-head.ts';
import { readEntry, verifyRecord } from './verify-record.ts';

/**
 * A chain to verify; `kept` is what the second place holds of it, `key` the name of the key whose heads count. `isOwn`:
 * the data directory names it as one that its gateway writes.
 */
export interface ChainToVerify {
  readonly chain: string;
  readonly kept: KeptHeads;
  readonly key: string;
  readonly isOwn: boolean;
}

/** What a chain holds, and what is wrong with it. */
export interface VerifiedChain {
  readonly chain: string;
  readonly records: number;
  readonly heads: number;
  readonly findings: readonly Finding[];
}

/** Where the walk along a chain is; `tree` is missing where a record is, since no head can be compared then. */
interface Walk {
  readonly chain: string;
  readonly heads: readonly SignedHead[];
  readonly findings: Finding[];
  tree: MerkleTree | undefined;
  hash: Buffer | undefined;
  last: number;
  records: number;
  /** How many heads have been compared, and the size of the last one that agreed. */
  compared: number;
  agreed: number;
  /** Whether a problem of a record was told, which is then why heads disagree. */
  broken: boolean;
  late: number;
  firstLate: number;
}

/**
 * Reads a chain from its beginning, and compares each record with the one before it and the whole with each signed
 * head. `progress` is told how many records were read since it was told last.
 */
export async function verifyChain(
  reader: RecordReader,
  { chain, kept, key, isOwn }: ChainToVerify,
  progress: (records: number) => void,
): Promise<VerifiedChain> {
  const trusted = kept.heads.filter((head) => head.chain === chain && isSignedBy(key, head));
  const heads = trusted.toSorted((a, b) => a.size - b.size);
  const findings = headFindings(kept, key);
  const { tree, hash } = emptyChain(chain);
  const counts = { last: 0, records: 0, compared: 0, agreed: 0, late: 0, firstLate: 0 };
  const walk: Walk = { chain, heads, findings, tree, hash, ...counts, broken: false };
  compareHeads(walk);
  for (let after: Place | undefined; ;) {
    const page = await reader.records(chain, after, recordsAtOnce);
    for (const record of page) step(walk, record);
    progress(page.length);
    after = page.at(-1) ?? after;
    if (page.length < recordsAtOnce) break;
  }
  const claimed = (await reader.chains()).find((each) => each.chain === chain)?.size ?? 0;
  finish(walk, claimed, isOwn);
  return { chain, records: walk.records, heads: heads.length, findings };
}

const recordsAtOnce = 4096;

/** Heads that are forged or cannot be read. */
function headFindings({ chain, heads, unreadable }: KeptHeads, key: string): Finding[] {
  const forged = heads.filter((head) => head.chain !== chain || !isSignedBy(key, head));
  return [
    ...unreadable.map((line) => problem(chain, `line ${line} of its signed heads is no head`)),
    ...forged.map(({ size }) =>
      problem(chain, `the head of ${size} records is not signed by this log's key`),
    ),
  ];
}

function step(walk: Walk, record: StoredRecord): void {
  const { chain, findings } = walk;
  const { sequence } = record;
  const before = findings.length;
  walk.records += 1;
  if (sequence < 1) {
    findings.push(problem(chain, `record ${sequence} has a number that no record has`, sequence));
    walk.broken = true;
    return;
  }
  const [first, end] = [walk.last + 1, sequence - 1];
  if (first <= end) {
    findings.push(problem(chain, `${recordsText(first, end)} missing`, first));
    [walk.tree, walk.hash] = [undefined, undefined];
  }
  const entry = readEntry(record);
  const { hash, leaf } = recordHashes(walk.hash ?? nothing, record.entry);
  findings.push(...verifyRecord(record, walk.hash && hash, entry));
  if (findings.length > before) walk.broken = true;
  if (entry?.clock !== undefined) {
    walk.late += 1;
    if (walk.firstLate === 0) walk.firstLate = sequence;
  }
  walk.tree &&= grownTree(walk.tree, [leaf]);
  // Another length is no hash: the record was told of, and nothing can follow it.
  walk.hash = record.hash.length === nothing.length ? record.hash : undefined;
  walk.last = sequence;
  compareHeads(walk);
}

/** In the place of a hash that is not known: then the record's leaf alone is asked for. */
const nothing = Buffer.alloc(32);

/** Compares the heads of the size that the walk has reached. */
function compareHeads(walk: Walk): void {
  for (let head = walk.heads[walk.compared]; head !== undefined; head = walk.heads[walk.compared]) {
    if (head.size > walk.last) return;
    walk.compared += 1;
    if (walk.tree === undefined || head.size !== walk.last) continue;
    const agrees =
      rootHash(walk.tree).toString('hex') === head.root && walk.hash?.toString('hex') === head.last;
    if (agrees) walk.agreed = head.size;
    else if (!walk.broken) {
      const first = walk.agreed + 1;
      const message =
        first > head.size
          ? `the signed head of ${head.size} knows other records than these`
          : `${recordsText(first, head.size)} not what the signed head of ${head.size} knows: rewritten`;
      walk.findings.push(problem(walk.chain, message, first));
      walk.broken = true;
    }
  }
}

/** What can only be told at the end of a chain: that it ends too early, and what no head protects yet. */
function finish(
  { chain, heads, findings, last, late, firstLate }: Walk,
  claimed: number,
  isOwn: boolean,
): void {
  const signed = heads.at(-1)?.size ?? 0;
  const known = Math.max(signed, claimed);
  if (last < known) {
    const who = signed > last ? `a signed head knows ${signed}` : `the store counts ${claimed}`;
    findings.push(problem(chain, `the tail is cut off: it ends at record ${last} and ${who}`, last + 1));
  }
  if (claimed < last) {
    const message = `${recordsText(claimed + 1, last)} beyond the ${claimed} that the store counts`;
    findings.push(problem(chain, message, claimed + 1));
  }
  if (heads.length === 0 && last > 0)
    findings.push(problem(chain, isOwn ? 'the second place holds no signed head of it' : foreign));
  else if (last > signed) {
    findings.push(note(chain, `${recordsText(signed + 1, last)} behind the last signed head`, signed + 1));
  }
  if (late > 0) {
    findings.push(
      note(chain, `the clock had gone back at ${late} records, first at ${firstLate}`, firstLate),
    );
  }
}

/** Several gateways, each with a data directory and a key of its own, may write to one store. */
const foreign =
  'this data directory neither writes it nor holds a signed head of it, verify it with that of the gateway that writes it';
