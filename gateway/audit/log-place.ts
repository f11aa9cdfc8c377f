import { join } from 'node:path';

/** Where the parts of a disclosure log are kept. */
export interface LogPlace {
  /** Keys, chain ids and the embedded store. */
  readonly folder: string;
  /** The second place, for signed heads. */
  readonly heads: string;
  readonly database: string;
  readonly entityKey: string;
  readonly signingKey: string;
}

/** The places of the log of a data directory; `heads` is `<dataDir>/heads` unless another folder is named. */
export function logPlace(dataDir: string, heads: string = join(dataDir, 'heads')): LogPlace {
  const folder = join(dataDir, 'log');
  return {
    folder,
    heads,
    database: join(folder, 'disclosures.sqlite'),
    entityKey: join(folder, 'entity.key'),
    signingKey: join(folder, 'signing-key.pem'),
  };
}
