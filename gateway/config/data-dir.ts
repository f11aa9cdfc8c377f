import { resolve } from 'node:path';

/** The data directory: the flag, else WATCHFLOOR_DATA_DIR, else `.watchfloor` where the command is run. */
export function dataDirOf(flag: string | undefined): string {
  return resolve(flag ?? process.env['WATCHFLOOR_DATA_DIR'] ?? '.watchfloor');
}
