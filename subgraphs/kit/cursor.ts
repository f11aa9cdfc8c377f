import { createHash } from 'node:crypto';
import { badInput } from './bad-input.ts';
import { canonicalJson, decoded } from './column.ts';
import type { Column } from './column.ts';
import { opened, sealed, type CursorSeal } from './cursor-seal.ts';
import { valueProblem } from './statement.ts';
import type { Value } from './store.ts';

/** The direction of an order, as the schema's enum names it. */
export type Direction = 'ASC' | 'DESC';

/** The list that a cursor points into: another order or filter is another list. */
export interface CursorScope {
  /** The order's value of the schema's enum. */
  readonly field: string;
  readonly direction: Direction;
  /** Of `filterHash`. */
  readonly filter: string;
  readonly order: Column;
  readonly key: readonly Column[];
  readonly seal: CursorSeal;
}

/** The place of one row in its list: its sort value, and its key to tell apart rows of one sort value. */
export interface Place {
  readonly sort: Value;
  readonly key: readonly Value[];
}

const VERSION = 2;

/**
 * The opaque cursor of a place: JSON `[version, field, direction, filter hash, sort value, key]`, sealed.
 *
 * It holds values of a row, so the agency alone reads it, for callers of the same rights.
 */
export function cursorOf(scope: CursorScope, place: Place): string {
  const content = [VERSION, scope.field, scope.direction, scope.filter, place.sort, place.key];
  return sealed(JSON.stringify(content), scope.seal);
}

/** The place that a cursor points at; BAD_USER_INPUT when it is malformed or was made for another order or filter. */
export function placeOf(scope: CursorScope, cursor: string): Place {
  const [version, field, direction, filter, sort, key, ...rest] = contentOf(cursor, scope.seal);
  if (version !== VERSION || rest.length > 0) throw malformed();
  if (field !== scope.field || direction !== scope.direction) {
    throw badInput('the cursor of `after` was made for another order; start again without `after`');
  }
  if (filter !== scope.filter) {
    throw badInput('the cursor of `after` was made for another list or filter; start again without `after`');
  }
  if (!Array.isArray(key) || key.length !== scope.key.length) throw malformed();
  return {
    sort: valueOf(scope.order, sort),
    key: scope.key.map((column, index) => valueOf(column, key[index])),
  };
}

/** A hash that tells lists apart: of the table's name and the filter's entries; a null entry is no filter. */
export function filterHash(table: string, filter: object | null | undefined): string {
  const entries = Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const text = canonicalJson([table, Object.fromEntries(entries)]) ?? '';
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

function contentOf(cursor: string, seal: CursorSeal): readonly unknown[] {
  if (!/^[\w-]{1,65536}$/u.test(cursor)) throw malformed();
  try {
    const content: unknown = JSON.parse(opened(cursor, seal));
    if (Array.isArray(content)) return content as readonly unknown[];
  } catch {
    // Not sealed here or for other rights: as malformed as any other text.
  }
  throw malformed();
}

function valueOf(column: Column, value: unknown): Value {
  if (value !== null && typeof value !== 'string' && typeof value !== 'number') throw malformed();
  try {
    decoded(column, value);
  } catch {
    throw malformed();
  }
  if (
    valueProblem(value) !== null ||
    (column.kind === 'integer' && value !== null && !Number.isSafeInteger(value))
  )
    throw malformed();
  return value;
}

function malformed(): Error {
  return badInput('the cursor of `after` is malformed; pass a cursor that this list answered');
}
