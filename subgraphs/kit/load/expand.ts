import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file to be looked at. */
export interface FoundFile {
  /** As the person would type it. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Whether it was named itself, and not found in a folder. */
  readonly named: boolean;
}

/** What became of the paths a person gave. */
export interface Expansion {
  readonly files: readonly FoundFile[];
  /** What lies in the folders and is no file to read. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** Folders and files that cannot be read. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** Paths given that do not exist. */
  readonly missing: readonly string[];
}

/**
 * The files of the given files and folders, folders with all below them, in the order of their names.
 *
 * Each is listed once however many links lead to it, so a loop of links ends. Names that begin with a dot are left.
 */
export async function expand(paths: readonly string[]): Promise<Expansion> {
  const found: Found = { files: [], skipped: [], unreadable: [], missing: [], seen: new Set() };
  for (const path of paths) await visit(path, true, found);
  return found;
}

interface Found extends Expansion {
  readonly files: FoundFile[];
  readonly skipped: { path: string; reason: string }[];
  readonly unreadable: { path: string; reason: string }[];
  readonly missing: string[];
  readonly seen: Set<string>;
}

async function visit(path: string, named: boolean, found: Found): Promise<void> {
  let real: string;
  let entries: readonly Dirent[] | null = null;
  try {
    real = await realpath(path);
    const state = await stat(real);
    if (found.seen.has(real)) return;
    found.seen.add(real);
    if (state.isDirectory()) entries = await readdir(real, { withFileTypes: true });
    else if (state.isFile()) found.files.push({ path, size: state.size, named });
    else if (named) found.unreadable.push({ path, reason: 'is no file or folder' });
    else found.skipped.push({ path, reason: 'is no file or folder' });
  } catch (error) {
    const code = codeOf(error);
    if (named && (code === 'ENOENT' || code === 'ENOTDIR')) found.missing.push(path);
    else if (code === 'ENOENT' || code === 'ELOOP')
      found.skipped.push({ path, reason: 'is a link that leads nowhere' });
    else found.unreadable.push({ path, reason: `cannot be read (${code}); check its permissions` });
    return;
  }
  const names = (entries ?? []).map(({ name }) => name).filter((name) => !name.startsWith('.'));
  for (const name of names.toSorted()) await visit(join(path, name), false, found);
}

/** The system's code of an error (`EACCES`), or its message. */
export function codeOf(error: unknown): string {
  if (error instanceof Error) return 'code' in error ? String(error.code) : error.message;
  return String(error);
}
