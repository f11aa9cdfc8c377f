import { readdirSync } from 'node:fs';
import { parseSync } from 'oxc-parser';
import { sourceOf, type Patch } from './module-variants.ts';
import { seededTape } from './seeded-tape.ts';

/** What became of mutants of the enforcing code. */
export interface MutantScore {
  readonly tried: number;
  readonly killed: number;
  /** `file:line: what became of what`, for each that the suite did not notice. */
  readonly survivors: readonly string[];
}

interface Mutant {
  readonly shown: string;
  readonly patch: Patch;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const rooms = ['gateway/rights', 'gateway/authorize', 'gateway/release', 'gateway/marking', 'schema/policy'];
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

/**
 * Tries `count` mutants of the code that enforces, drawn by the seed: a condition turned round, `&&` for `||`, a
 * constant for what is returned, a statement left out.
 */
export async function codeMutants(
  seed: string,
  count: number,
  findingWith: (name: string, patches: readonly Patch[]) => Promise<unknown>,
): Promise<MutantScore> {
  if (count === 0) return { tried: 0, killed: 0, survivors: [] };
  const tape = seededTape(`mutants ${seed}`);
  const all = rooms
    .flatMap((room) =>
      readdirSync(new URL(`../../${room}/`, import.meta.url)).map((file) => `${room}/${file}`),
    )
    .flatMap(mutantsOf)
    .map((mutant) => ({ mutant, at: tape.next(1_000_000) }))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, count);
  const survivors: string[] = [];
  for (const { mutant } of all) {
    const finding = await findingWith(`mutant ${mutant.shown}`, [mutant.patch]);
    if (finding === undefined) survivors.push(mutant.shown);
  }
  return { tried: all.length, killed: all.length - survivors.length, survivors };
}

/** Every mutant of one file. */
function mutantsOf(file: string): readonly Mutant[] {
  const source = sourceOf(file);
  const found: Mutant[] = [];
  const note = ({ start, end }: Pick<Node, 'start' | 'end'>, text: string): void => {
    const line = source.slice(0, start).split('\n').length;
    const shown = `${file}:${line}: \`${oneLine(source.slice(start, end))}\` becomes \`${oneLine(text)}\``;
    found.push({ shown, patch: { file, from: start, to: end, text } });
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
    if (node.type === 'ExpressionStatement') note(node, ';');
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child);
    }
  };
  walk(parseSync(file, source).program as unknown as Node);
  return found;
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
