import { openDisclosureLog } from '../../gateway/audit/open-disclosure-log.ts';
import { disclosures } from './disclosures.ts';

// Appends from many sides, reports each request once it is acknowledged, and goes on until it is killed.
const [dataDir = '', run = ''] = process.argv.slice(2);
const log = await openDisclosureLog({ dataDir, headEvery: 50, headEveryMs: 20 });
let appended = 0;

async function caller(): Promise<never> {
  for (;;) {
    appended += 1;
    const name = `run-${run}-${appended}`;
    await log.append(disclosures(2, name));
    process.stdout.write(`${name}\n`);
  }
}

await Promise.all(Array.from({ length: 16 }, caller));
