import { problem, type Finding } from './finding.ts';
import { entryOf, type Entry } from './logged-disclosure.ts';
import type { StoredRecord } from './record-store.ts';

/**
 * What is wrong with a record by itself and with its place behind the one before it; `hash` is what its own should be,
 * undefined where the one before is missing, and `entry` what it holds, undefined where that is nothing.
 */
export function verifyRecord(
  record: StoredRecord,
  hash: Buffer | undefined,
  entry: Entry | undefined,
): readonly Finding[] {
  const { chain, sequence } = record;
  const findings: Finding[] = [];
  if (hash && !hash.equals(record.hash)) {
    const message = `record ${sequence} does not follow the one before it: it was edited, moved or put in`;
    findings.push(problem(chain, message, sequence));
  }
  if (entry === undefined) {
    return [...findings, problem(chain, `record ${sequence} holds no disclosure`, sequence)];
  }
  const { entities, ...disclosure } = entry.disclosure;
  const held = { ...disclosure, entities: joinedEntities(entities) };
  for (const column of columns) {
    if (held[column] === record[column]) continue;
    const message = `record ${sequence} is looked up by another \`${column}\` than it holds`;
    findings.push(problem(chain, message, sequence));
  }
  return findings;
}

/** The entry of a record, or nothing where its text is none. */
export function readEntry(record: StoredRecord): Entry | undefined {
  try {
    return entryOf(record);
  } catch {
    return undefined;
  }
}

/** Somebody else may have put anything there. */
function joinedEntities(entities: unknown): string | undefined {
  return Array.isArray(entities) ? entities.join('') : undefined;
}

const columns = ['entities', 'coordinate', 'agency', 'at'] as const;
