import { readCsaf } from './read-csaf.ts';
import { readDivisions } from './read-divisions.ts';
import { readDomains } from './read-domains.ts';
import { readKev } from './read-kev.ts';
import { readPollingPlaces } from './read-polling-places.ts';
import { readStix } from './read-stix.ts';
import { readVip } from './read-vip.ts';
import type { Reader } from './reader.ts';
import type { Format } from './record.ts';

/**
 * The reader of each format, in the order in which a load reads them.
 *
 * Divisions come first because polling places find their county's id among them.
 */
export const readers: Readonly<Record<Format, Reader>> = {
  divisions: readDivisions,
  'polling-places': readPollingPlaces,
  vip: readVip,
  domains: readDomains,
  kev: readKev,
  csaf: readCsaf,
  stix: readStix,
};
