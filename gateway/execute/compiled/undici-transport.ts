import { Agent, errors, type Dispatcher } from 'undici';
import {
  keptMs,
  usualHeaders,
  type AgencyTransport,
  type Breakage,
  type ReplyListener,
} from './agency-transport.ts';

const late = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const broken = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** HTTP/1.1 to one agency by undici, with TLS where `url` says so, over at most `most` kept connections. */
export function undiciTransport({ origin }: URL, most: number, timeoutMs: number): AgencyTransport {
  const agent = new Agent({
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: keptMs,
    connections: most,
    pipelining: 1,
  });
  return {
    send({ path, headers, body }, listener) {
      const heard = new Heard(listener);
      void agent.dispatch(
        { origin, path, method: 'POST', headers: [...usualHeaders, ...headers], body },
        heard,
      );
      return () => heard.giveUp();
    },
    close: () => agent.destroy(),
  };
}

/** One exchange; its methods are what undici calls. */
class Heard implements Dispatcher.DispatchHandler {
  readonly #listener: ReplyListener;
  #controller: Dispatcher.DispatchController | undefined;
  #isOver = false;

  constructor(listener: ReplyListener) {
    this.#listener = listener;
  }

  giveUp(): void {
    this.#isOver = true;
    this.#controller?.abort(new Error('given up'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) this.giveUp();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (this.#isOver || status < 200) return;
    const length = headers['content-length'];
    this.#listener.onHead({
      status,
      contentType: headers['content-type']?.toString(),
      contentEncoding: headers['content-encoding']?.toString(),
      length: typeof length === 'string' ? Number(length) : undefined,
    });
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#isOver && !this.#listener.onBytes(chunk)) this.giveUp();
  }

  onResponseEnd(): void {
    if (!this.#isOver) this.#listener.onEnd();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: unknown): void {
    if (!this.#isOver) this.#listener.onBroken(breakageOf(error));
  }
}

function breakageOf(error: unknown): Breakage {
  if (error instanceof errors.HTTPParserError) return 'malformed';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (late.has(code)) return 'late';
  return broken.has(code) ? 'broken' : 'unreachable';
}
