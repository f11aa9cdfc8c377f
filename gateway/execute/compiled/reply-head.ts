import type { ReplyHead } from './agency-transport.ts';

/** The head of a reply with what it says about its body and its connection. */
export interface FramedHead extends ReplyHead {
  /** How the body ends: after `length` bytes, after its last chunk, or with the connection. */
  readonly ends: 'by length' | 'by chunk' | 'by closing';
  /** How long the connection may be used afterwards, in milliseconds; 0: not at all. */
  readonly keptMs: number;
}

const value = String.raw`[\t\u0020-\u007E\u0080-\u00FF]*`;
const field = String.raw`[\w!#$%&'*+.^|~\u0060-]+:${value}`;
const wholeHead = new RegExp(String.raw`^HTTP/1\.[01] [1-9]\d\d(?: ${value})?(?:\r\n${field})*$`);
const wholeField = new RegExp(`^${field}$`);
const telling =
  /\r\n(content-length|content-type|content-encoding|transfer-encoding|connection|keep-alive):([^\r]*)/gi;

/** An agency that keeps connections for a time is not asked in the last second of it. */
const marginMs = 1000;

/** Whether `line`, without its end, is a field as it may stand in a trailer. */
export function isField(line: string): boolean {
  return wholeField.test(line);
}

/**
 * Reads the head of a reply, without the empty line that ends it; `interim` before the reply itself (103, for one).
 *
 * Undefined for what is no HTTP/1 and for what can be read in two ways: a length that is said twice or beside chunks, a
 * folded line, a bare line feed, a transfer coding other than `chunked` (RFC 9112 5, 6.3). `keptMs` is how long the
 * connection is kept at most.
 */
export function readHead(text: string, keptMs: number): FramedHead | 'interim' | undefined {
  if (!wholeHead.test(text)) return undefined;
  const status = Number(text.slice(9, 12));
  if (status < 200) return status === 101 ? undefined : 'interim';
  const fields = fieldsOf(text);
  const body = fields && bodyOf(status, fields);
  if (!body) return undefined;
  const closes = body.ends === 'by closing' || !text.startsWith('HTTP/1.1') || isClosing(fields.connection);
  return {
    status,
    contentType: fields['content-type'],
    contentEncoding: fields['content-encoding'],
    ...body,
    keptMs: closes ? 0 : Math.min(keptMs, patienceMs(fields['keep-alive'])),
  };
}

type Fields = Partial<Record<string, string>>;

/** Undefined where one of them stands twice that can be there once. */
function fieldsOf(text: string): Fields | undefined {
  const fields: Fields = {};
  telling.lastIndex = 0;
  for (let found = telling.exec(text); found; found = telling.exec(text)) {
    const name = found[1]?.toLowerCase() ?? '';
    const told = found[2]?.trim() ?? '';
    const before = fields[name];
    if (before !== undefined && name !== 'connection') return undefined;
    fields[name] = before === undefined ? told : `${before},${told}`;
  }
  return fields;
}

function bodyOf(status: number, fields: Fields): Pick<FramedHead, 'ends' | 'length'> | undefined {
  const { 'content-length': length, 'transfer-encoding': coding } = fields;
  if (coding !== undefined) {
    const isUsual = length === undefined && coding.toLowerCase() === 'chunked';
    return isUsual ? { ends: 'by chunk', length: undefined } : undefined;
  }
  if (length !== undefined && !/^\d{1,15}$/.test(length)) return undefined;
  if (status === 204 || status === 304) return { ends: 'by length', length: 0 };
  if (length === undefined) return { ends: 'by closing', length: undefined };
  return { ends: 'by length', length: Number(length) };
}

function isClosing(connection: string | undefined): boolean {
  return connection !== undefined && /(?:^|,)[\t ]*close[\t ]*(?:,|$)/i.test(connection);
}

function patienceMs(keepAlive: string | undefined): number {
  const seconds = keepAlive === undefined ? undefined : /(?:^|[,;\s])timeout=(\d{1,9})/i.exec(keepAlive)?.[1];
  return seconds === undefined ? Infinity : Math.max(0, Number(seconds) * 1000 - marginMs);
}
