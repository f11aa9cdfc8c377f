import { resourceAttributes } from './attributes.ts';
import type { Condition } from './condition.ts';

/** What is certain of the object at one place of a condition, from what was asked before it. */
export interface Known {
  /** Optional attributes that are certainly there (true) or certainly missing (false). */
  readonly present: ReadonlyMap<string, boolean>;
  /** The values that an attribute can still have. */
  readonly among: ReadonlyMap<string, readonly string[]>;
}

/** What is certain of every well-formed object. */
export const knownOfAll: Known = {
  present: new Map(),
  among: new Map(
    [...resourceAttributes].flatMap(([name, { among }]) => (among === undefined ? [] : [[name, among]])),
  ),
};

/** What is certain in addition where `condition` came out as `outcome`, without an error. */
export function refined(known: Known, condition: Condition, outcome: boolean): Known {
  switch (condition.op) {
    case 'not':
      return refined(known, condition.of, !outcome);
    case 'and':
    case 'or': {
      // A conjunction that is true was true in every part; of a false one only a single possible part is certain.
      const parts = condition.of.filter(({ op }) => op !== 'error');
      return (condition.op === 'and') === outcome || parts.length === 1
        ? parts.reduce((all, part) => refined(all, part, outcome), known)
        : known;
    }
    case 'has':
      return withPresent(known, condition.attribute, outcome);
    case 'equals':
      return outcome
        ? withAmong(withPresent(known, condition.attribute, true), condition.attribute, [condition.value])
        : withoutValue(known, condition.attribute, condition.value);
    case 'like':
      return outcome ? withPresent(known, condition.attribute, true) : known;
    case 'same':
      return outcome
        ? withPresent(withPresent(known, condition.attribute, true), condition.other, true)
        : known;
    case 'containsAttribute':
      return outcome ? withPresent(known, condition.other, true) : known;
    case 'true':
    case 'false':
    case 'error':
    case 'contains':
    case 'within':
      return known;
  }
}

function withPresent(known: Known, name: string, isThere: boolean): Known {
  return { ...known, present: new Map(known.present).set(name, isThere) };
}

function withAmong(known: Known, name: string, values: readonly string[]): Known {
  return { ...known, among: new Map(known.among).set(name, values) };
}

function withoutValue(known: Known, name: string, value: string): Known {
  const among = known.among.get(name);
  return among === undefined
    ? known
    : withAmong(
        known,
        name,
        among.filter((each) => each !== value),
      );
}
