import type { Disclosure, LoggedDisclosure } from './disclosure.ts';
import type { StoredRecord } from './record-store.ts';

/** A record's entry as it was sealed. */
export interface Entry {
  readonly disclosure: Disclosure;
  readonly written: string;
  readonly clock?: string;
}

/** The entry of a record; throws where its text is none. The first layout's disclosures were about one `entity` each. */
export function entryOf({ entry, chain, sequence }: StoredRecord): Entry {
  const value: unknown = JSON.parse(entry);
  if (typeof value === 'object' && value !== null && 'disclosure' in value && 'written' in value) {
    const read = value as Entry & { readonly disclosure: { readonly entity?: string } };
    const { entity, ...disclosure } = read.disclosure;
    return entity === undefined ? read : { ...read, disclosure: { ...disclosure, entities: [entity] } };
  }
  throw new Error(`record ${sequence} of chain ${chain} is no disclosure`);
}

/** A record with the disclosure that it holds. */
export function loggedDisclosure(record: StoredRecord): LoggedDisclosure {
  const { number, chain, sequence } = record;
  const { disclosure, written, clock } = entryOf(record);
  return { ...disclosure, number, chain, sequence, written, ...(clock === undefined ? {} : { clock }) };
}
