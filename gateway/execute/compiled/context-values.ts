import type { ContextArgument } from '../../plan/query-plan.ts';
import { isJsonObject, jsonString, type JsonObject } from './json-value.ts';
import type { Ancestors } from './targets.ts';
import type { TypeFacts } from './type-facts.ts';

/**
 * The values that a target takes from the objects above it, as members of the variables' JSON.
 *
 * One that cannot be found is null: the agency says whether it can do without.
 */
export function contextValues(
  contexts: readonly ContextArgument[],
  target: JsonObject,
  ancestors: Ancestors,
  facts: TypeFacts,
): string {
  const found = new Map<string, unknown>();
  const chain = [...ancestors, target];
  for (const { path, variable } of contexts) {
    if (found.get(variable) !== undefined) continue;
    const up = path.findIndex((step) => step !== '..');
    const from = chain[chain.length - 1 - (up < 0 ? path.length : up)];
    found.set(variable, valueAt(from, up < 0 ? [] : path.slice(up), facts));
  }
  return [...found]
    .map(([variable, value]) => `${jsonString(variable)}:${JSON.stringify(value ?? null)}`)
    .join(',');
}

function valueAt(value: unknown, path: readonly string[], facts: TypeFacts): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => valueAt(item, path, facts));
  if (!isJsonObject(value)) return value === null ? null : undefined;
  if (step.startsWith('... on ')) {
    const typename = value['__typename'];
    const applies = typeof typename !== 'string' || facts.isA(typename, step.slice('... on '.length));
    return applies ? valueAt(value, rest, facts) : undefined;
  }
  return Object.hasOwn(value, step) ? valueAt(value[step], rest, facts) : undefined;
}
