import { createHash } from 'node:crypto';
import type { PolicyBook, PolicyRecord } from './book.ts';
import { parsePolicy } from './parse-policy.ts';

/** The book of the given policies, in whatever order they come. */
export function policyBookOf(policies: readonly PolicyRecord[]): PolicyBook {
  const sorted = policies.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const hash = createHash('sha256').update(canonicalText(sorted), 'utf8').digest('hex');
  return { hash, policies: sorted };
}

/** The text of a book for a file, the same for the same policies; each policy has a line. */
export function policyBookText({ hash, policies }: PolicyBook): string {
  const lines = policies.map((policy) => `    ${canonicalText(policy)}`).join(',\n');
  return `{\n  "hash": ${JSON.stringify(hash)},\n  "policies": [${lines === '' ? '' : `\n${lines}\n  `}]\n}\n`;
}

/**
 * The book that a text holds.
 *
 * Throws where anything is not as `policyBookText` writes it, two policies have one id, a policy cannot be
 * evaluated, or the hash is not that of the policies: a book is used whole or not at all.
 */
export function parsePolicyBook(text: string): PolicyBook {
  const read: unknown = JSON.parse(text);
  const { hash, policies } = (isObject(read) ? read : {}) as Partial<Record<keyof PolicyBook, unknown>>;
  if (!Array.isArray(policies)) throw new Error('a policy book without a list of policies');
  const book = policyBookOf(policies.map(recordOf));
  const ids = new Set(book.policies.map(({ id }) => id));
  if (ids.size !== book.policies.length) throw new Error('a policy book in which two policies have one id');
  if (book.hash !== hash) throw new Error('a policy book whose hash is not that of its policies');
  return book;
}

function recordOf(value: unknown): PolicyRecord {
  if (!isObject(value)) throw new Error('a policy that is not an object');
  const { id, custodian, file, line, text, json } = value as Partial<Record<keyof PolicyRecord, unknown>>;
  const isWhole =
    typeof id === 'string' &&
    typeof custodian === 'string' &&
    typeof file === 'string' &&
    typeof line === 'number' &&
    typeof text === 'string';
  if (!isWhole) throw new Error(`policy \`${String(id)}\` is not whole`);
  if (custodian === '' || !id.startsWith(`${custodian}.`))
    throw new Error(`policy \`${id}\` is not named after its custodian \`${custodian}\``);
  const reading = parsePolicy(id, custodian, json);
  if (reading.kind === 'refused') throw new Error(`policy \`${id}\` cannot be evaluated: ${reading.why}`);
  return { id, custodian, file, line, text, json };
}

/** JSON with the members of every object in the order of their names. */
function canonicalText(value: unknown): string {
  return JSON.stringify(canonical(value));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isObject(value)) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, canonical(member)]));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
