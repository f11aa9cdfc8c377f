import type { ExecutionResult } from 'graphql';

/** Three answers to one operation. */
export interface ComparedAnswers {
  readonly engine: ExecutionResult;
  /** Of one merged schema. */
  readonly merged: ExecutionResult;
  /** Of the merged schema with nothing that may not be null: no error is cut off, so these are all there can be. */
  readonly lenient: ExecutionResult;
}

/**
 * What is wrong with an engine's answer; undefined if nothing is.
 *
 * The data is the same, errors explain the same nulls, and each error is at a field that fails. Where several
 * fields under one null fail, an engine may tell of one or of all (GraphQL Oct 2021 6.4.4).
 */
export function difference({ engine, merged, lenient }: ComparedAnswers): string | undefined {
  const [data, expected] = [JSON.stringify(engine.data), JSON.stringify(merged.data)];
  if (data !== expected) return `data ${data}\nnot  ${expected}\nerrors at ${paths(engine).join(' ')}`;
  const [told, places] = [nullPlaces(engine), nullPlaces(merged)];
  if (told.join() !== places.join()) return `errors at ${told.join(' ')}\nnot       ${places.join(' ')}`;
  const possible = new Set(paths(lenient));
  const stray = paths(engine).find((path) => !possible.has(path));
  return stray === undefined ? undefined : `an error at ${stray}, where nothing fails`;
}

/**
 * What is wrong with the data of the stock engine's answer; undefined if nothing is.
 *
 * Its keys have an order of their own where a field is selected twice, and the paths of its errors are wrong in
 * lists of several types.
 */
export function differenceOfData({ engine, merged }: ComparedAnswers): string | undefined {
  const [data, expected] = [JSON.stringify(sorted(engine.data)), JSON.stringify(sorted(merged.data))];
  return data === expected
    ? undefined
    : `data ${data}\nnot  ${expected}\nerrors at ${paths(engine).join(' ')}`;
}

/** With the keys of every object in the order of the alphabet. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

function paths({ errors = [] }: ExecutionResult): string[] {
  return errors.map(({ path }) => JSON.stringify(path ?? []));
}

/** The nulls of the answer that errors explain. */
function nullPlaces({ data, errors = [] }: ExecutionResult): string[] {
  const places = errors.map(({ path = [] }) => {
    let value: unknown = data;
    const place: (string | number)[] = [];
    for (const step of path) {
      if (typeof value !== 'object' || value === null) break;
      value = Reflect.get(value, step);
      place.push(step);
    }
    return JSON.stringify(place);
  });
  return [...new Set(places)].toSorted();
}
