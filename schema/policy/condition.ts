import type { Atom, Residual } from './residual.ts';

/**
 * What is left of a policy's condition when the caller and the object's type are known. Unlike a residual it may
 * fail: `error` stands where an optional attribute is read that is not there. `and` and `or` read from left to
 * right and stop as Cedar does.
 */
export type Condition =
  | Atom
  | { readonly op: 'true' }
  | { readonly op: 'false' }
  | { readonly op: 'error' }
  | { readonly op: 'not'; readonly of: Condition }
  | { readonly op: 'and' | 'or'; readonly of: readonly Condition[] };

export const always = { op: 'true' } as const;
export const never = { op: 'false' } as const;
export const failure = { op: 'error' } as const;

/** The conjunction, from left to right; `true` of an empty list. */
export function and(parts: readonly Condition[]): Condition {
  return joined('and', parts);
}

/** The disjunction, from left to right; `false` of an empty list. */
export function or(parts: readonly Condition[]): Condition {
  return joined('or', parts);
}

/** The negation; an error stays an error. */
export function not(condition: Condition): Condition {
  if (condition.op === 'true') return never;
  if (condition.op === 'false') return always;
  if (condition.op === 'error') return failure;
  return condition.op === 'not' ? condition.of : { op: 'not', of: condition };
}

/** `then` where the condition holds, else `otherwise`; an error of the condition is an error of the whole. */
export function choose(condition: Condition, then: Condition, otherwise: Condition): Condition {
  if (condition.op === 'true') return then;
  if (condition.op === 'false') return otherwise;
  if (then.op === 'true' && otherwise.op === 'false') return condition;
  if (otherwise.op === 'false') return and([condition, then]);
  if (then.op === 'true') return or([condition, otherwise]);
  // A guard: what follows is read only where the condition holds, and everything else is an error.
  if (otherwise.op === 'error') return and([or([condition, failure]), then]);
  return or([and([condition, then]), and([not(condition), otherwise])]);
}

/** Whether some object can make it an error. */
export function canFail(condition: Condition): boolean {
  if (condition.op === 'error') return true;
  if (condition.op === 'not') return canFail(condition.of);
  return condition.op === 'and' || condition.op === 'or' ? condition.of.some(canFail) : false;
}

/** The objects of which the condition is true: neither false nor an error. */
export function whereTrue(condition: Condition): Residual {
  return residualOf(condition, true);
}

/** The objects of which the condition is false: neither true nor an error. */
export function whereFalse(condition: Condition): Residual {
  return residualOf(condition, false);
}

function joined(op: 'and' | 'or', parts: readonly Condition[]): Condition {
  const [neutral, final] = op === 'and' ? ['true', 'false'] : ['false', 'true'];
  const kept: Condition[] = [];
  const seen = new Set<string>();
  for (const part of parts.flatMap((each) => (each.op === op ? each.of : [each]))) {
    if (part.op === neutral || (part.op === 'equals' && isRepeated(part, seen))) continue;
    kept.push(part);
    // Nothing behind is ever read. Where nothing before can fail, nothing before matters either.
    if (part.op === final && !kept.some(canFail)) return part;
    if (part.op === final || part.op === 'error') break;
  }
  return whole(op, op === 'and' ? withoutImplied(kept) : kept);
}

/** Of the atoms that lists of words turn into, the second alike says nothing new. */
function isRepeated({ attribute, value }: Condition & { op: 'equals' }, seen: Set<string>): boolean {
  const size = seen.size;
  return seen.add(`${attribute} ${value}`).size === size;
}

function whole(op: 'and' | 'or', of: readonly Condition[]): Condition {
  const [first] = of;
  if (first === undefined) return op === 'and' ? always : never;
  return of.length === 1 ? first : { op, of };
}

/** Without `has a` where a later part is false for a missing `a` anyway and nothing between them can fail. */
function withoutImplied(parts: readonly Condition[]): readonly Condition[] {
  return parts.filter((part, index) => {
    if (part.op !== 'has') return true;
    const rest = parts.slice(index + 1);
    const implying = rest.findIndex((later) => isFalseWithout(later, part.attribute));
    return implying < 0 || rest.slice(0, implying).some(canFail);
  });
}

function isFalseWithout(part: Condition, attribute: string): boolean {
  if (part.op === 'equals' || part.op === 'like') return part.attribute === attribute;
  if (part.op === 'same') return part.attribute === attribute || part.other === attribute;
  return part.op === 'containsAttribute' && part.other === attribute;
}

function residualOf(condition: Condition, wanted: boolean): Residual {
  switch (condition.op) {
    case 'true':
    case 'false':
      return (condition.op === 'true') === wanted ? always : never;
    case 'error':
      return never;
    case 'not':
      return residualOf(condition.of, !wanted);
    case 'and':
    case 'or':
      return (condition.op === 'and') === wanted
        ? allOf(condition.of, wanted)
        : firstOf(condition.of, wanted);
    default:
      return wanted ? condition : { op: 'not', of: condition };
  }
}

/** Every part comes out as wanted. */
function allOf(parts: readonly Condition[], wanted: boolean): Residual {
  return total(and(parts.map((part) => residualOf(part, wanted))));
}

/** Some part comes out as wanted, and none before it failed. */
function firstOf(parts: readonly Condition[], wanted: boolean): Residual {
  const ways = parts.map((part, index) => {
    const before = parts.slice(0, index).filter(canFail);
    return and([...before.map((each) => residualOf(each, !wanted)), residualOf(part, wanted)]);
  });
  return total(or(ways));
}

/** A condition without `error` in it as the residual that it is. */
export function total(condition: Condition): Residual {
  if (canFail(condition)) throw new Error('a condition that can fail is no residual');
  return condition as Residual;
}
