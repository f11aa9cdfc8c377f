import type { PolicyBook } from '../../../schema/policy/book.ts';
import type { AgencyGuard } from './caller-rights.ts';

/** How often policies are read again at most, in milliseconds. */
const pauseMs = 1_000;

/**
 * The guard by the policies of a hash, or undefined where the agency's own are others.
 *
 * Policies are published while agencies run: when the gateway decides by others, they are read again. What cannot be
 * read leaves the guard as it was, which then refuses; at the start it throws.
 */
export function guardInUse(
  readBook: () => PolicyBook,
  open: (book: PolicyBook) => AgencyGuard,
): (policies: string) => AgencyGuard | undefined {
  let guard = open(readBook());
  let readAt = -Infinity;
  return (policies) => {
    const now = performance.now();
    if (guard.policies !== policies && now - readAt >= pauseMs) {
      readAt = now;
      try {
        guard = open(readBook());
      } catch (error) {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
    return guard.policies === policies ? guard : undefined;
  };
}
