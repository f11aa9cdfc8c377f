import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { openRecentMap } from '../../schema/policy/recent-map.ts';
import { storableText } from './canonical-disclosure.ts';
import { keptFile } from './kept-file.ts';

/**
 * The HMAC-SHA-256 (RFC 2104), in hex, of an entity by its name: the same entity has the same one in each record. Those
 * asked for last are remembered.
 */
export type EntityDigest = (name: string) => string;

/** The name of an entity: its type and its key as canonical JSON, `Incident:{"id":"7"}`. */
export function entityName(type: string, key: unknown): string {
  return `${type}:${storableText(JSON.stringify(isSingle(key) ? key : ordered(key)))}`;
}

/** The digest under the secret in `file`, which is made there on first use; who lacks it cannot try out keys. */
export function openEntityDigest(file: string): EntityDigest {
  const text = keptFile(file, () => `${randomBytes(32).toString('base64url')}\n`).trim();
  if (!/^[\w-]{43}$/.test(text))
    throw new Error(`\`${file}\` holds no key; the log cannot be asked without it`);
  const secret = createSecretKey(text, 'base64url');
  const recent = openRecentMap<string, string>(rememberedDigests);
  return (name) => recent.get(name, () => createHmac('sha256', secret).update(name).digest('hex'));
}

const rememberedDigests = 20_000;

/** Whether a key is one field that is no object, as most are: it has no order. */
function isSingle(key: unknown): boolean {
  if (typeof key !== 'object' || key === null || Array.isArray(key)) return false;
  const [value, ...others] = Object.values(key) as readonly unknown[];
  return others.length === 0 && (typeof value === 'string' || typeof value === 'number');
}

/** `value` with the fields of its objects in the order of RFC 8785. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, ordered(each)]));
}
