import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';

/** One request as a tiny subgraph received it. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly query: string; readonly variables: Record<string, unknown> };
}

/** Answers in the place of the subgraph's schema, for peers that misbehave. */
export type Misbehaviour = (response: ServerResponse, request: IncomingMessage) => void;

/** A real subgraph on a port of its own: graphql-js behind node:http. */
export interface TinySubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  misbehave(how: Misbehaviour | undefined): void;
  close(): Promise<void>;
}

type Resolvers = Parameters<typeof buildSubgraphSchema>[0] extends infer T
  ? T extends { resolvers?: infer R }
    ? NonNullable<R>
    : never
  : never;

export async function startSubgraph(name: string, sdl: string, resolvers: Resolvers): Promise<TinySubgraph> {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers });
  const received: Received[] = [];
  let misbehaviour: Misbehaviour | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: Received['body'] = JSON.parse(Buffer.concat(chunks).toString());
      received.push({ headers: request.headers, body });
      if (misbehaviour) {
        misbehaviour(response, request);
        return;
      }
      void graphql({ schema, source: body.query, variableValues: body.variables }).then((result) =>
        sendJson(response, result),
      );
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    name,
    sdl,
    url: `http://127.0.0.1:${port}/graphql`,
    port,
    received,
    misbehave(how) {
      misbehaviour = how;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
