import { callerAttributes, resourceAttributes } from './attributes.ts';
import {
  someExpression,
  type Expression,
  type ExpressionType,
  type Pattern,
  type Subject,
} from './expression.ts';
import { Unsupported, fieldsOf, textOf } from './unsupported.ts';

/** More than this is refused: evaluation grows with it. */
const deepest = 100;
const mostIfs = 8;
const mostElements = 1000;

interface Reading {
  readonly depth: number;
  readonly ifs: { left: number };
}

type Binary = Extract<Expression, { left: Expression }>['kind'];

/** The checked tree of an expression in Cedar's JSON form; throws `Unsupported`. */
export function parseExpression(json: unknown): Expression {
  return read(json, { depth: 0, ifs: { left: mostIfs } });
}

function read(json: unknown, at: Reading): Expression {
  if (at.depth > deepest) throw new Unsupported('a condition is nested too deep');
  const inner = { ...at, depth: at.depth + 1 };
  const entries = Object.entries(fieldsOf(json, 'an expression'));
  const [entry] = entries;
  if (entry === undefined || entries.length !== 1) throw new Unsupported('an expression has not one form');
  const [form, body] = entry;
  switch (form) {
    case 'Value':
      return literalOf(body);
    case '!':
      return { kind: 'not', type: 'boolean', operand: operandOf(body, 'arg', 'boolean', inner) };
    case 'neg':
      return negated(operandOf(body, 'arg', 'long', inner));
    case '&&':
      return binary('and', body, 'boolean', 'boolean', inner);
    case '||':
      return binary('or', body, 'boolean', 'boolean', inner);
    case '==':
      return equality(body, inner);
    case '!=':
      return { kind: 'not', type: 'boolean', operand: equality(body, inner) };
    case '<':
      return binary('less', body, 'long', 'long', inner);
    case '<=':
      return binary('lessOrEqual', body, 'long', 'long', inner);
    case '>':
      return turned('less', body, inner);
    case '>=':
      return turned('lessOrEqual', body, inner);
    case 'contains':
      return contains(body, inner);
    case 'containsAll':
      return ofTwoSets('containsAll', body, inner);
    case 'containsAny':
      return ofTwoSets('containsAny', body, inner);
    case 'isEmpty':
      return { kind: 'isEmpty', type: 'boolean', operand: aSet(read(fieldsOf(body, form)['arg'], inner)) };
    case 'has':
      return presence(body);
    case '.':
      return access(body, inner);
    case 'like':
      return likeness(body, inner);
    case 'is':
      return kindOf(body);
    case 'if-then-else':
      return choice(body, inner);
    case 'Set':
      return setOf(body, inner);
    case 'Record':
      return recordOf(body, inner);
    default:
      throw new Unsupported(`\`${form}\` is not supported in policies`);
  }
}

function literalOf(value: unknown): Expression {
  if (typeof value === 'boolean') return { kind: 'literal', type: 'boolean', value };
  if (typeof value === 'string') return { kind: 'literal', type: 'string', value };
  if (typeof value === 'number' && Number.isSafeInteger(value))
    return { kind: 'literal', type: 'long', value };
  throw new Unsupported('a literal is no boolean, text or whole number below 2^53');
}

function negated(operand: Expression): Expression {
  if (operand.kind !== 'literal' || typeof operand.value !== 'number')
    throw new Unsupported('only a literal number may be negated');
  return { ...operand, value: 0 - operand.value };
}

function operandOf(body: unknown, name: string, type: ExpressionType, at: Reading): Expression {
  const operand = read(fieldsOf(body, 'an operation')[name], at);
  if (operand.type !== type)
    throw new Unsupported(`an operand is a \`${operand.type}\` where a \`${type}\` is needed`);
  return operand;
}

function binary(
  kind: Binary,
  body: unknown,
  left: ExpressionType,
  right: ExpressionType,
  at: Reading,
): Expression {
  return {
    kind,
    type: 'boolean',
    left: operandOf(body, 'left', left, at),
    right: operandOf(body, 'right', right, at),
  };
}

/** `a > b` as `b < a`: both sides are always evaluated, so their order does not matter. */
function turned(kind: Binary, body: unknown, at: Reading): Expression {
  const { left, right } = fieldsOf(body, 'a comparison');
  return binary(kind, { left: right, right: left }, 'long', 'long', at);
}

function equality(body: unknown, at: Reading): Expression {
  const left = read(fieldsOf(body, '`==`')['left'], at);
  const right = operandOf(body, 'right', left.type, at);
  refuseTwoObjectSets(left, right);
  return { kind: 'equals', type: 'boolean', left, right };
}

function contains(body: unknown, at: Reading): Expression {
  const left = aSet(read(fieldsOf(body, '`contains`')['left'], at));
  return {
    kind: 'contains',
    type: 'boolean',
    left,
    right: operandOf(body, 'right', left.type.slice('set<'.length, -1), at),
  };
}

function ofTwoSets(kind: 'containsAll' | 'containsAny', body: unknown, at: Reading): Expression {
  const left = aSet(read(fieldsOf(body, kind)['left'], at));
  const right = operandOf(body, 'right', left.type, at);
  refuseTwoObjectSets(left, right);
  return { kind, type: 'boolean', left, right };
}

function aSet(operand: Expression): Expression {
  if (!operand.type.startsWith('set<'))
    throw new Unsupported(`an operand is a \`${operand.type}\` where a set is needed`);
  return operand;
}

function presence(body: unknown): Expression {
  const { left, attr } = fieldsOf(body, '`has`');
  const names: readonly unknown[] = Array.isArray(attr) ? attr : [attr];
  if (names.length !== 1) throw new Unsupported('`has` of a path is not supported');
  const name = textOf(names[0], 'an attribute');
  const of = subjectOf(left);
  if (of === undefined) throw new Unsupported('`has` needs `principal` or `resource`');
  attributeOf(of, name);
  return { kind: 'has', type: 'boolean', of, name };
}

function access(body: unknown, at: Reading): Expression {
  const { left, attr } = fieldsOf(body, 'an attribute');
  const name = textOf(attr, 'an attribute');
  const of = subjectOf(left);
  if (of !== undefined) return { kind: 'attribute', type: attributeOf(of, name).type, of, name };
  const record = read(left, at);
  const member = record.kind === 'record' ? record.members.get(name) : undefined;
  if (member === undefined) throw new Unsupported(`there is no \`${name}\` to read`);
  return { kind: 'member', type: member.type, record, name };
}

function likeness(body: unknown, at: Reading): Expression {
  const { pattern } = fieldsOf(body, '`like`');
  if (!Array.isArray(pattern)) throw new Unsupported('a pattern is not a list');
  const pieces: Pattern = pattern.map((piece: unknown) =>
    piece === 'Wildcard' ? null : textOf(fieldsOf(piece, 'a pattern')['Literal'], 'a pattern'),
  );
  return {
    kind: 'like',
    type: 'boolean',
    operand: operandOf(body, 'left', 'string', at),
    pattern: pieces,
  };
}

function kindOf(body: unknown): Expression {
  const { left, entity_type: wanted, in: within } = fieldsOf(body, '`is`');
  const of = subjectOf(left);
  if (of === undefined || within !== undefined) throw new Unsupported('`is` needs `principal` or `resource`');
  return { kind: 'literal', type: 'boolean', value: wanted === (of === 'caller' ? 'Principal' : 'Object') };
}

function choice(body: unknown, at: Reading): Expression {
  at.ifs.left -= 1;
  if (at.ifs.left < 0) throw new Unsupported(`a condition has more than ${mostIfs} \`if\``);
  const condition = operandOf(body, 'if', 'boolean', at);
  const whenTrue = read(fieldsOf(body, '`if`')['then'], at);
  const whenFalse = operandOf(body, 'else', whenTrue.type, at);
  return { kind: 'if', type: whenTrue.type, condition, whenTrue, whenFalse };
}

function setOf(body: unknown, at: Reading): Expression {
  if (!Array.isArray(body)) throw new Unsupported('a set is not a list');
  if (body.length > mostElements) throw new Unsupported(`a set has more than ${mostElements} elements`);
  const elements = body.map((element) => read(element, at));
  const [first] = elements;
  if (first === undefined) throw new Unsupported('an empty set is of no type: use `isEmpty()`');
  for (const element of elements) {
    if (element.type !== first.type) throw new Unsupported('a set holds values of more than one type');
    refuseObjectSetInside(element);
  }
  return { kind: 'set', type: `set<${first.type}>`, elements };
}

function recordOf(body: unknown, at: Reading): Expression {
  const members = new Map<string, Expression>();
  for (const [name, member] of Object.entries(fieldsOf(body, 'a record')).toSorted(byName)) {
    const value = read(member, at);
    refuseObjectSetInside(value);
    members.set(name, value);
  }
  const type = [...members].map(([name, member]) => `${JSON.stringify(name)}:${member.type}`).join(',');
  return { kind: 'record', type: `{${type}}`, members };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function subjectOf(json: unknown): Subject | undefined {
  const variable = fieldsOf(json, 'an expression')['Var'];
  if (variable === undefined) return undefined;
  if (variable === 'principal') return 'caller';
  if (variable === 'resource') return 'resource';
  throw new Unsupported(`\`${textOf(variable, 'a variable')}\` cannot be read in a condition`);
}

function attributeOf(of: Subject, name: string): { readonly type: ExpressionType } {
  const attribute = (of === 'caller' ? callerAttributes : resourceAttributes).get(name);
  if (attribute === undefined)
    throw new Unsupported(`\`${of === 'caller' ? 'principal' : 'resource'}\` has no attribute \`${name}\``);
  return attribute;
}

/** A list of the object is compared with what the caller or the policy says: a residual has no form for more. */
function refuseTwoObjectSets(left: Expression, right: Expression): void {
  if ((mayBeObjectSet(left) && readsObject(right)) || (mayBeObjectSet(right) && readsObject(left)))
    throw new Unsupported('a set of the object is compared with another value of the object');
}

function refuseObjectSetInside(element: Expression): void {
  if (mayBeObjectSet(element)) throw new Unsupported('a set of the object stands inside a set or record');
}

function mayBeObjectSet(expression: Expression): boolean {
  if (expression.kind === 'attribute')
    return expression.of === 'resource' && expression.type.startsWith('set<');
  if (expression.kind === 'if')
    return mayBeObjectSet(expression.whenTrue) || mayBeObjectSet(expression.whenFalse);
  return false;
}

function readsObject(expression: Expression): boolean {
  return someExpression(
    expression,
    (part) => (part.kind === 'attribute' || part.kind === 'has') && part.of === 'resource',
  );
}
