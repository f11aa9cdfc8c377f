import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UnusableSetting } from './setting-text.ts';

/** The data directory: the flag, else WATCHFLOOR_DATA_DIR, else `.watchfloor` where the command is run. */
export function dataDirOf(flag: string | undefined): string {
  return resolve(flag ?? process.env['WATCHFLOOR_DATA_DIR'] ?? '.watchfloor');
}

/** Makes a data directory that is closed to others, with the folders above it; throws an UnusableSetting where it cannot. */
export function makeDataDir(dataDir: string): void {
  const missing: string[] = [];
  for (
    let folder = resolve(dataDir);
    !existsSync(folder) && dirname(folder) !== folder;
    folder = dirname(folder)
  )
    missing.unshift(folder);
  try {
    // One by one: in /proc, where nothing can be made, Node's own recursive way never ends.
    for (const folder of missing) makeFolder(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new UnusableSetting(`\`${dataDir}\` cannot be made${code}, choose another \`--data-dir\``);
  }
}

/** Another process may have made it meanwhile. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}
