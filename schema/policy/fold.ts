import { resourceAttributes } from './attributes.ts';
import type { PolicyCaller } from './caller.ts';
import { contains, containsAll, containsAny, equal, isEmpty, isLess, isLike } from './compare-terms.ts';
import { always, and, choose, failure, never, not, or, type Condition } from './condition.ts';
import type { Expression } from './expression.ts';
import { knownOfAll, refined, type Known } from './known.ts';
import type { ListName, OptionalName, TextName } from './residual.ts';
import { termOf, type Term } from './term.ts';

/** The caller and the GraphQL type of the object: all that is known before anything was fetched. */
export interface Asking {
  readonly caller: PolicyCaller;
  readonly type: string;
}

/** What goes on with a value once it is known, and with what is certain where it is. */
type Next = (term: Term, known: Known) => Condition;

/**
 * What is left of a policy's conditions for one caller and type of object (partial evaluation).
 *
 * INVARIANT: for every well-formed object of that type the result is true, false or an error exactly where Cedar's
 * evaluation of the conditions is.
 */
export function fold(conditions: readonly Expression[], asking: Asking): Condition {
  let known = knownOfAll;
  const parts: Condition[] = [];
  for (const expression of conditions) {
    const part = conditionOf(expression, asking, known);
    parts.push(part);
    known = refined(known, part, true);
  }
  return and(parts);
}

function conditionOf(expression: Expression, asking: Asking, known: Known): Condition {
  const both = (
    { left, right }: { readonly left: Expression; readonly right: Expression },
    next: (left: Term, right: Term, known: Known) => Condition,
  ): Condition =>
    valueOf(left, asking, known, (first, now) =>
      valueOf(right, asking, now, (second, then) => next(first, second, then)),
    );
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const left = conditionOf(expression.left, asking, known);
      const stops = expression.kind === 'and' ? 'false' : 'true';
      // What Cedar never evaluates cannot fail either.
      if (left.op === stops || left.op === 'error') return left;
      const right = conditionOf(expression.right, asking, refined(known, left, expression.kind === 'and'));
      return expression.kind === 'and' ? and([left, right]) : or([left, right]);
    }
    case 'not':
      return not(conditionOf(expression.operand, asking, known));
    case 'has':
      return presenceOf(expression, asking, known);
    case 'equals':
      return both(expression, equal);
    case 'less':
      return both(expression, (left, right) => isLess(left, right, false));
    case 'lessOrEqual':
      return both(expression, (left, right) => isLess(left, right, true));
    case 'contains':
      return both(expression, contains);
    case 'containsAll':
      return both(expression, containsAll);
    case 'containsAny':
      return both(expression, containsAny);
    case 'isEmpty':
      return valueOf(expression.operand, asking, known, isEmpty);
    case 'like':
      return valueOf(expression.operand, asking, known, (term) => isLike(term, expression.pattern));
    case 'literal':
    case 'attribute':
    case 'if':
    case 'member':
      return valueOf(expression, asking, known, isTrue);
    case 'set':
    case 'record':
      throw new Error(`a \`${expression.kind}\` is no condition`);
  }
}

function isTrue(term: Term): Condition {
  if (term.kind !== 'scalar' || typeof term.value !== 'boolean') throw new Error('a condition is no boolean');
  return term.value ? always : never;
}

/** Hands the value to `next`; where it depends on the object, once for every value that it can be. */
function valueOf(expression: Expression, asking: Asking, known: Known, next: Next): Condition {
  switch (expression.kind) {
    case 'literal':
      return next(termOf(expression.value), known);
    case 'attribute':
      return expression.of === 'caller'
        ? callerValue(expression.name, asking.caller, known, next)
        : objectValue(expression.name, asking, known, next);
    case 'if': {
      const condition = conditionOf(expression.condition, asking, known);
      return choose(
        condition,
        valueOf(expression.whenTrue, asking, refined(known, condition, true), next),
        valueOf(expression.whenFalse, asking, refined(known, condition, false), next),
      );
    }
    case 'set':
      return valuesOf(expression.elements, asking, known, (elements, now) =>
        next({ kind: 'set', elements }, now),
      );
    case 'record': {
      const names = [...expression.members.keys()];
      return valuesOf([...expression.members.values()], asking, known, (values, now) =>
        next({ kind: 'record', members: new Map(values.map((value, at) => [names[at] ?? '', value])) }, now),
      );
    }
    case 'member':
      return valueOf(expression.record, asking, known, (record, now) => {
        const member = record.kind === 'record' ? record.members.get(expression.name) : undefined;
        return member === undefined ? failure : next(member, now);
      });
    default: {
      const condition = conditionOf(expression, asking, known);
      return choose(
        condition,
        next(termOf(true), refined(known, condition, true)),
        next(termOf(false), refined(known, condition, false)),
      );
    }
  }
}

/** Every value in its order; all are evaluated, so that an error of any is an error of the whole. */
function valuesOf(
  expressions: readonly Expression[],
  asking: Asking,
  known: Known,
  next: (terms: readonly Term[], known: Known) => Condition,
  done: readonly Term[] = [],
): Condition {
  const [first, ...rest] = expressions;
  if (first === undefined) return next(done, known);
  return valueOf(first, asking, known, (term, now) => valuesOf(rest, asking, now, next, [...done, term]));
}

function presenceOf(
  { of, name }: Extract<Expression, { kind: 'has' }>,
  { caller }: Asking,
  known: Known,
): Condition {
  if (of === 'caller') return callerAttribute(caller, name) === undefined ? never : always;
  if (resourceAttributes.get(name)?.optional !== true) return always;
  const certain = known.present.get(name);
  if (certain !== undefined) return certain ? always : never;
  return { op: 'has', attribute: name as OptionalName };
}

function callerValue(name: string, caller: PolicyCaller, known: Known, next: Next): Condition {
  const value = callerAttribute(caller, name);
  return value === undefined ? failure : next(termOf(value), known);
}

function callerAttribute(
  caller: PolicyCaller,
  name: string,
): string | boolean | readonly string[] | undefined {
  return Object.hasOwn(caller, name) ? caller[name as keyof PolicyCaller] : undefined;
}

function objectValue(name: string, asking: Asking, known: Known, next: Next): Condition {
  if (name === 'type') return next(termOf(asking.type), known);
  const attribute = resourceAttributes.get(name);
  if (attribute?.type === 'set<string>') return next({ kind: 'list', name: name as ListName }, known);
  const term: Term = { kind: 'text', name: name as TextName };
  if (attribute?.optional !== true) return next(term, known);
  const certain = known.present.get(name);
  if (certain !== undefined) return certain ? next(term, known) : failure;
  const isThere: Condition = { op: 'has', attribute: name as OptionalName };
  return choose(isThere, next(term, refined(known, isThere, true)), failure);
}
