import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { randomUUID } from 'node:crypto';

/**
 * The text of a private file (mode 0600) that is made once, by `make`, and kept.
 *
 * Of processes that start together all read what the first one made. Throws when others may read the file.
 */
export function keptFile(file: string, make: () => string): string {
  if (!existsSync(file)) place(file, make());
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new Error(`\`${file}\` is readable by others, run \`chmod 600 ${file}\``);
  }
  return readFileSync(file, 'utf8');
}

/** Makes what was created or renamed in a folder outlive a power cut. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function place(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const aside = `${file}.${randomUUID()}`;
  const descriptor = openSync(aside, 'wx', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
    // Linked, not renamed: the name goes to the first and is never replaced.
    linkSync(aside, file);
    syncFolder(dirname(file));
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    closeSync(descriptor);
    rmSync(aside, { force: true });
  }
}
