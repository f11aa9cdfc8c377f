import DataLoader from 'dataloader';
import { badInput } from './bad-input.ts';
import { canonicalJson, compared, named, shownWhere } from './column.ts';
import type { Column } from './column.ts';
import { cursorOf, filterHash, placeOf } from './cursor.ts';
import type { CursorScope, Direction } from './cursor.ts';
import { filtered } from './filter.ts';
import type { Filters } from './filter.ts';
import { all, never, run, sql, value } from './fragment.ts';
import type { Fragment, Predicate, Reading } from './fragment.ts';
import { objectOf, revealedRows, visibleRows, type GuardedStore } from './guard/guarded-rows.ts';
import { among, keyColumn, MAXIMUM_KEYS } from './loaders.ts';
import { beyond, ordered } from './order.ts';
import type { Row } from './store.ts';
import type { Property, Table } from './table.ts';

/** The arguments of a connection field; null and absent are alike. */
export interface ConnectionArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly filter?: object | null | undefined;
  readonly orderBy?: { readonly field: string; readonly direction: Direction } | null | undefined;
}

/** A page of a list, as the fields of a connection type resolve it; `totalCount` costs a statement when called. */
export interface Connection<T> {
  readonly nodes: readonly T[];
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    /** Whether the page was asked for with `after`. */
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  totalCount(): Promise<number>;
}

/** How a list of a table is ordered, filtered and limited. */
export interface ConnectionSpec<T, Order extends string = string> extends Reading {
  /** The property of each value of the schema's order enum. */
  readonly orders: Readonly<Record<Order, Property<T>>>;
  readonly defaultOrder: { readonly field: NoInfer<Order>; readonly direction: Direction };
  readonly filters?: Filters<T>;
  /** Rows of a page when `first` is not given; 50 unless set. */
  readonly default?: number;
  /** Rows of a page at most, 200 unless set; asking for more is an error that says so. */
  readonly maximum?: number;
}

/**
 * A list of all of a table's rows that the caller may know of: one statement a page, one more when `totalCount` is
 * selected. Null where it is filtered by what the caller may read of no row.
 */
export function connection<T, Order extends string>(
  store: GuardedStore,
  table: Table<T>,
  spec: ConnectionSpec<T, Order>,
): (given: ConnectionArguments) => Promise<Connection<T> | null> {
  checkOrders(table, spec);
  return async (given) => {
    const page = pageOf(store, table, spec, given);
    if (page === null) return null;
    const rows = await run(
      store,
      sql`select ${page.select} from ${table.sql} where ${page.rest} order by ${page.order} limit ${value(page.first + 1)}`,
    );
    let total: Promise<number> | undefined;
    return answer(page, rows, () => {
      total ??= run(store, sql`select count(*) as "count" from ${table.sql} where ${page.whole}`).then(
        ([row]) => Number(row?.['count']),
      );
      return total;
    });
  };
}

/**
 * A list of each parent's rows that the caller may know of: one statement for one field and arguments however many the parents, and one
 * more when `totalCount` is selected. Made once for a request, since it remembers what it read. Null as for `connection`.
 */
export function connectionBy<T, Order extends string>(
  store: GuardedStore,
  table: Table<T>,
  column: Property<T>,
  spec: ConnectionSpec<T, Order>,
): (parent: string, given: ConnectionArguments) => Promise<Connection<T> | null> {
  checkOrders(table, spec);
  const by = keyColumn(table, column);
  const pages = new Map<string, DataLoader<string, Connection<T>> | null>();
  return async (parent, given) => {
    const name = canonicalJson(given) ?? '';
    let loader = pages.get(name);
    if (loader === undefined) {
      const page = pageOf(store, table, spec, given);
      loader = page && parentsLoader(store, table, by, page);
      pages.set(name, loader);
    }
    return loader && loader.load(parent);
  };
}

/** A page's conditions and order, made of checked arguments. */
interface Page<T> {
  readonly scope: CursorScope;
  readonly first: number;
  readonly continued: boolean;
  /** The whole list, of which `totalCount` tells the length. */
  readonly whole: Predicate;
  /** The list from the cursor on. */
  readonly rest: Predicate;
  readonly order: Fragment;
  /** The table's columns and the value that a row is ordered by, where that is not the column itself. */
  readonly select: Fragment;
  /** The object of a row as the caller may have it. */
  readonly object: (row: Row) => T;
}

/** Null where a filter reads what the caller may read of no row. */
function pageOf<T, Order extends string>(
  store: GuardedStore,
  table: Table<T>,
  spec: ConnectionSpec<T, Order>,
  given: ConnectionArguments,
): Page<T> | null {
  const { field, direction } = given.orderBy ?? spec.defaultOrder;
  const orders: Readonly<Record<string, Property<T>>> = spec.orders;
  const property = Object.hasOwn(orders, field) ? orders[field] : undefined;
  if (property === undefined || (direction !== 'ASC' && direction !== 'DESC')) {
    throw badInput(
      `the list cannot be ordered by \`${field}\` \`${direction}\`; use one of ${Object.keys(orders).join(', ')}`,
    );
  }
  // A row that does not show what it is ordered by stands where it would without a value.
  const shown = revealedRows(store, table, { kind: 'order', name: field, properties: [property] });
  const own = table.column(property);
  const column = shown === undefined ? own : shownWhere(own, shown);
  const scope: CursorScope = {
    field,
    direction,
    filter: filterHash(table.name, given.filter),
    order: column,
    key: table.key,
    seal: store.rights,
  };
  const refused: string[] = [];
  const wanted = filtered(table, spec.filters ?? {}, given.filter, (name, { properties }) => {
    const readable = revealedRows(store, table, { kind: 'filter', name, properties });
    if (readable === never) refused.push(name);
    return readable;
  });
  if (refused.length > 0) return null;
  const whole = all([wanted, spec.visible, visibleRows(store, table)]);
  const place = given.after == null ? undefined : placeOf(scope, given.after);
  return {
    scope,
    first: checkedFirst(spec, given.first),
    continued: place !== undefined,
    whole,
    rest: all([whole, place && beyond(column, table.key, direction, place)]),
    order: ordered(column, table.key, direction),
    select: shown === undefined ? table.select : sql`${table.select}, ${named(column)} as "sort value"`,
    object: objectOf(store, table),
  };
}

function checkedFirst<T>(spec: ConnectionSpec<T>, first: number | null | undefined): number {
  const maximum = spec.maximum ?? 200;
  const asked = first ?? Math.min(spec.default ?? 50, maximum);
  if (Number.isSafeInteger(asked) && asked >= 0 && asked <= maximum) return asked;
  throw badInput(`\`first\` is \`${asked}\`; ask for 0 to ${maximum} and page on with \`after\``);
}

function parentsLoader<T>(
  store: GuardedStore,
  table: Table<T>,
  by: Column,
  page: Page<T>,
): DataLoader<string, Connection<T>> {
  const options = { maxBatchSize: MAXIMUM_KEYS };
  const counts = new DataLoader<string, number>(async (parents) => {
    const where = all([among(by, parents, undefined), page.whole]);
    const rows = await run(
      store,
      sql`select ${named(by)} as "parent", count(*) as "count" from ${table.sql} where ${where} group by ${named(by)}`,
    );
    const found = new Map(rows.map((row) => [row['parent'], Number(row['count'])]));
    return parents.map((parent) => found.get(parent) ?? 0);
  }, options);
  return new DataLoader<string, Connection<T>>(async (parents) => {
    const where = all([among(by, parents, undefined), page.rest]);
    const limit = value(page.first + 1);
    // One parent needs no window, which would number every row of a long list to show its first page.
    const pages =
      parents.length === 1
        ? sql`select ${page.select} from ${table.sql} where ${where} order by ${page.order} limit ${limit}`
        : sql`select * from (select ${page.select},
            row_number() over (partition by ${named(by)} order by ${page.order}) as "row number"
            from ${table.sql} where ${where}) as ranked
            where "row number" <= ${limit} order by ${compared(by)}, "row number"`;
    const rows = await run(store, pages);
    const found = Map.groupBy(rows, (row) => row[by.name]);
    return parents.map((parent) => answer(page, found.get(parent) ?? [], () => counts.load(parent)));
  }, options);
}

/** The connection of the rows read, of which one more than the page's size says that there is a next page. */
function answer<T>(page: Page<T>, rows: readonly Row[], totalCount: () => Promise<number>): Connection<T> {
  const shown = rows.slice(0, page.first);
  const nodes = shown.map(page.object);
  const { scope } = page;
  const cursorAt = (row: Row | undefined): string | null =>
    row === undefined
      ? null
      : cursorOf(scope, {
          sort: row[scope.order.shownWhere === undefined ? scope.order.name : 'sort value'] ?? null,
          key: scope.key.map((column) => row[column.name] ?? null),
        });
  return {
    nodes,
    get edges() {
      return nodes.map((node, index) => ({ cursor: cursorAt(shown[index]) ?? '', node }));
    },
    get pageInfo() {
      return {
        hasNextPage: rows.length > page.first,
        hasPreviousPage: page.continued,
        startCursor: cursorAt(shown[0]),
        endCursor: cursorAt(shown.at(-1)),
      };
    },
    totalCount,
  };
}

function checkOrders<T, Order extends string>(table: Table<T>, spec: ConnectionSpec<T, Order>): void {
  for (const property of Object.values<Property<T>>(spec.orders)) {
    if (table.column(property).kind === 'json') {
      throw new Error(
        `table \`${table.name}\` cannot be ordered by \`${property}\`, which is json; keep it in a column`,
      );
    }
  }
}
