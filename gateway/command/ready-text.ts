import { dataDirOf } from '../config/data-dir.ts';
import type { DemoIssuer } from '../identity/demo-issuer.ts';
import type { Registry } from '../registry/registry.ts';
import type { AgencyProcess } from './agency-process.ts';

/** What is told when everything runs. */
export interface Ready {
  readonly url: string;
  readonly agencies: readonly AgencyProcess[];
  readonly registry: Registry;
  readonly seconds: number;
  readonly workers: number;
  readonly dataDir: string;
  /** Whether a key of the issuer is known; without one every token is refused. */
  readonly canSignIn: boolean;
  readonly demo?: DemoIssuer;
}

/** The text that greets whoever started it: addresses, agencies, personas, a first query, how to stop. */
export async function readyText(ready: Ready): Promise<string> {
  const { url, agencies, registry, seconds, workers, dataDir, canSignIn, demo } = ready;
  const up = agencies.filter((agency) => agency.url() !== undefined).length;
  const { hash } = registry.current();
  // Commands typed in the same place find the usual data directory by themselves.
  const flag = dataDir === dataDirOf(undefined) ? '' : ` --data-dir ${dataDir}`;
  return [
    `Watchfloor runs: ${up} of ${agencies.length} agencies, supergraph ${hash.slice(0, 6)}, ${workers === 1 ? '' : `${workers} workers, `}ready in ${seconds.toFixed(1)} s`,
    '',
    `  playground   ${url}/playground`,
    `  graph        ${url}/graphql`,
    ...(demo === undefined ? [] : [`  sign in      ${url}/dev/login (demo identities)`]),
    ...(canSignIn
      ? []
      : [`nobody can sign in until the issuer's keys are reachable, ${url}/ready says when`]),
    '',
    ...agencyLines(agencies, registry),
    '',
    ...(demo === undefined ? [] : await demoLines(url, flag)),
    `What runs: npx watchfloor status${flag}. Stop: Ctrl+C.`,
    '',
  ].join('\n');
}

function agencyLines(agencies: readonly AgencyProcess[], registry: Registry): readonly string[] {
  const revisions = registry.revisions();
  const endpoints = new Map(registry.current().subgraphs.map(({ name, url }) => [name, url]));
  const width = Math.max(6, ...agencies.map(({ name }) => name.length));
  const rows = agencies.map((agency) => {
    const revision = revisions[agency.name] ?? 0;
    const schema = revision === 0 ? 'folder' : `r${revision}`;
    const where = agency.url() === undefined ? 'not answering' : (endpoints.get(agency.name) ?? '');
    return `  ${agency.name.padEnd(width)}  ${String(agency.pid() ?? '-').padEnd(8)}  ${schema.padEnd(7)} ${where}`;
  });
  return [`  ${'agency'.padEnd(width)}  process   schema  address`, ...rows];
}

async function demoLines(url: string, flag: string): Promise<readonly string[]> {
  const { personas } = await import('../identity/personas.ts');
  const width = Math.max(...personas.map(({ id }) => id.length));
  const query = '{"query":"{ viewer { name agency roles } }"}';
  return [
    '  personas (invented)',
    ...personas.map(({ id, name, does }) => `  ${id.padEnd(width)}  ${name}: ${does}`),
    '',
    'A first query:',
    `curl -s ${url}/graphql -H 'content-type: application/json' -H "authorization: Bearer $(npx watchfloor token --persona watch-officer${flag})" -d '${query}'`,
    '',
  ];
}
