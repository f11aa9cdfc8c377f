import { readFileSync } from 'node:fs';
import type { PolicyBook } from '../../../schema/policy/book.ts';
import { parsePolicyBook } from '../../../schema/policy/policy-book.ts';

const composed = new URL('../../../schema/policies.json', import.meta.url);

/**
 * The policies by which an agency decides: those of the file that `WATCHFLOOR_POLICIES` names, else those composed in
 * this checkout. Throws where the file is not there or is no book: an agency without policies does not start.
 */
export function readBook(environment: NodeJS.ProcessEnv): PolicyBook {
  const file = environment['WATCHFLOOR_POLICIES'] ?? composed;
  try {
    return parsePolicyBook(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the policies cannot be read (${reason}); name a policy book by WATCHFLOOR_POLICIES`, {
      cause: error,
    });
  }
}
