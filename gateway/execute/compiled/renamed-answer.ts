import type { KeyRename } from '../../plan/query-plan.ts';
import { isJsonObject } from './json-value.ts';
import type { TypeFacts } from './type-facts.ts';

/** Moves values of an agency's answer (an object, or a list of entities) from the keys by which they had to be asked for to their own. */
export function renameInAnswer(answer: unknown, renames: readonly KeyRename[], facts: TypeFacts): void {
  for (const { path, key } of renames) renameAt(answer, path, key, facts);
}

function renameAt(value: unknown, path: readonly string[], to: string, facts: TypeFacts): void {
  if (Array.isArray(value)) {
    for (const item of value) renameAt(item, path, to, facts);
    return;
  }
  const [step, ...rest] = path;
  if (!isJsonObject(value) || step === undefined) return;
  if (step.startsWith('... on ')) {
    const typename = value['__typename'];
    const applies = typeof typename !== 'string' || facts.isA(typename, step.slice('... on '.length));
    if (applies) renameAt(value, rest, to, facts);
  } else if (Object.hasOwn(value, step)) {
    if (rest.length > 0) {
      renameAt(value[step], rest, to, facts);
      return;
    }
    value[to] = value[step];
    delete value[step];
  }
}
