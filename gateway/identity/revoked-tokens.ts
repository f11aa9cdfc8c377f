import { readFileSync, statSync } from 'node:fs';

/** Which tokens still count, by their ids (`jti`). */
export interface RevokedTokens {
  /**
   * Whether a token of this id counts. Where there is a list, a token without an id does not, since it could not be
   * taken back; while the list cannot be read, no token does.
   */
  accepts(jti: string | undefined): boolean;
  ready(): boolean;
}

const maximumBytes = 4 * 1024 * 1024;
const rereadMs = 1000;
const everyToken: RevokedTokens = { accepts: () => true, ready: () => true };

/**
 * The tokens that are revoked in the file at `path`: one id a line, lines that are empty or begin with `#` count for
 * nothing. It is looked at again once a second, when somebody asks; put a new one in place by renaming it.
 *
 * Without a path no token is revoked. A file that cannot be read now throws; later it makes everybody wait until it can.
 */
export function openRevokedTokens(path: string | undefined, clock: () => number): RevokedTokens {
  if (path === undefined) return everyToken;
  let ids = idsIn(path);
  // Taken at the first look and not now: what changes between reading and looking would be missed.
  let version = '';
  let lookedAt = -Infinity;

  const current = (): ReadonlySet<string> | undefined => {
    // Any distance counts, so that a clock that was put back does not stop the looking.
    if (Math.abs(clock() - lookedAt) < rereadMs) return ids;
    try {
      const seen = versionOf(path);
      if (seen !== version) ids = idsIn(path);
      version = seen;
      lookedAt = clock();
      return ids;
    } catch {
      // Whoever was revoked in a list that is gone would come back with it; it is tried again at the next question.
      version = '';
      lookedAt = -Infinity;
      return undefined;
    }
  };
  return {
    ready: () => current() !== undefined,
    accepts(jti) {
      const revoked = current();
      return revoked !== undefined && jti !== undefined && !revoked.has(jti);
    },
  };
}

function idsIn(path: string): ReadonlySet<string> {
  let text: string;
  try {
    if (statSync(path).size > maximumBytes) throw new Error('larger than 4 MiB');
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error(`the list of revoked tokens \`${path}\` cannot be read, see \`--revoked\``, { cause });
  }
  const lines = text.split('\n').map((line) => line.trim());
  return new Set(lines.filter((line) => line !== '' && !line.startsWith('#')));
}

function versionOf(path: string): string {
  const { mtimeNs, ctimeNs, size, ino } = statSync(path, { bigint: true });
  return [mtimeNs, ctimeNs, size, ino].join(' ');
}
