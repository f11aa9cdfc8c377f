import type { AskedOperation } from '../operation/operations.ts';

/**
 * The operation that a parsed JSON body asks for (GraphQL over HTTP, request parameters); undefined for every body
 * that is not exactly of that form, and for a persisted query.
 */
export function askedOperation(body: unknown): AskedOperation | undefined {
  if (!isObject(body)) return undefined;
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== 'string' || query === '') return undefined;
  if (!isAbsent(operationName) && typeof operationName !== 'string') return undefined;
  if (!isAbsent(variables) && !isObject(variables)) return undefined;
  if (!isAbsent(extensions) && (!isObject(extensions) || Boolean(extensions['persistedQuery'])))
    return undefined;
  return { query, operationName: operationName ?? undefined, variables: variables ?? {} };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
