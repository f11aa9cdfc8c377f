import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { RoomAt0930Document, type RoomAt0930Query } from './generated/graphql.ts';

// A typed client of the graph in one file. Start the gateway, then:
//   WATCHFLOOR_TOKEN=$(npx watchfloor token --persona watch-officer) node gateway/console/example.ts

type Situation = NonNullable<RoomAt0930Query['situation']>;
type Incident = NonNullable<Situation['incidents']>['nodes'][number];

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Each column reads one agency's part of an incident; a part that is not shown to the caller stays empty. */
const columns: Readonly<Record<string, (incident: Incident) => string | number | null | undefined>> = {
  incident: ({ id }) => id,
  title: ({ title }) => title,
  severity: ({ severity }) => severity,
  'minutes lost': ({ operationalImpact }) => operationalImpact?.minutesLost,
  credibility: ({ lawEnforcement }) => lawEnforcement?.credibility,
  likelihood: ({ attribution }) => attribution?.likelihood,
  desk: ({ accountable }) => accountable?.onShift?.desk,
};

async function main(): Promise<void> {
  const { data, errors = [] } = await ask(RoomAt0930Document, {
    jurisdiction: 'ocd-division/country:us/state:ga',
    since: '2024-11-05T06:00:00-05:00',
    types: ['BOMB_THREAT'],
  });
  const incidents = data?.situation?.incidents?.nodes ?? [];
  const heads = Object.keys(columns);
  const rows = incidents.map((incident) =>
    Object.values(columns).map((read) => String(read(incident) ?? '')),
  );
  process.stdout.write(table([heads, ...rows]));
  for (const { message } of errors) process.stderr.write(`${message}\n`);
}

/** The document's type carries over: variables are checked, and the answer's fields are known to the editor. */
async function ask<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  const url = process.env['WATCHFLOOR_URL'] ?? 'http://127.0.0.1:4000';
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      authorization: `Bearer ${process.env['WATCHFLOOR_TOKEN'] ?? ''}`,
    },
    body: JSON.stringify({ query: print(document), variables }),
  });
  return (await response.json()) as Answer<Data>;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`)
    .join('');
}

await main().catch((error: unknown) => {
  process.stderr.write(
    `the gateway is not answering: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
