import type { ContextArgument } from '../../plan/query-plan.ts';
import { isJsonObject, jsonString, type JsonObject } from './json-value.ts';
import type { Ancestors } from './targets.ts';
import type { TypeFacts } from './type-facts.ts';

/**
 * The values that a target takes from the objects above it, as members of the variables' JSON.
 *
 * One that cannot be found is null: the agency says whether it can do without. `taken` gets the objects that they
 * are fields of.
 */
export function contextValues(
  contexts: readonly ContextArgument[],
  target: JsonObject,
  ancestors: Ancestors,
  facts: TypeFacts,
  taken: (from: JsonObject) => void,
): string {
  const found = new Map<string, unknown>();
  const chain = [...ancestors, target];
  for (const { path, variable } of contexts) {
    if (found.get(variable) !== undefined) continue;
    const up = path.findIndex((step) => step !== '..');
    const from = chain[chain.length - 1 - (up < 0 ? path.length : up)];
    found.set(variable, valueAt(from, up < 0 ? [] : path.slice(up), { facts, taken }));
  }
  return [...found]
    .map(([variable, value]) => `${jsonString(variable)}:${JSON.stringify(value ?? null)}`)
    .join(',');
}

interface Taking {
  readonly facts: TypeFacts;
  readonly taken: (from: JsonObject) => void;
}

function valueAt(value: unknown, path: readonly string[], taking: Taking): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => valueAt(item, path, taking));
  if (!isJsonObject(value)) return value === null ? null : undefined;
  if (step.startsWith('... on ')) {
    const typename = value['__typename'];
    const applies = typeof typename !== 'string' || taking.facts.isA(typename, step.slice('... on '.length));
    return applies ? valueAt(value, rest, taking) : undefined;
  }
  if (!Object.hasOwn(value, step)) return undefined;
  if (rest.length === 0) taking.taken(value);
  return valueAt(value[step], rest, taking);
}
