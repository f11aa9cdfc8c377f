import { GraphQLError } from 'graphql';
import { isErrorCode } from '../error/catalogue.ts';
import { WatchfloorError } from '../error/error.ts';
import type { FieldOwners } from '../supergraph/field-owners.ts';

type Path = readonly (string | number)[];

/**
 * The errors of an executed operation in the gateway's own words, each at a place the caller knows.
 *
 * A path that does not lead to an empty place of `data` is cut back to where it leaves the answer: the engine
 * also fetches what the caller never asked for, and its paths into mixed lists can be off. Doubles are dropped.
 */
export function placedErrors(errors: readonly Error[], data: unknown): WatchfloorError[] {
  const placed = new Map<string, WatchfloorError>();
  for (const error of errors) {
    const { code, agency, under } = error instanceof GraphQLError ? error.extensions : {};
    const known = (error instanceof GraphQLError ? error.path : undefined) ?? pathFrom(under);
    const path = known === undefined ? undefined : placeIn(data, known);
    const detail = {
      ...(typeof agency === 'string' ? { agency } : {}),
      ...(path && path.length > 0 ? { path } : {}),
      cause: error,
    };
    // What carries no agency was thrown by the engine itself, in words that are not meant for the caller.
    const ours = typeof agency === 'string' && isErrorCode(code);
    const told = ours
      ? new WatchfloorError(code, error.message, detail)
      : new WatchfloorError('INTERNAL', undefined, detail);
    placed.set(JSON.stringify([told.code, told.message, told.detail.path]), told);
  }
  return [...placed.values()];
}

/**
 * Errors for values that no agency gave although the schema promises them (`extensions.valueCompletion` of the
 * stock gateway); the agency is named where only one can have been asked.
 */
export function missingValues(completion: unknown, owners: FieldOwners): WatchfloorError[] {
  if (!Array.isArray(completion)) return [];
  return completion.map((error: unknown) => {
    const path = error instanceof GraphQLError ? error.path : undefined;
    const coordinate = error instanceof GraphQLError ? /\b(\w+)\.(\w+)\b/.exec(error.message) : null;
    const [agency, ...others] = owners.of(coordinate?.[1] ?? '', coordinate?.[2] ?? '');
    const known = agency !== undefined && others.length === 0;
    const who = known ? `agency \`${agency}\`` : 'an agency';
    return new WatchfloorError('SUBGRAPH_MALFORMED', `${who} sent no value where there must be one`, {
      ...(known ? { agency } : {}),
      ...(path ? { path } : {}),
      cause: error,
    });
  });
}

function pathFrom(under: unknown): Path | undefined {
  return Array.isArray(under) ? under.filter((step) => typeof step === 'string') : undefined;
}

function placeIn(data: unknown, path: Path): Path {
  let value = data;
  const place: (string | number)[] = [];
  for (const step of path) {
    if (value === null) return place;
    if (typeof value !== 'object' || value === undefined || !Object.hasOwn(value, step)) return place;
    value = Reflect.get(value, step);
    place.push(step);
  }
  return place;
}
