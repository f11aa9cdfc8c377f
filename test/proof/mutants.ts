import { parseSync } from 'oxc-parser';
import { sourceOf, type Patch } from './module-variants.ts';

/** One small change of a file. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly from: number;
  readonly to: number;
  /** What stands there, and what it becomes, each on one line. */
  readonly was: string;
  readonly becomes: string;
  /** What it becomes, whole. */
  readonly text: string;
  readonly isStatement: boolean;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const swapped: Readonly<Record<string, string>> = {
  '&&': '||',
  '||': '&&',
  '===': '!==',
  '!==': '===',
  '<': '>=',
  '>': '<=',
  '<=': '>',
  '>=': '<',
};
const swappedCalls: ReadonlyMap<string, string> = new Map([
  ['every', 'some'],
  ['some', 'every'],
]);

/** A mutant as a reader finds it: `file:line: was becomes ...`. */
export function shownMutant({ file, line, was, becomes }: Mutant): string {
  return `${file}:${line}: \`${was}\` becomes \`${becomes}\``;
}

/**
 * Every mutant of one file, in the order of its text: a condition turned round, `&&` for `||`, `every` for `some`, a
 * filter or a statement left out, another constant for what is returned.
 */
export function mutantsOf(file: string): readonly Mutant[] {
  const source = sourceOf(file);
  const found: Mutant[] = [];
  const note = ({ start, end }: Pick<Node, 'start' | 'end'>, text: string, isStatement = false): void => {
    const line = source.slice(0, start).split('\n').length;
    const [was, becomes] = [oneLine(source.slice(start, end)), oneLine(text)];
    found.push({ file, line, from: start, to: end, was, becomes, text, isStatement });
  };
  const textOf = ({ start, end }: Node): string => source.slice(start, end);
  const walk = (node: Node): void => {
    if (node.type.startsWith('TS') && node.type !== 'TSAsExpression' && node.type !== 'TSNonNullExpression')
      return;
    const operator = typeof node['operator'] === 'string' ? swapped[node['operator']] : undefined;
    if (operator !== undefined && (node.type === 'LogicalExpression' || node.type === 'BinaryExpression')) {
      const [left, right] = [node['left'], node['right']] as readonly Node[];
      if (left && right) note(node, `(${textOf(left)} ${operator} ${textOf(right)})`);
    }
    if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') {
      const test = node['test'] as Node;
      note(test, `!(${textOf(test)})`);
    }
    if (node.type === 'ReturnStatement' && node['argument']) {
      const argument = node['argument'] as Node;
      if (argument.type === 'Literal' && typeof argument['value'] === 'boolean')
        note(argument, String(!argument['value']));
    }
    if (node.type === 'CallExpression') noteCall(node);
    if (node.type === 'ExpressionStatement') note(node, ';', true);
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child);
    }
  };
  const noteCall = (call: Node): void => {
    const callee = call['callee'] as Node;
    if (callee.type !== 'MemberExpression' || callee['optional'] || callee['computed']) return;
    const property = callee['property'] as Node;
    const name = String(property['name']);
    const other = swappedCalls.get(name);
    if (other !== undefined)
      note(call, source.slice(call.start, property.start) + other + source.slice(property.end, call.end));
    if (name === 'filter') note(call, textOf(callee['object'] as Node));
  };
  walk(parseSync(file, source).program as unknown as Node);
  return found.toSorted((a, b) => a.from - b.from || b.to - a.to);
}

/** What a file's instrumented text calls: whether this mutant, by its number, is the one in force. */
export const switchName = '__watchfloorMutant';

/**
 * The text of a file with all of these mutants in it, each in force only while `switchName` says so: it is loaded once
 * for all of them. `numbers` are theirs, in the same order; mutants are sorted as `mutantsOf` gives them.
 */
export function withSwitches(file: string, mutants: readonly Mutant[], numbers: readonly number[]): Patch {
  const source = sourceOf(file);
  const all = mutants.map((mutant, index) => ({ ...mutant, number: numbers[index] ?? 0 }));
  type Numbered = (typeof all)[number];
  const rendered = (from: number, to: number, inside: readonly Numbered[]): string => {
    let text = '';
    let at = from;
    let rest = inside;
    for (;;) {
      const [first, ...others] = rest;
      if (!first) return text + source.slice(at, to);
      const within = others.filter((each) => each.to <= first.to);
      rest = others.filter((each) => each.to > first.to);
      const whole = rendered(first.from, first.to, within);
      const isOn = `${switchName}(${first.number})`;
      text += source.slice(at, first.from);
      text += first.isStatement
        ? `{ if (!${isOn}) { ${whole} } }`
        : `(${isOn} ? (${first.text}) : (${whole}))`;
      at = first.to;
    }
  };
  return { file, from: 0, to: source.length, text: rendered(0, source.length, all) };
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'start' in value
  );
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ');
  return line.length > 90 ? `${line.slice(0, 90)}...` : line;
}
