import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { graphql } from 'graphql';
import { heavySubgraph, subgraphNames } from '../heavy-graph.ts';

// All subgraphs as one server, each at `/<name>`; `/calls` tells how many were answered. An answer that was given
// once is given again from memory. The port is the first line that is printed.
const schemas = new Map(subgraphNames.map((name) => [`/${name}`, heavySubgraph(name)]));
const answers = new Map<string, string>();
let calls = 0;

async function answer(path: string, token: string, body: string): Promise<string> {
  const key = `${path} ${token} ${body}`;
  const known = answers.get(key);
  if (known !== undefined) return known;
  const schema = schemas.get(path);
  const asked = JSON.parse(body) as { readonly query: string; readonly variables?: Record<string, unknown> };
  if (!schema) return '{"errors":[{"message":"there is no such subgraph"}]}';
  const given = await graphql({
    schema,
    source: asked.query,
    variableValues: asked.variables ?? {},
    contextValue: { token },
  });
  const text = JSON.stringify(given);
  // Every token is new where requests are distinct: what is kept must not grow with them.
  if (answers.size > 5000) answers.clear();
  answers.set(key, text);
  return text;
}

function handle(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const send = (text: string): void => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      });
      response.end(text);
    };
    if (request.url === '/calls') {
      send(String(calls));
      return;
    }
    calls += 1;
    const token = /^Bearer (\S+)$/u.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) send('{"errors":[{"message":"the caller\'s authorization did not arrive"}]}');
    else void answer(request.url ?? '', token, Buffer.concat(chunks).toString()).then(send);
  });
}

const server = createServer({ keepAliveTimeout: 600_000 }, handle).listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
