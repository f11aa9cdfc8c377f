import { relative, resolve } from 'node:path';

/** A path as a person finds it: short where it is below where they are, whole elsewhere. */
export function shownPath(path: string): string {
  const short = relative('.', path);
  return short.startsWith('..') ? resolve(path) : short.replaceAll('\\', '/');
}
