import { column, decoded, encoded, named } from './column.ts';
import type { Column, ColumnSpec, ColumnSpecOf } from './column.ts';
import { joined } from './fragment.ts';
import type { Fragment } from './fragment.ts';
import type { Marking } from './marking.ts';
import type { Row, Value } from './store.ts';

/** The properties of `T` that are columns of their own. */
export type Property<T> = Exclude<keyof T & string, 'marking'>;

/** What a table is declared with. */
export type TableSpec<T> = {
  readonly name: string;
  /** The primary key. */
  readonly key: readonly [Property<T>, ...Property<T>[]];
  /** Every property and the kind of its column. */
  readonly columns: { readonly [P in Property<T>]-?: ColumnSpecOf<T[P]> };
} & (T extends { readonly marking: Marking } ? { readonly marked: true } : { readonly marked?: false });

/** A table of objects of type `T`: what the reads and writes of the kit know of it. */
export interface Table<T> {
  readonly name: string;
  /** The table's quoted name. */
  readonly sql: Fragment;
  /** All columns, quoted and separated by commas, for `select`. */
  readonly select: Fragment;
  readonly columns: readonly Column[];
  readonly key: readonly Column[];
  /** The column of a property; throws when the table has none. */
  readonly column: (property: string) => Column;
  /** The values of an object in the order of `columns`; throws naming the property that cannot be stored. */
  toValues(object: T): Value[];
  /** The object of a row that was read with `select`. */
  readonly fromRow: (row: Row) => T;
}

/** Columns of a marked table, for its `create table`. */
export const MARKING_COLUMNS = `tlp text not null check (tlp in ('RED', 'AMBER_STRICT', 'AMBER', 'GREEN', 'CLEAR')),
  releasable_to text not null,
  originator text not null,
  caveats text not null,
  case_id text,
  cap_status text not null`;

/**
 * A table of an agency's store.
 *
 * Objects have camelCase properties, the table has the columns in snake case. With `marked: true` the property
 * `marking` is kept in the columns of `MARKING_COLUMNS`; predicates name those, as `"tlp"`.
 */
export function table<T extends object>(spec: TableSpec<T>): Table<T> {
  if (!/^[a-z][a-z0-9_]{0,62}$/u.test(spec.name))
    throw new Error(`\`${spec.name}\` cannot name a table; use snake case`);
  const own = Object.entries<ColumnSpec>({ ...spec.columns }).map(([property, kind]) =>
    column(property, kind),
  );
  const marked = spec.marked === true;
  const columns = marked ? [...own, ...markingColumns] : own;
  const byProperty = new Map(own.map((each) => [each.property, each]));
  const repeated = columns.find(
    (each, index) => columns.findIndex(({ name }) => name === each.name) !== index,
  );
  if (repeated) throw new Error(`table \`${spec.name}\` has the column \`${repeated.name}\` twice`);

  const columnOf = (property: string): Column => {
    const found = byProperty.get(property);
    if (found) return found;
    throw new Error(
      `table \`${spec.name}\` has no column for \`${property}\`; it has ${[...byProperty.keys()].join(', ')}`,
    );
  };
  return {
    name: spec.name,
    sql: { sql: `"${spec.name}"`, parameters: [] },
    select: joined(columns.map(named), ', '),
    columns,
    key: spec.key.map((property) => notNull(columnOf(property))),
    column: columnOf,
    toValues(object) {
      const properties = propertiesOf(object);
      const values = own.map((each) => encoded(each, properties[each.property]));
      return marked ? [...values, ...markingValues(properties['marking'])] : values;
    },
    fromRow(row) {
      const object: Record<string, unknown> = {};
      for (const each of own) object[each.property] = decoded(each, row[each.name]);
      if (marked) object['marking'] = markingOf(row);
      return object as T;
    },
  };
}

const tlp = column('tlp', 'text');
const releasableTo = column('releasableTo', 'json');
const originator = column('originator', 'text');
const caveats = column('caveats', 'json');
const caseId = column('caseId', 'text?');
const capStatus = column('capStatus', 'text');
const markingColumns = [tlp, releasableTo, originator, caveats, caseId, capStatus];

function markingValues(marking: unknown): Value[] {
  if (marking === null || typeof marking !== 'object')
    throw new Error('`marking` is missing; every marked row has one');
  const given = propertiesOf(marking);
  if (!isTextList(given['releasableTo']) || !isTextList(given['caveats'])) {
    throw new Error('`marking` cannot be stored: `releasableTo` and `caveats` are lists of text');
  }
  return [
    encoded(tlp, given['tlp']),
    encoded(releasableTo, given['releasableTo']),
    encoded(originator, given['originator']),
    encoded(caveats, given['caveats']),
    encoded(caseId, given['case']),
    encoded(capStatus, given['status']),
  ];
}

// INVARIANT: a row whose marking cannot be read whole is an error, never an object with a lesser marking.
function markingOf(row: Row): Marking {
  const readers = decoded(releasableTo, row[releasableTo.name]);
  const warnings = decoded(caveats, row[caveats.name]);
  const label = decoded(tlp, row[tlp.name]) as Marking['tlp'];
  if (!isTextList(readers) || !isTextList(warnings))
    throw new Error('a stored marking holds no list; restore the row');
  return {
    tlp: label,
    releasableTo: readers,
    originator: decoded(originator, row[originator.name]) as string,
    caveats: warnings as Marking['caveats'][number][],
    case: decoded(caseId, row[caseId.name]) as string | null,
    status: decoded(capStatus, row[capStatus.name]) as Marking['status'],
  };
}

function propertiesOf(object: object): Readonly<Record<string, unknown>> {
  return { ...object };
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function notNull(of: Column): Column {
  if (!of.nullable && of.kind !== 'json') return of;
  throw new Error(`\`${of.property}\` cannot be in a key; a key's columns hold no null and no json`);
}
