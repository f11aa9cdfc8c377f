import type { ChainState, SealedRecord } from '../../gateway/audit/chain.ts';
import { peaksColumn } from '../../gateway/audit/stored-state.ts';

/** The layouts that a store may still have. */
export const earlierLayouts = [
  ['sqlite', 1],
  ['sqlite', 2],
  ['postgres', 1],
] as const;

/** SQL that makes a store as it was: a chain and its records, of which the lookups know the first `lookedUp`. */
export function earlierStore(
  [store, layout]: (typeof earlierLayouts)[number],
  chain: string,
  state: ChainState,
  records: readonly SealedRecord[],
  lookedUp: number,
): string {
  const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
  const bytes = (value: Buffer): string =>
    store === 'sqlite' ? `x'${value.toString('hex')}'` : `'\\x${value.toString('hex')}'`;
  const values = (record: SealedRecord): string => {
    const { sequence, entities, coordinate, agency, at, entry, hash } = record;
    return `(${text(chain)}, ${sequence}, ${bytes(Buffer.from(entities, 'hex'))}, ${text(coordinate)},
      ${text(agency)}, ${text(at)}, ${text(entry)}, ${bytes(hash)})`;
  };
  const { tree, hash, written } = state;
  return `${store === 'sqlite' ? sqliteTables[layout] : postgresTables}
    insert into chain values (${text(chain)}, ${tree.size}, ${bytes(hash)}, ${bytes(peaksColumn(state))}, ${text(written)});
    insert into disclosure (chain, sequence, ${layout === 1 ? 'entity' : 'entities'}, coordinate, agency, at, entry, hash)
      values ${records.map(values).join(', ')};
    ${store === 'sqlite' ? sqliteLookups(layout, lookedUp) : ''}`;
}

function sqliteLookups(layout: 1 | 2, until: number): string {
  // The second layout's records may name several entities: here those name one that the lookups know.
  return `insert into by_entity select ${layout === 1 ? 'entity' : 'entities'}, at, number from disclosure where number <= ${until};
    insert into by_coordinate select coordinate, at, number from disclosure where number <= ${until};
    ${layout === 2 ? `insert into by_agency select agency, at, number from disclosure where number <= ${until};` : ''}
    update looked_up set until = ${until};`;
}

const firstSqliteTables = `
  create table chain (
    id text primary key, size integer not null, hash blob not null, peaks blob not null, written text not null
  ) strict;
  create table disclosure (
    number integer primary key, chain text not null, sequence integer not null, entity blob not null,
    coordinate text not null, agency text not null, at text not null, entry text not null, hash blob not null,
    unique (chain, sequence)
  ) strict;
  create index disclosure_at on disclosure (at);
  create table by_entity (
    entity blob not null, at text not null, number integer not null, primary key (entity, at, number)
  ) strict, without rowid;
  create table by_coordinate (
    coordinate text not null, at text not null, number integer not null, primary key (coordinate, at, number)
  ) strict, without rowid;
  create table looked_up (until integer not null) strict;
  insert into looked_up values (0);
  create trigger disclosure_is_immutable before update on disclosure
    begin select raise(abort, 'a disclosure is never changed'); end;
  create trigger disclosure_is_kept before delete on disclosure
    begin select raise(abort, 'a disclosure is never deleted'); end;`;

const sqliteTables = {
  1: `pragma journal_mode = wal; ${firstSqliteTables} pragma user_version = 1;`,
  2: `pragma journal_mode = wal; ${firstSqliteTables}
    alter table disclosure rename column entity to entities;
    create table by_agency (
      agency text not null, at text not null, number integer not null, primary key (agency, at, number)
    ) strict, without rowid;
    pragma user_version = 2;`,
} as const;

const postgresTables = `
  create table layout (version integer not null);
  insert into layout values (1);
  create table chain (
    id text primary key, size bigint not null, hash bytea not null, peaks bytea not null, written text not null
  );
  create table disclosure (
    number bigint generated always as identity primary key, chain text not null, sequence bigint not null,
    entity bytea not null, coordinate text not null, agency text not null, at text collate "C" not null,
    entry text not null, hash bytea not null,
    unique (chain, sequence)
  );
  create index by_entity on disclosure (entity, at, number);
  create index by_coordinate on disclosure (coordinate, at, number);
  create index by_time on disclosure (at, number);
  create function disclosures_are_kept() returns trigger language plpgsql as
    $$ begin raise exception 'a disclosure is never changed or deleted'; end $$;
  create trigger disclosure_is_immutable before update or delete on disclosure
    for each row execute function disclosures_are_kept();
  create trigger disclosures_are_kept before truncate on disclosure
    for each statement execute function disclosures_are_kept();`;
