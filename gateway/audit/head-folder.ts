import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from './kept-file.ts';
import { parsedHead, type SignedHead } from './signed-head.ts';

/** The heads of one chain as the second place holds them; `unreadable` are the numbers of lines that are no head. */
export interface KeptHeads {
  readonly chain: string;
  readonly heads: readonly SignedHead[];
  readonly unreadable: readonly number[];
}

/** A chain's file of heads, open at its end; a head is on the disk when `append` returns. */
export interface HeadFile {
  append(head: SignedHead): void;
  close(): void;
}

/** Opens the file of a chain in the folder of heads; half a line that a crash left is taken away. */
export function openHeadFile(folder: string, chain: string): HeadFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, chain + suffix);
  const descriptor = openSync(file, 'a', 0o600);
  const bytes = readFileSync(file);
  ftruncateSync(descriptor, bytes.lastIndexOf(0x0a) + 1);
  syncFolder(folder);
  return {
    append: (head) => {
      writeSync(descriptor, `${JSON.stringify(head)}\n`);
      fsyncSync(descriptor);
    },
    close: () => closeSync(descriptor),
  };
}

/** The heads of each chain in the folder; none where there is no such folder. */
export function readHeads(folder: string): readonly KeptHeads[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(suffix));
  return files.toSorted().map((name) => headsOf(folder, name.slice(0, -suffix.length)));
}

/** The heads of one chain in the folder. */
export function headsOf(folder: string, chain: string): KeptHeads {
  const file = join(folder, chain + suffix);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  const heads: SignedHead[] = [];
  const unreadable: number[] = [];
  for (const [index, line] of lines.entries()) {
    const head = parsedHead(line);
    if (head === undefined) unreadable.push(index + 1);
    else heads.push(head);
  }
  return { chain, heads, unreadable };
}

const suffix = '.jsonl';
