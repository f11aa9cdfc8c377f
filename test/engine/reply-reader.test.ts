import { describe, expect, test } from 'vitest';
import type { ReplyHead } from '../../gateway/execute/compiled/agency-transport.ts';
import { ReplyReader } from '../../gateway/execute/compiled/reply-reader.ts';

interface Read {
  readonly progress: string;
  readonly heads: readonly ReplyHead[];
  readonly body: string;
  readonly keptMs: number;
  readonly endsByClosing: boolean;
}

const keptMs = 20_000;

/** What is read of the bytes when they come in these pieces. */
function read(pieces: readonly Buffer[]): Read {
  const heads: ReplyHead[] = [];
  let body = '';
  const reader = new ReplyReader(
    {
      onHead: (head) => void heads.push(head),
      onBytes(bytes) {
        body += bytes.toString('latin1');
        return true;
      },
      onEnd: () => undefined,
      onBroken: () => undefined,
    },
    keptMs,
  );
  let progress = 'more';
  for (const piece of pieces) {
    if (progress !== 'more') break;
    progress = reader.take(piece);
  }
  return { progress, heads, body, keptMs: reader.keptMs, endsByClosing: reader.endsByClosing };
}

const whole = (text: string): Read => read([Buffer.from(text, 'latin1')]);
const ok = (headers: string, body = ''): string => `HTTP/1.1 200 OK\r\n${headers}\r\n${body}`;

const good: readonly (readonly [name: string, text: string, body: string])[] = [
  ['a length', ok('Content-Length: 5\r\n', 'hello'), 'hello'],
  ['a length of nothing', ok('content-length: 0\r\n'), ''],
  ['one chunk', ok('transfer-encoding: chunked\r\n', '5\r\nhello\r\n0\r\n\r\n'), 'hello'],
  [
    'chunks',
    ok('Transfer-Encoding: Chunked\r\n', '2\r\nhe\r\n00A\r\nllo, world\r\n0\r\n\r\n'),
    'hello, world',
  ],
  [
    'chunks with extensions and trailers',
    ok('transfer-encoding: chunked\r\n', '1;a=b\r\nx\r\n0;c\r\nx-sum: 1\r\nother:\r\n\r\n'),
    'x',
  ],
  ['no reason', 'HTTP/1.1 200\r\ncontent-length: 1\r\n\r\nx', 'x'],
  ['values beyond ASCII', ok('x-name: B\u00f6gen\r\ncontent-length: 1\r\n', 'x'), 'x'],
  [
    'an interim reply before it',
    `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${ok('content-length: 1\r\n', 'x')}`,
    'x',
  ],
  ['no content', 'HTTP/1.1 204 No Content\r\n\r\n', ''],
  ['nothing that changed', 'HTTP/1.1 304 Not Modified\r\ncontent-length: 500\r\n\r\n', ''],
];

describe('a reply is read whatever pieces it comes in', () => {
  test.each(good)('%s', (_, text, body) => {
    const bytes = Buffer.from(text, 'latin1');
    const expected = { progress: 'complete', body, keptMs };
    expect(whole(text)).toMatchObject(expected);
    expect(read([...bytes].map((byte) => Buffer.from([byte])))).toMatchObject(expected);
    for (let at = 1; at < bytes.length; at += 1) {
      expect(read([bytes.subarray(0, at), bytes.subarray(at)])).toMatchObject(expected);
      expect(read([bytes.subarray(0, at)]).progress).toBe('more');
    }
  });

  test('its head says what the body is', () => {
    const { heads } = whole(
      ok('Content-Type:  application/json \r\ncontent-encoding: gzip\r\ncontent-length: 1\r\n', 'x'),
    );
    expect(heads).toMatchObject([
      { status: 200, contentType: 'application/json', contentEncoding: 'gzip', length: 1 },
    ]);
  });

  test('without a length it ends with the connection', () => {
    expect(whole(ok('', 'hello'))).toMatchObject({
      progress: 'more',
      body: 'hello',
      endsByClosing: true,
      keptMs: 0,
    });
    expect(whole(ok('content-length: 6\r\n', 'hello'))).toMatchObject({
      progress: 'more',
      endsByClosing: false,
    });
  });
});

describe('what could be read in two ways is not read', () => {
  test.each<[string, string]>([
    ['two lengths', ok('content-length: 1\r\ncontent-length: 1\r\n', 'x')],
    ['a list of lengths', ok('content-length: 1, 1\r\n', 'x')],
    ['a signed length', ok('content-length: +1\r\n', 'x')],
    ['a negative length', ok('content-length: -1\r\n', 'x')],
    ['a hexadecimal length', ok('content-length: 0x1\r\n', 'x')],
    ['an empty length', ok('content-length:\r\n', 'x')],
    ['an endless length', ok(`content-length: ${'9'.repeat(20)}\r\n`, 'x')],
    [
      'a length beside chunks',
      ok('content-length: 1\r\ntransfer-encoding: chunked\r\n', '1\r\nx\r\n0\r\n\r\n'),
    ],
    ['another coding', ok('transfer-encoding: gzip, chunked\r\n', '')],
    ['no coding', ok('transfer-encoding: identity\r\n', '')],
    ['two codings', ok('transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n', '')],
    ['two types', ok('content-type: text/html\r\ncontent-type: application/json\r\ncontent-length: 0\r\n')],
    ['a space before the colon', ok('content-length : 1\r\n', 'x')],
    ['a folded line', ok('x: a\r\n b\r\ncontent-length: 1\r\n', 'x')],
    ['a bare line feed', 'HTTP/1.1 200 OK\ncontent-length: 1\n\r\n\r\nx'],
    ['a bare line feed in a value', ok('x: a\ncontent-length: 1\r\n', 'x')],
    ['a bare carriage return', ok('x: a\rb\r\ncontent-length: 1\r\n', 'x')],
    ['a null', ok('x: \0\r\ncontent-length: 1\r\n', 'x')],
    ['a header without a name', ok(': a\r\n')],
    ['a header without a colon', ok('nothing\r\n')],
    ['another protocol', 'HTTP/2.0 200 OK\r\n\r\n'],
    ['another version', 'HTTP/1.10 200 OK\r\n\r\n'],
    ['no status', 'HTTP/1.1 OK\r\n\r\n'],
    ['a status of four digits', 'HTTP/1.1 2000 OK\r\n\r\n'],
    ['a status below 100', 'HTTP/1.1 099 What\r\n\r\n'],
    ['an empty line before', `\r\n${ok('content-length: 1\r\n', 'x')}`],
    ['another protocol after it', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\n'],
    ['nine interim replies', 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(9)],
    ['a chunk without a size', ok('transfer-encoding: chunked\r\n', '\r\nx\r\n0\r\n\r\n')],
    ['a chunk of a wrong size', ok('transfer-encoding: chunked\r\n', '1\r\nxy\r\n0\r\n\r\n')],
    ['a chunk of a signed size', ok('transfer-encoding: chunked\r\n', '+1\r\nx\r\n0\r\n\r\n')],
    ['a chunk of 0x1', ok('transfer-encoding: chunked\r\n', '0x1\r\nx\r\n0\r\n\r\n')],
    ['a size after a space', ok('transfer-encoding: chunked\r\n', ' 1\r\nx\r\n0\r\n\r\n')],
    ['a chunk that ends in a line feed', ok('transfer-encoding: chunked\r\n', '1\nx\r\n0\r\n\r\n')],
    ['an endless size', ok('transfer-encoding: chunked\r\n', '123456789\r\n')],
    ['an endless extension', ok('transfer-encoding: chunked\r\n', `1;${'a'.repeat(20_000)}`)],
    ['a trailer without a colon', ok('transfer-encoding: chunked\r\n', '0\r\nnothing\r\n\r\n')],
    [
      'endless trailers',
      ok('transfer-encoding: chunked\r\n', `0\r\n${`x: ${'y'.repeat(1000)}\r\n`.repeat(20)}\r\n`),
    ],
    ['an endless head', ok(`x: ${'y'.repeat(20_000)}\r\n`)],
    ['an endless head that does not end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}`],
  ])('%s', (_, text) => {
    expect(whole(text)).toMatchObject({ progress: 'malformed', body: expect.not.stringContaining('xy') });
  });
});

describe('a connection', () => {
  test.each<[string, string, number]>([
    ['is kept', 'content-length: 0\r\n', keptMs],
    [
      'is kept for less where the agency says so',
      'content-length: 0\r\nKeep-Alive: max=5, timeout=3\r\n',
      2000,
    ],
    ['is not kept where the agency hardly keeps it', 'content-length: 0\r\nkeep-alive: timeout=1\r\n', 0],
    ['is not kept where the agency closes it', 'content-length: 0\r\nconnection: Close\r\n', 0],
    [
      'is not kept where one of several words closes it',
      'content-length: 0\r\nconnection: a\r\nconnection: b, close\r\n',
      0,
    ],
  ])('%s', (_, headers, kept) => {
    expect(whole(ok(headers))).toMatchObject({ progress: 'complete', keptMs: kept });
  });

  test('is not kept after HTTP/1.0', () => {
    expect(whole('HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n')).toMatchObject({
      progress: 'complete',
      keptMs: 0,
    });
  });

  test('is not kept where something follows that nobody asked for', () => {
    const reply = ok('content-length: 1\r\n', 'x');
    expect(whole(reply + reply)).toMatchObject({ progress: 'complete', body: 'x', keptMs: 0 });
  });
});
