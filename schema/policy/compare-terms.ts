import { always, and, never, or, type Condition } from './condition.ts';
import { fitsPattern, type Pattern } from './expression.ts';
import { refined, type Known } from './known.ts';
import type { ListName } from './residual.ts';
import type { Term } from './term.ts';

type Ask = (known: Known) => Condition;

/** Whether two terms of one type are equal. Sets are equal when each holds what the other holds. */
export function equal(left: Term, right: Term, known: Known): Condition {
  if (left.kind === 'scalar' && right.kind === 'scalar') return constant(left.value === right.value);
  if (left.kind === 'text' && right.kind === 'text') {
    if (left.name === right.name) return always;
    return { op: 'same', attribute: left.name, other: right.name };
  }
  if (left.kind === 'text' && right.kind === 'scalar') return isValue(left, right.value, known);
  if (left.kind === 'scalar' && right.kind === 'text') return isValue(right, left.value, known);
  if (left.kind === 'record' && right.kind === 'record') {
    return all(
      known,
      [...left.members].map(
        ([name, member]) =>
          (now) =>
            equal(member, right.members.get(name) ?? impossible(), now),
      ),
    );
  }
  return all(known, [(now) => containsAll(left, right, now), (now) => containsAll(right, left, now)]);
}

/** Whether a set holds a value. */
export function contains(set: Term, element: Term, known: Known): Condition {
  if (set.kind === 'set')
    return some(
      known,
      set.elements.map((each) => (now) => equal(each, element, now)),
    );
  if (set.kind !== 'list') return impossible();
  if (element.kind === 'text') return { op: 'containsAttribute', attribute: set.name, other: element.name };
  if (element.kind !== 'scalar' || typeof element.value !== 'string') return impossible();
  if (known.among.get(set.name)?.includes(element.value) === false) return never;
  return { op: 'contains', attribute: set.name, value: element.value };
}

/** Whether `set` holds everything that `subset` holds. */
export function containsAll(set: Term, subset: Term, known: Known): Condition {
  if (subset.kind === 'set')
    return all(
      known,
      subset.elements.map((each) => (now) => contains(set, each, now)),
    );
  if (subset.kind !== 'list' || set.kind !== 'set') return impossible();
  return within(subset.name, set.elements, known);
}

/** Whether two sets hold a common value. */
export function containsAny(left: Term, right: Term, known: Known): Condition {
  if (left.kind === 'set')
    return some(
      known,
      left.elements.map((each) => (now) => contains(right, each, now)),
    );
  if (right.kind !== 'set') return impossible();
  return some(
    known,
    right.elements.map((each) => (now) => contains(left, each, now)),
  );
}

/** Whether a set holds nothing. */
export function isEmpty(set: Term): Condition {
  if (set.kind === 'list') return { op: 'within', attribute: set.name, values: [] };
  return set.kind === 'set' ? constant(set.elements.length === 0) : impossible();
}

/** Whether a text fits a pattern. */
export function isLike(term: Term, pattern: Pattern): Condition {
  if (term.kind === 'text') return { op: 'like', attribute: term.name, pattern };
  if (term.kind !== 'scalar' || typeof term.value !== 'string') return impossible();
  return constant(fitsPattern(term.value, pattern));
}

/** Whether a number is below another, or at most it. */
export function isLess(left: Term, right: Term, orEqual: boolean): Condition {
  if (left.kind !== 'scalar' || right.kind !== 'scalar') return impossible();
  return constant(left.value < right.value || (orEqual && left.value === right.value));
}

function constant(value: boolean): Condition {
  return value ? always : never;
}

function isValue(text: Term & { kind: 'text' }, value: unknown, known: Known): Condition {
  if (typeof value !== 'string') return impossible();
  const among = known.among.get(text.name);
  if (among !== undefined && !among.includes(value)) return never;
  if (among?.length === 1 && known.present.get(text.name) !== false) return always;
  return { op: 'equals', attribute: text.name, value };
}

function within(attribute: ListName, elements: readonly Term[], known: Known): Condition {
  const values = elements.map((each) =>
    each.kind === 'scalar' && typeof each.value === 'string' ? each.value : impossible(),
  );
  return known.among.get(attribute)?.every((value) => values.includes(value)) === true
    ? always
    : { op: 'within', attribute, values };
}

/** Where the types of a checked expression do not let a program come; never an answer, which `!` would turn. */
function impossible(): never {
  throw new Error('a policy compares values of types that it was not checked for');
}

/** All of the questions, each asked with what the ones before it make certain. */
function all(known: Known, questions: readonly Ask[]): Condition {
  return inTurn(known, questions, true);
}

function some(known: Known, questions: readonly Ask[]): Condition {
  return inTurn(known, questions, false);
}

function inTurn(known: Known, questions: readonly Ask[], outcome: boolean): Condition {
  let now = known;
  const parts: Condition[] = [];
  for (const ask of questions) {
    const part = ask(now);
    parts.push(part);
    now = refined(now, part, outcome);
  }
  return outcome ? and(parts) : or(parts);
}
