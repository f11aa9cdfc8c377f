import type { Expression, Pattern, Subject } from '../../schema/policy/expression.ts';

const operators: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  equals: '==',
  less: '<',
  lessOrEqual: '<=',
};

/** An expression in Cedar's own words, as far as they are needed to find it in a policy: `principal.agency == "cyber"`. */
export function cedarText(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.value);
    case 'attribute':
      return `${subject(expression.of)}.${expression.name}`;
    case 'has':
      return `${subject(expression.of)} has ${expression.name}`;
    case 'not':
      return `!(${cedarText(expression.operand)})`;
    case 'and':
    case 'or':
      return `(${cedarText(expression.left)} ${operators[expression.kind]} ${cedarText(expression.right)})`;
    case 'equals':
    case 'less':
    case 'lessOrEqual':
      return `${cedarText(expression.left)} ${operators[expression.kind]} ${cedarText(expression.right)}`;
    case 'contains':
    case 'containsAll':
    case 'containsAny':
      return `${cedarText(expression.left)}.${expression.kind}(${cedarText(expression.right)})`;
    case 'isEmpty':
      return `${cedarText(expression.operand)}.isEmpty()`;
    case 'like':
      return `${cedarText(expression.operand)} like ${JSON.stringify(patternText(expression.pattern))}`;
    case 'if': {
      const { condition, whenTrue, whenFalse } = expression;
      return `if ${cedarText(condition)} then ${cedarText(whenTrue)} else ${cedarText(whenFalse)}`;
    }
    case 'set':
      return `[${expression.elements.map(cedarText).join(', ')}]`;
    case 'record': {
      const members = [...expression.members].map(([name, value]) => `${name}: ${cedarText(value)}`);
      return `{${members.join(', ')}}`;
    }
    case 'member':
      return `${cedarText(expression.record)}.${expression.name}`;
    default:
      return expression satisfies never;
  }
}

/** A `like` pattern as it is written; a star of the text itself is escaped (Cedar 4.13, `like`). */
export function patternText(pattern: Pattern): string {
  return pattern.map((piece) => (piece === null ? '*' : piece.replaceAll('*', String.raw`\*`))).join('');
}

function subject(of: Subject): string {
  return of === 'caller' ? 'principal' : 'resource';
}
