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
} & (T extends { readonly marking: Marking }
  ? {
      readonly marked: true;
      /** The GraphQL type whose rules decide who may know of a row. */
      readonly type: string;
      /** The property that says which division (OCD-ID) a row is about, where one does. */
      readonly division?: Property<T>;
      /** Of a view: properties that come from another marked row, which may be stricter. */
      readonly parts?: readonly PartSpec<T>[];
    }
  : { readonly marked?: false; readonly type?: never; readonly division?: never; readonly parts?: never });

/** Properties of a view's rows that come from a row of another table, and that row's marking. */
export interface PartSpec<T> {
  /** The GraphQL type whose rules decide who may know of the other row. */
  readonly type: string;
  /** What stands before the names of the columns with its marking: `day_` for `day_tlp`. */
  readonly prefix: string;
  readonly properties: readonly Property<T>[];
}

/** A table of objects of type `T`: what the reads and writes of the kit know of it. */
export interface Table<T> {
  readonly name: string;
  /** The table's quoted name. */
  readonly sql: Fragment;
  /** All columns, quoted and separated by commas, for `select`. */
  readonly select: Fragment;
  readonly columns: readonly Column[];
  readonly key: readonly Column[];
  /** Whose rules decide about a row and by which columns; undefined where rows carry no marking. */
  readonly ruled: RuledRows | undefined;
  /** The column of a property; throws when the table has none. */
  readonly column: (property: string) => Column;
  /** The values of an object in the order of `columns`; throws naming the property that cannot be stored. */
  toValues(object: T): Value[];
  /** The object of a row that was read with `select`. */
  readonly fromRow: (row: Row) => T;
}

/** How the rows of a marked table are decided about. */
export interface RuledRows {
  /** A GraphQL type of the agency's own SDL, or of the shared one. */
  readonly type: string;
  readonly division: Column | undefined;
  readonly parts: readonly RowPart[];
}

/** What part of a row another row decides about. */
export interface RowPart {
  readonly type: string;
  readonly prefix: string;
  readonly properties: readonly string[];
  /** The other row's marking; null where there is no such row. */
  marking(row: Row): Marking | null;
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
  const parts = (spec.parts ?? []).map(rowPart);
  const ofParts = parts.flatMap(({ prefix }) => markingColumns.map((each) => prefixed(each, prefix)));
  const columns = marked ? [...own, ...markingColumns, ...ofParts] : own;
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
  const division = spec.division === undefined ? undefined : textual(columnOf(spec.division));
  return {
    name: spec.name,
    ruled: spec.type === undefined ? undefined : { type: spec.type, division, parts },
    sql: { sql: `"${spec.name}"`, parameters: [] },
    select: joined(columns.map(named), ', '),
    columns,
    key: spec.key.map((property) => notNull(columnOf(property))),
    column: columnOf,
    toValues(object) {
      if (parts.length > 0)
        throw new Error(`\`${spec.name}\` is a view; write to the tables that it is made of`);
      const properties = propertiesOf(object);
      const values = own.map((each) => encoded(each, properties[each.property]));
      return marked ? [...values, ...markingValues(properties['marking'])] : values;
    },
    fromRow(row) {
      const object: Record<string, unknown> = {};
      for (const each of own) object[each.property] = decoded(each, row[each.name]);
      if (marked) {
        const at = division && decoded(division, row[division.name]);
        object['marking'] = { ...markingOf(row), ...(at === undefined ? {} : { division: at }) };
      }
      return object as T;
    },
  };
}

function rowPart<T>({ type, prefix, properties }: PartSpec<T>): RowPart {
  const own = markingColumns.map((each) => ({ from: prefixed(each, prefix).name, to: each.name }));
  return {
    type,
    prefix,
    properties,
    marking(row) {
      const marking = Object.fromEntries(own.map(({ from, to }) => [to, row[from] ?? null]));
      return marking[tlp.name] === null ? null : markingOf(marking);
    },
  };
}

function prefixed(of: Column, prefix: string): Column {
  return { ...of, name: `${prefix}${of.name}`, nullable: true };
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

function textual(of: Column): Column {
  if (of.kind === 'text') return of;
  throw new Error(`\`${of.property}\` cannot say which division a row is about; it is no text`);
}

function notNull(of: Column): Column {
  if (!of.nullable && of.kind !== 'json') return of;
  throw new Error(`\`${of.property}\` cannot be in a key; a key's columns hold no null and no json`);
}
