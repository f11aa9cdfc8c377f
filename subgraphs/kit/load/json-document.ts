import { Fault } from './fault.ts';
import type { Position } from './fault.ts';
import { scanJson } from './json-scan.ts';
import type { Json } from './stix-object.ts';
import { textOf } from './text-file.ts';
import type { TextFile } from './text-file.ts';

/** Largest JSON file that is read, in bytes: one is held in memory whole. */
const maximumJsonBytes = 64 * 1024 * 1024;

/** A JSON file in memory. */
export interface JsonDocument {
  readonly root: Json;
  /** Position of an entry of one of the root's lists. */
  readonly entry: (list: string, index: number) => Position;
}

/** Reads a JSON file; a fault with line and column when it is broken, too large or nested too deep. */
export async function readJson(file: TextFile): Promise<JsonDocument> {
  const chunks: string[] = [];
  try {
    for await (const chunk of textOf(file, maximumJsonBytes)) chunks.push(chunk);
  } catch (error) {
    if (error instanceof Fault && error.message.startsWith('is larger'))
      throw new Fault(
        `is larger than ${maximumJsonBytes / 1024 / 1024} MB, the most that is read as JSON; split it`,
      );
    throw error;
  }
  const text = chunks.join('');
  const offsets = new Map<string, number[]>();
  const flaw = scanJson(text, (frames, offset) => {
    const [root, list] = frames;
    if (frames.length !== 2 || root === undefined || list?.array !== true) return;
    const entries = offsets.get(root.key);
    if (entries === undefined) offsets.set(root.key, [offset]);
    else entries.push(offset);
  });
  const lines = lineStarts(text);
  if (flaw !== null) throw new Fault(flaw.reason, positionOf(lines, flaw.offset, null));
  const root = JSON.parse(text) as Json;
  return {
    root,
    entry: (list, index) => positionOf(lines, offsets.get(list)?.[index] ?? 0, `${list}[${index}]`),
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionOf(starts: readonly number[], offset: number, record: string | null): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1, record };
}
