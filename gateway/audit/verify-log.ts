import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problem, type Finding } from './finding.ts';
import { headsOf, readHeads } from './head-folder.ts';
import { logPlace } from './log-place.ts';
import { openReader, storeAddress } from './open-store.ts';
import type { RecordReader } from './record-store.ts';
import { openSigningKey } from './signed-head.ts';
import { verifyChain, type VerifiedChain } from './verify-chain.ts';

/** Which log to verify, as `LogOptions` has it. */
export interface VerifyOptions {
  readonly dataDir: string;
  readonly heads?: string | undefined;
  readonly connection?: string | undefined;
  readonly schema?: string | undefined;
}

/** What a log holds; it is whole when no finding is a problem. */
export interface VerifiedLog {
  readonly chains: readonly VerifiedChain[];
  readonly findings: readonly Finding[];
}

/**
 * Verifies every chain that the store or the second place knows, beside gateways that write.
 *
 * Throws where there is no log, or no key that says whose heads count. `progress` is told how many records have been
 * read in all.
 */
export async function verifyLog(
  { dataDir, heads, connection, schema }: VerifyOptions,
  progress: (records: number) => void = () => undefined,
): Promise<VerifiedLog> {
  const place = logPlace(dataDir, heads);
  if (!existsSync(place.signingKey)) {
    throw new Error(`no disclosure log in \`${dataDir}\`: its signing key is missing`);
  }
  const key = openSigningKey(place.signingKey).name;
  const own = ownChains(place.folder);
  // Heads before records: a head that is signed meanwhile would know more than was read.
  const kept = new Map(readHeads(place.heads).map((each) => [each.chain, each]));
  const reader = await openReader(storeAddress(place.database, connection, schema));
  try {
    const stored = (await reader.chains()).map(({ chain }) => chain);
    const names = [...new Set([...stored, ...kept.keys()])].toSorted();
    const chains: VerifiedChain[] = [];
    let read = 0;
    for (const chain of names) {
      const toVerify = {
        chain,
        kept: kept.get(chain) ?? headsOf(place.heads, chain),
        key,
        isOwn: own.has(chain),
      };
      chains.push(await verifyChain(reader, toVerify, (records) => progress((read += records))));
    }
    const findings = [...chains.flatMap((chain) => chain.findings), ...(await hiddenFindings(reader))];
    return { chains, findings };
  } finally {
    await reader.close();
  }
}

/** The chains that the gateway of a data directory writes now, by the files that name them. */
function ownChains(folder: string): ReadonlySet<string> {
  const files = readdirSync(folder).filter((name) => /^chain-\d+$/.test(name));
  return new Set(files.map((name) => readFileSync(join(folder, name), 'utf8').trim()));
}

async function hiddenFindings(reader: RecordReader): Promise<readonly Finding[]> {
  const hidden = await reader.hidden();
  return hidden === 0
    ? []
    : [problem('', `${hidden} of the records would not be found when they are looked for`)];
}
