import { readdirSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Agency } from './subgraph.ts';

/** The folder that holds the agencies' folders. */
const subgraphsFolder = new URL('../', import.meta.url);

/** The folders of all agencies, by name: those with an `index.ts`, so that a new one is found by itself. */
export function agencyFolders(folder: URL = subgraphsFolder): readonly URL[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
    .map(({ name }) => new URL(`${name}/`, folder))
    .filter((each) => statSync(new URL('index.ts', each), { throwIfNoEntry: false })?.isFile() === true)
    .toSorted((a, b) => (a.href < b.href ? -1 : 1));
}

/** The agency that a folder's `index.ts` exports as its default; anything else there is an error that says so. */
export async function importAgency(folder: URL): Promise<Agency> {
  const module = (await import(new URL('index.ts', folder).href)) as { readonly default?: unknown };
  if (isAgency(module.default)) return module.default;
  throw new Error(`\`${folder.pathname}index.ts\` exports no agency; export default defineSubgraph({ … })`);
}

/** All agencies of a folder, by name. */
export async function discoverAgencies(folder: URL = subgraphsFolder): Promise<readonly Agency[]> {
  return Promise.all(agencyFolders(folder).map(importAgency));
}

/** The address of a folder that a person named, with the slash that relative addresses need. */
export function folderUrl(path: string): URL {
  const url = pathToFileURL(path);
  return url.pathname.endsWith('/') ? url : new URL(`${url.href}/`);
}

function isAgency(value: unknown): value is Agency {
  return (
    value !== null &&
    typeof value === 'object' &&
    'name' in value &&
    'openStore' in value &&
    'schema' in value
  );
}
