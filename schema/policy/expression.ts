/**
 * A condition of a policy as a checked tree: every node's type is known, so that evaluation has one way to fail,
 * the reading of an optional attribute that the caller or the object does not have.
 */
export type Expression =
  | { readonly kind: 'literal'; readonly type: ExpressionType; readonly value: Scalar }
  | { readonly kind: 'attribute'; readonly type: ExpressionType; readonly of: Subject; readonly name: string }
  | { readonly kind: 'has'; readonly type: 'boolean'; readonly of: Subject; readonly name: string }
  | { readonly kind: 'not'; readonly type: 'boolean'; readonly operand: Expression }
  | {
      readonly kind:
        | 'and'
        | 'or'
        | 'equals'
        | 'less'
        | 'lessOrEqual'
        | 'contains'
        | 'containsAll'
        | 'containsAny';
      readonly type: 'boolean';
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'isEmpty'; readonly type: 'boolean'; readonly operand: Expression }
  | {
      readonly kind: 'like';
      readonly type: 'boolean';
      readonly operand: Expression;
      readonly pattern: Pattern;
    }
  | {
      readonly kind: 'if';
      readonly type: ExpressionType;
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    }
  | { readonly kind: 'set'; readonly type: ExpressionType; readonly elements: readonly Expression[] }
  | {
      readonly kind: 'record';
      readonly type: ExpressionType;
      readonly members: ReadonlyMap<string, Expression>;
    }
  | {
      readonly kind: 'member';
      readonly type: ExpressionType;
      readonly record: Expression;
      readonly name: string;
    };

/** `boolean`, `long`, `string`, `set<...>` or `{"name":type,...}`; equal texts are equal types. */
export type ExpressionType = string;

export type Scalar = boolean | number | string;

/** Whose attribute is read: `principal` or `resource`. */
export type Subject = 'caller' | 'resource';

/** The pieces of a `like` pattern in order; null stands for a wildcard. */
export type Pattern = readonly (string | null)[];

/** Whether `test` is true of the expression or of anything in it. */
export function someExpression(expression: Expression, test: (part: Expression) => boolean): boolean {
  return test(expression) || partsOf(expression).some((part) => someExpression(part, test));
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'attribute':
    case 'has':
      return [];
    case 'not':
    case 'isEmpty':
    case 'like':
      return [expression.operand];
    case 'if':
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case 'set':
      return expression.elements;
    case 'record':
      return [...expression.members.values()];
    case 'member':
      return [expression.record];
    default:
      return [expression.left, expression.right];
  }
}

/** Whether the whole of `text` fits the pattern; a wildcard stands for any text, also none. */
export function fitsPattern(text: string, pattern: Pattern): boolean {
  let pieces: readonly string[] = [''];
  for (const piece of pattern) {
    pieces = piece === null ? [...pieces, ''] : [...pieces.slice(0, -1), `${pieces.at(-1)}${piece}`];
  }
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  // Between its two ends the leftmost fit is as good as any: what is left for later pieces is longest.
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}
