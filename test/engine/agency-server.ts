import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach } from 'vitest';
import {
  openAgencyExchange,
  type AuthorizationOf,
  type TransportTo,
} from '../../gateway/execute/compiled/agency-exchange.ts';
import { keepConnections } from '../../gateway/execute/compiled/kept-connections.ts';
import { shareExchange, type SharedRequest } from '../../gateway/execute/compiled/shared-exchange.ts';
import { undiciTransport } from '../../gateway/execute/compiled/undici-transport.ts';
import { agencyAuthorization } from '../../gateway/supergraph/agency-key.ts';
import { callerWith, gatewayKey } from './engine-room.ts';

/** How an agency answers; `number` counts its requests. */
export type Answer = (response: ServerResponse, request: IncomingMessage, number: number) => void;

/** A server in an agency's place. */
export interface Agency {
  readonly url: string;
  readonly asked: () => number;
  readonly left: () => number;
  /** What it was sent. */
  readonly bodies: readonly string[];
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

/** Serves `answer` until the test is over. */
export async function agency(answer: Answer): Promise<Agency> {
  let asked = 0;
  let left = 0;
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    asked += 1;
    const number = asked;
    response.on('close', () => {
      if (!response.writableFinished) left += 1;
    });
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      bodies.push(body);
      answer(response, request, number);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push(
    () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/graphql`, asked: () => asked, left: () => left, bodies };
}

/** The ways in which an agency is asked: our own for `http:`, undici's for `https:`; both can do `http:`. */
export const transports: readonly { readonly way: string; readonly transportTo: TransportTo }[] = [
  { way: 'kept connections', transportTo: (url, { connections }) => keepConnections(url, connections) },
  {
    way: 'undici',
    transportTo: (url, { connections, timeoutMs }) => undiciTransport(url, connections, timeoutMs),
  },
];

/** An exchange that is closed when the test is over. */
export function exchange(
  failures = 100,
  connections = 64,
  authorizationOf: AuthorizationOf = agencyAuthorization(gatewayKey),
  transportTo?: TransportTo,
) {
  const limits = { timeoutMs: 500, maximumBytes: 1000, connections };
  const exchanged = openAgencyExchange(authorizationOf, limits, transportTo);
  const opened = shareExchange(exchanged, { failures, pauseMs: 200 });
  open.push(() => opened.close());
  return opened;
}

/** A query to an agency. */
export const request = (url: string, over: Partial<SharedRequest> = {}): SharedRequest => ({
  agency: 'elections',
  url,
  traceId: 'trace',
  body: '{"query":"{a}"}',
  repeatable: true,
  principal: callerWith(),
  forwarded: [],
  ...over,
});

/** Answers with JSON. */
export const json = (response: ServerResponse, text = '{"data":{}}'): void => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(text);
};
