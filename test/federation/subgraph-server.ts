import { createServer, type ServerResponse } from 'node:http';
import { graphql } from 'graphql';
import { subgraphSchema, type RawAnswer, type SubgraphData, type SubgraphRequest } from './subgraph-data.ts';

/** Subgraphs behind one real HTTP server on loopback, each at a path of its own. */
export interface SubgraphServer {
  /** Serves a subgraph from now on; `onRequest` hears of every request to it. */
  serve(subgraph: ServedSubgraph, onRequest?: (request: SubgraphRequest) => void): string;
  close(): Promise<void>;
}

export interface ServedSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly data: SubgraphData;
}

type Answer = (request: SubgraphRequest) => Promise<RawAnswer | undefined>;

/** Listens on a free port of the loopback interface. */
export async function openSubgraphServer(): Promise<SubgraphServer> {
  const answers = new Map<string, Answer>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Partial<SubgraphRequest>;
      const asked = { query: body.query ?? '', variables: body.variables ?? {} };
      const answer = answers.get(request.url ?? '');
      void Promise.resolve(answer?.(asked)).then((raw) => send(response, raw));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    serve({ name, sdl, data }, onRequest) {
      const schema = subgraphSchema(sdl, data);
      const path = `/${answers.size}/${name}`;
      answers.set(path, async (asked) => {
        onRequest?.(asked);
        const result = await graphql({
          schema,
          source: asked.query,
          variableValues: asked.variables,
          rootValue: /^\s*mutation\b/.test(asked.query) ? data.mutation : data.query,
        });
        // As JSON has it, so that tampering sees what would be sent.
        const plain: Record<string, unknown> = JSON.parse(JSON.stringify(result));
        return data.tampers ? data.tampers(plain, asked) : { body: JSON.stringify(plain) };
      });
      return `http://127.0.0.1:${port}${path}`;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, raw: RawAnswer | undefined): void {
  if (!raw) {
    response.destroy();
    return;
  }
  response.writeHead(raw.status ?? 200, { 'content-type': raw.contentType ?? 'application/json' });
  response.end(raw.body);
}
