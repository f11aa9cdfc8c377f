import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kit = new URL('../../subgraphs/kit/subgraph.ts', import.meta.url).href;

/** The schema of an agency that counts something; `more` is added to its root type. */
export function agencySchema(name: string, more = ''): string {
  return `type Query {
  "How many ${name} things there are."
  ${name}Count: Int @public
${more}}

"An organization that takes part."
type Agency @key(fields: "id") {
  "Its name in addresses."
  id: ID! @public
  "How it is present."
  ${name}Presence: AgencyPresence @public
}
`;
}

/** Makes a folder with the folders of agencies that serve; removed by whoever asked for it. */
export function makeAgencies(...names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-agencies-'));
  for (const name of names) makeAgency(folder, name);
  return folder;
}

/** Adds the folder of one agency. */
export function makeAgency(folder: string, name: string): string {
  const own = join(folder, name);
  mkdirSync(own);
  writeFileSync(join(own, 'schema.graphql'), agencySchema(name));
  writeFileSync(join(own, 'policy.cedar'), '');
  writeFileSync(
    join(own, 'index.ts'),
    `import { defineSubgraph } from ${JSON.stringify(kit)};
export default defineSubgraph({
  name: ${JSON.stringify(name)},
  folder: new URL('./', import.meta.url),
  migrations: [],
  source: () => ({}),
  resolvers: { Query: { ${name}Count: () => 7 } },
});
`,
  );
  return own;
}
