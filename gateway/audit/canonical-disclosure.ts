import type { Disclosure } from './disclosure.ts';

/**
 * The canonical JSON of a disclosure (RFC 8785: keys in order, no spaces): what is hashed and kept.
 *
 * What a disclosure does not declare is left out, so that a value that strayed into it is not kept. Throws where a
 * field is not what the log promises: a key that was not digested must never be written.
 */
export function canonicalDisclosure(disclosure: Disclosure): string {
  const { agency, at, bundle, coordinate, decision, entities, marking, policies } = disclosure;
  const { principal, purposes, receivers, request, returned, suppressed } = disclosure;
  if (!entities.every((entity) => /^[0-9a-f]{64}$/.test(entity))) {
    throw new TypeError('an entity of a disclosure is no digest');
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at)) {
    throw new TypeError('the time of a disclosure is not RFC 3339 in UTC with milliseconds');
  }
  if (!Number.isSafeInteger(returned) || !Number.isSafeInteger(suppressed)) {
    throw new TypeError('the counts of a disclosure are not whole numbers');
  }
  const text = JSON.stringify({
    agency,
    at,
    bundle,
    coordinate,
    decision,
    entities,
    marking,
    policies,
    principal,
    purposes,
    receivers,
    request,
    returned,
    suppressed,
  });
  return text.includes('\\u') ? storable(text) : text;
}

/** `text` as each store can keep it: PostgreSQL takes no NUL and nobody takes half a surrogate pair. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{fffd}');
}

/** Without this, one strange name would fail the whole batch that it is written with. */
function storable(text: string): string {
  return JSON.stringify(
    JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? storableText(value) : value)),
  );
}
