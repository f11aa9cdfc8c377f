import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { graphql } from 'graphql';
import { subgraphNames } from '../heavy-graph.ts';
import { ruledSubgraph } from '../ruled-room.ts';

// All agencies of the ruled room as one server, each at `/<name>`. An answer that was given once is given again from
// memory, whoever asks. The port is the first line that is printed.
const schemas = new Map(subgraphNames.map((name) => [`/${name}`, ruledSubgraph(name, true)]));
const answers = new Map<string, Buffer>();
// What makes each request one of its own; it changes no answer.
const session = /"session":"[^"]*",?/gu;

async function answer(path: string, body: string): Promise<Buffer> {
  const alike = body.replaceAll(session, '');
  const key = `${path} ${alike}`;
  const known = answers.get(key);
  if (known) return known;
  const schema = schemas.get(path);
  const asked = JSON.parse(alike) as { readonly query: string; readonly variables?: Record<string, unknown> };
  if (!schema) return Buffer.from('{"errors":[{"message":"there is no such agency"}]}');
  const given = await graphql({
    schema,
    source: asked.query,
    variableValues: asked.variables ?? {},
    contextValue: { token: '' },
  });
  if (given.errors) process.stderr.write(`${given.errors.join(', ')}\n`);
  const text = Buffer.from(JSON.stringify(given));
  answers.set(key, text);
  return text;
}

const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    void answer(request.url ?? '', Buffer.concat(pieces).toString()).then((text) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
      response.end(text);
    });
  });
}).listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
