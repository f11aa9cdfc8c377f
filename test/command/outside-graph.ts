import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { composeWithApollo } from '../../gateway/compose/apollo-composition.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated"])\n';
const usersSdl = `${link}
  type Query { header(name: String!): String echo(date: Date): Date me: User }
  type User @key(fields: "id") { id: ID! name: String }
  scalar Date`;
const ordersSdl = `${link}
  type Query { orders: [Int] }
  type User @key(fields: "id") { id: ID! orders: [Int] }`;

/** A federation that knows nothing of this gateway, and files with its supergraph. */
export interface OutsideGraph {
  /** Where `users` answers; `orders` has no address in the supergraph. */
  readonly users: string;
  readonly orders: string;
  /** Path of a file that holds the supergraph. */
  readonly file: string;
  /** Path of a file that holds `text`. */
  write(name: string, text: string): string;
  close(): Promise<void>;
}

/** Starts two subgraphs that ask for no key and composes their supergraph. */
export async function openOutsideGraph(): Promise<OutsideGraph> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-outside-'));
  const users = await listen(usersSdl, {
    header: ({ name }: { name: string }, headers: Headers) => headers[name] ?? null,
    echo: ({ date }: { date: unknown }) => date,
    me: { id: '1', name: 'Ada', __typename: 'User' },
  });
  const orders = await listen(ordersSdl, { orders: [1, 2] });
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  return {
    users: users.url,
    orders: orders.url,
    file: write('supergraph.graphql', outsideSupergraph(users.url)),
    write,
    async close() {
      await Promise.all([users.close(), orders.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The supergraph of `users` at an address and `orders` without one; `more` is added to the SDL of `users`. */
export function outsideSupergraph(users: string, more = ''): string {
  const { supergraphSdl, errors } = composeWithApollo([
    { name: 'users', url: users, definitions: parse(usersSdl + more).definitions },
    { name: 'orders', url: '', definitions: parse(ordersSdl).definitions },
  ]);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

async function listen(
  sdl: string,
  rootValue: object,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const schema = buildSubgraphSchema(parse(sdl));
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as { query: string; variables?: object };
      const variableValues = { ...body.variables };
      void graphql({
        schema,
        source: body.query,
        variableValues,
        rootValue,
        contextValue: request.headers,
      }).then((result) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(result));
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
