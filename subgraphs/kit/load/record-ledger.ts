import { createHash } from 'node:crypto';
import { identityOf } from './record.ts';
import type { LoadRecord } from './record.ts';
import { isLaterVersion } from './read-stix.ts';
import type { StixObject } from './stix-object.ts';

/** What the load so far says about a record. */
export type Standing =
  | { readonly kind: 'first' }
  /** The same content was there already. */
  | { readonly kind: 'repeated' }
  /** Another record has this identity and other content. */
  | { readonly kind: 'conflict'; readonly path: string; readonly record: string }
  /** A later version of the STIX object is in this load. */
  | { readonly kind: 'superseded' };

/** Remembers every record of a load by identity, so that one identity gets one content whatever the files say. */
export interface RecordLedger {
  enter(record: LoadRecord, path: string): Standing;
}

/**
 * A ledger for one load.
 *
 * It is why a second load of the same files changes nothing: without it two files that disagree would overwrite each
 * other at each load. `newest` holds the latest version of STIX objects that several bundles have.
 */
export function recordLedger(newest: ReadonlyMap<string, StixObject>): RecordLedger {
  const entries = new Map<
    string,
    { readonly digest: string; readonly path: string; readonly record: string }
  >();
  return {
    enter(record, path) {
      if (record.kind === 'stix') {
        const latest = newest.get(record.object.id);
        if (latest !== undefined && isLaterVersion(latest, record.object)) return { kind: 'superseded' };
      }
      const key = `${record.kind} ${identityOf(record)}`;
      const digest = digestOf(record);
      const earlier = entries.get(key);
      if (earlier === undefined) {
        entries.set(key, { digest, path, record: record.provenance.record });
        return { kind: 'first' };
      }
      if (earlier.digest === digest) return { kind: 'repeated' };
      return { kind: 'conflict', path: earlier.path, record: earlier.record };
    },
  };
}

function digestOf(record: LoadRecord): string {
  return createHash('sha256')
    .update(JSON.stringify({ ...record, provenance: null }))
    .digest('base64url');
}
