import { named } from '../column.ts';
import type { Column } from '../column.ts';
import { all, never, sql, value } from '../fragment.ts';
import type { Fragment, Predicate } from '../fragment.ts';
import type { Row, Store } from '../store.ts';
import type { RowPart, Table } from '../table.ts';
import type { CallerRights } from './caller-rights.ts';
import { residualPredicate, type MarkingColumns } from './residual-sql.ts';

/** An agency's store as one caller may read it: what reads its tables asks for the caller's rights. */
export interface GuardedStore extends Store {
  readonly rights: CallerRights;
}

/** What is read of a list: what `filter` names, what it is ordered by, each with the properties it is made of. */
export interface ListUse {
  readonly kind: 'filter' | 'order';
  /** The entry of the filter's input type, or the value of the order's enum. */
  readonly name: string;
  readonly properties: readonly string[];
}

/** The store for one request of a caller. */
export function guardedStore(store: Store, rights: CallerRights): GuardedStore {
  return { ...store, rights };
}

/**
 * The rows of a table that the caller may know of; undefined: all of them.
 *
 * A marked table whose type the agency's SDL does not have shows no row.
 */
export function visibleRows<T>({ rights }: GuardedStore, table: Table<T>): Predicate | undefined {
  if (table.ruled === undefined) return undefined;
  const rule = rights.rules.types.get(table.ruled.type);
  return rule === undefined ? never : allowedRows(rights, rule.rowActions, table);
}

/**
 * The rows that may be counted for the caller, whose markings decide nothing else; undefined: all of them.
 *
 * For counts and bands, which are for whoever their own field's rule allows, also of rows that the caller may not know
 * of. Nobody outside an exercise is told anything that is made from it: to them the day is a real one.
 */
export function countableRows({ rights }: GuardedStore): Predicate | undefined {
  return rights.inExercise ? undefined : sql`"cap_status" = ${value('ACTUAL')}`;
}

/** Whether the caller may know of a row that was read; the same decision as that of `visibleRows`. */
export function isVisible<T>(store: GuardedStore, table: Table<T>, row: T): boolean {
  if (table.ruled === undefined) return true;
  const { marking } = row as { readonly marking?: unknown };
  return isKnown(store, table.ruled.type, marking);
}

/** Whether the caller may know of an object of a type that bears a marking, whether a table holds it or it was made. */
export function isKnown({ rights }: GuardedStore, type: string, marking: unknown): boolean {
  const rule = rights.rules.types.get(type);
  return rule !== undefined && rights.allows(rule.rowActions, type, { kind: 'read', marking });
}

/** Whether the caller may read a field of an object of a type that bears a marking; what it leads to decides for itself. */
export function mayRead({ rights }: GuardedStore, type: string, field: string, marking: unknown): boolean {
  const rule = rights.rules.types.get(type)?.fields.get(field);
  return rule !== undefined && rights.allows(rule.actions, type, { kind: 'read', marking });
}

/**
 * The object of a row that was read, without the parts that come from rows that the caller may not know of: those
 * properties are null.
 */
export function objectOf<T>({ rights }: GuardedStore, table: Table<T>): (row: Row) => T {
  const parts = table.ruled?.parts ?? [];
  if (parts.length === 0) return table.fromRow;
  return (row) => {
    const object = table.fromRow(row);
    const hidden = parts.filter((part) => {
      const { type } = part;
      const found = part.marking(row);
      return (
        found !== null && !rights.allows(rowActions(rights, type), type, { kind: 'read', marking: found })
      );
    });
    const properties = hidden.flatMap((part) => part.properties);
    return { ...object, ...Object.fromEntries(properties.map((property) => [property, null])) };
  };
}

/**
 * The rows of which the caller may read what a filter or an order reads; undefined: all of them, `never`: of none.
 *
 * That is what `@reveals` names on the entry of `<Type>Filter` or the value of `<Type>OrderField`, and every field of
 * the type that has a property's name.
 */
export function revealedRows<T>(
  { rights }: GuardedStore,
  table: Table<T>,
  use: ListUse,
): Predicate | undefined {
  if (table.ruled === undefined) return undefined;
  const { type } = table.ruled;
  const input = use.kind === 'filter' ? `${type}Filter` : `${type}OrderField`;
  const stated = rights.rules.reveals.get(`${input}.${use.name}`) ?? [];
  const own = rights.rules.types.get(type)?.fields;
  const actions = use.properties.flatMap((property) => own?.get(property)?.actions ?? []);
  for (const coordinate of stated) {
    const [of = '', field = ''] = coordinate.split('.');
    const rule = of === type ? own?.get(field) : undefined;
    // What lies on another type's objects cannot be decided by this row.
    if (rule === undefined) return never;
    actions.push(...rule.actions, ...(rights.rules.types.get(rule.returns)?.actions ?? []));
  }
  const readable = actions.length === 0 ? undefined : allowedRows(rights, [...new Set(actions)], table);
  const ofParts = table.ruled.parts
    .filter((part) => use.properties.some((property) => part.properties.includes(property)))
    .flatMap((part) => partRows(rights, part) ?? []);
  if (readable === never || ofParts.length === 0) return readable;
  return ofParts.includes(never) ? never : all([readable, ...ofParts]);
}

/** The rows of a view whose part the caller may know of. */
function partRows(rights: CallerRights, { type, prefix }: RowPart): Predicate | undefined {
  const residual = rights.residual(rowActions(rights, type), type);
  if (residual.op === 'true') return undefined;
  if (residual.op === 'false') return never;
  const columns = columnsOf(prefix, undefined);
  // A row without the part has no marking to ask, and no predicate may be null.
  return sql`(${columns.tlp} is not null and ${all([residualPredicate(residual, columns)])})`;
}

/** A type that the SDL does not have needs what nobody can have. */
function rowActions({ rules }: CallerRights, type: string): readonly string[] {
  return rules.types.get(type)?.rowActions ?? ['(unknown)'];
}

function allowedRows<T>(
  rights: CallerRights,
  actions: readonly string[],
  table: Table<T>,
): Predicate | undefined {
  if (table.ruled === undefined) return never;
  const residual = rights.residual(actions, table.ruled.type);
  if (residual.op === 'true') return undefined;
  if (residual.op === 'false') return never;
  return all([residualPredicate(residual, columnsOf('', table.ruled.division))]);
}

function columnsOf(prefix: string, division: Column | undefined): MarkingColumns {
  return {
    tlp: plain(`${prefix}tlp`),
    releasableTo: plain(`${prefix}releasable_to`),
    originator: plain(`${prefix}originator`),
    caveats: plain(`${prefix}caveats`),
    case: plain(`${prefix}case_id`),
    status: plain(`${prefix}cap_status`),
    division: division && named(division),
  };
}

function plain(column: string): Fragment {
  return { sql: `"${column}"`, parameters: [] };
}
