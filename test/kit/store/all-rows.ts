import * as connections from '../../../subgraphs/kit/connection.ts';
import type { Connection, ConnectionArguments, ConnectionSpec } from '../../../subgraphs/kit/connection.ts';
import { everyRight } from '../../../subgraphs/kit/guard/caller-rights.ts';
import { guardedStore } from '../../../subgraphs/kit/guard/guarded-rows.ts';
import type { GuardedStore } from '../../../subgraphs/kit/guard/guarded-rows.ts';
import * as loaders from '../../../subgraphs/kit/loaders.ts';
import type { Store } from '../../../subgraphs/kit/store.ts';
import type { Property, Table } from '../../../subgraphs/kit/table.ts';

// The reads of the kit for one who may know of every row, where a test is about the store and not about rights.

const rules = {
  types: new Map([
    [
      'Sighting',
      {
        actions: [],
        rowActions: [],
        markedBy: 'marking',
        markingLine: undefined,
        isEntity: false,
        fields: new Map(),
      },
    ],
  ]),
  reveals: new Map(),
};

function whole(store: Store): GuardedStore {
  return guardedStore(store, everyRight(rules));
}

/** `connection` of all rows. */
export function connection<T, Order extends string>(
  store: Store,
  table: Table<T>,
  spec: ConnectionSpec<T, Order>,
): (given: ConnectionArguments) => Promise<Connection<T>> {
  const list = connections.connection(whole(store), table, spec);
  return async (given) => found(await list(given));
}

/** `connectionBy` of all rows. */
export function connectionBy<T, Order extends string>(
  store: Store,
  table: Table<T>,
  column: Property<T>,
  spec: ConnectionSpec<T, Order>,
): (parent: string, given: ConnectionArguments) => Promise<Connection<T>> {
  const list = connections.connectionBy(whole(store), table, column, spec);
  return async (parent, given) => found(await list(parent, given));
}

/** `byKey` of all rows. */
export const byKey: <T>(
  store: Store,
  ...rest: ParametersAfterStore<typeof loaders.byKey<T>>
) => ReturnType<typeof loaders.byKey<T>> = (store, ...rest) => loaders.byKey(whole(store), ...rest);

/** `manyBy` of all rows. */
export const manyBy: <T>(
  store: Store,
  ...rest: ParametersAfterStore<typeof loaders.manyBy<T>>
) => ReturnType<typeof loaders.manyBy<T>> = (store, ...rest) => loaders.manyBy(whole(store), ...rest);

type ParametersAfterStore<F extends (store: GuardedStore, ...rest: never[]) => unknown> =
  Parameters<F> extends [GuardedStore, ...infer Rest] ? Rest : never;

function found<T>(list: Connection<T> | null): Connection<T> {
  if (list === null) throw new Error('a list of all rows was refused');
  return list;
}
