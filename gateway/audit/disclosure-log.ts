import type { Disclosure, DisclosureQuery, LoggedDisclosure } from './disclosure.ts';
import type { SignedHead } from './signed-head.ts';

/** The log of who was shown what, which an answer with sensitive values waits for. */
export interface DisclosureLog {
  /**
   * Resolves when the records of a request are durable, all of them in one commit.
   *
   * Rejects with AUDIT_UNAVAILABLE when they are not known to be; the answer must then not leave. No records resolve
   * at once.
   */
  append(request: readonly Disclosure[]): Promise<void>;
  /** Whether sensitive reads are possible right now; it becomes true again by itself. */
  available(): boolean;
  /** Records in the order of their time; rejects with AUDIT_UNAVAILABLE when the log cannot be read. */
  find(query: DisclosureQuery): Promise<readonly LoggedDisclosure[]>;
  /** Signs this process's chain as it stands now, and keeps the head in the second place too. */
  head(): Promise<SignedHead>;
  /** The digest of an entity that its records carry; `key` is a representation's key fields. */
  entityDigest(type: string, key: unknown): string;
  /** Waits for what is under way, signs a last head and lets go of the store. */
  close(): Promise<void>;
}
