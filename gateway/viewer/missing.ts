import { whereFalse, whereTrue } from '../../schema/policy/condition.ts';
import { someExpression, type Expression } from '../../schema/policy/expression.ts';
import { fold, type Asking } from '../../schema/policy/fold.ts';
import { cedarText } from './cedar-text.ts';

/**
 * What would have to be different about a caller for a condition to hold: one thing, all of several, or any of
 * several.
 */
export type Missing =
  | { readonly kind: 'one'; readonly words: string }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Missing[] };

/** No other caller would do: what fails is about the object or its type. */
export type Impossible = 'impossible';

/**
 * What this caller lacks for conditions that all have to hold (`wanted`), or of which one has to fail; undefined where
 * some object makes it so.
 *
 * It is found by trying each part for itself: those that fail for every object of the type are what is missing.
 */
export function missingFor(
  conditions: readonly Expression[],
  asking: Asking,
  wanted: boolean,
): Missing | Impossible | undefined {
  const [first, ...others] = conditions;
  if (!first) return wanted ? undefined : 'impossible';
  const whole = others.reduce<Expression>(
    (left, right) => ({ kind: 'and', type: 'boolean', left, right }),
    first,
  );
  return missingOf(whole, wanted, asking);
}

function missingOf(
  expression: Expression,
  wanted: boolean,
  asking: Asking,
): Missing | Impossible | undefined {
  const folded = fold([expression], asking);
  const holding = wanted ? whereTrue(folded) : whereFalse(folded);
  if (holding.op !== 'false') return undefined;
  if (expression.kind === 'not') return missingOf(expression.operand, !wanted, asking);
  if (expression.kind !== 'and' && expression.kind !== 'or') return leaf(expression, wanted, asking);
  const parts = flattened(expression, expression.kind)
    .map((part) => missingOf(part, wanted, asking))
    .filter((part) => part !== undefined);
  return (expression.kind === 'and') === wanted ? allOf(parts) : anyOf(parts);
}

function flattened(expression: Expression, kind: 'and' | 'or'): readonly Expression[] {
  if (expression.kind !== kind) return [expression];
  return [...flattened(expression.left, kind), ...flattened(expression.right, kind)];
}

function allOf(parts: readonly (Missing | Impossible)[]): Missing | Impossible {
  const open = distinct(
    parts.flatMap((part) => (part !== 'impossible' && part.kind === 'all' ? part.of : part)),
  );
  // Each part holds for some object, and no object is all of these at once; or one holds for none.
  if (open.length === 0 || open.includes('impossible')) return 'impossible';
  const certain = new Set(open.flatMap((part) => thingsOf(part) ?? []));
  // Who has what is needed anyway has one of the ways already.
  const found = open.filter((part) => !(isAny(part) && part.of.some((way) => isWithin(way, certain))));
  return only(found) ?? { kind: 'all', of: found.filter((part) => part !== 'impossible') };
}

function anyOf(parts: readonly (Missing | Impossible)[]): Missing | Impossible {
  const ways = distinct(parts.flatMap((part) => (isAny(part) ? part.of : part))).filter(
    (way) => way !== 'impossible',
  );
  // A way that asks for more than another is no way of its own.
  const found = ways.filter(
    (way) => !ways.some((other) => other !== way && isWithin(other, new Set(thingsOf(way)))),
  );
  if (found.length === 0) return 'impossible';
  return only(found) ?? { kind: 'any', of: found };
}

function only<T>(parts: readonly T[]): T | undefined {
  return parts.length === 1 ? parts[0] : undefined;
}

function isAny(part: Missing | Impossible): part is Missing & { readonly kind: 'any' } {
  return part !== 'impossible' && part.kind === 'any';
}

/** The single things that are needed for certain; undefined where there is a choice. */
function thingsOf(part: Missing | Impossible): readonly string[] | undefined {
  if (part === 'impossible' || part.kind === 'any') return undefined;
  if (part.kind === 'one') return [part.words];
  const things = part.of.map(thingsOf);
  return things.includes(undefined) ? undefined : things.flatMap((each) => each ?? []);
}

function isWithin(part: Missing, things: ReadonlySet<string>): boolean {
  return thingsOf(part)?.every((thing) => things.has(thing)) ?? false;
}

function distinct(parts: readonly (Missing | Impossible)[]): readonly (Missing | Impossible)[] {
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
}

const lists: Readonly<Record<string, (value: string) => string>> = {
  roles: (value) => `role \`${value}\``,
  scopes: (value) => `scope \`${value}\``,
  community: (value) => `an agency in the community \`${value}\``,
  assignments: (value) => `an assignment to \`${value}\` that holds now`,
  purposes: (value) => `purpose \`${value}\``,
};

function leaf(expression: Expression, wanted: boolean, asking: Asking): Missing | Impossible {
  const absent = absentAttribute(expression, asking);
  if (absent !== undefined) return { kind: 'one', words: ownWords(absent) };
  const isCaller = someExpression(expression, (part) => 'of' in part && part.of === 'caller');
  if (!isCaller) return 'impossible';
  const words = wordsOf(expression);
  return { kind: 'one', words: wanted ? words : `anything but ${words}` };
}

/** The attribute that the caller lacks where a part reads one that is not there. */
function absentAttribute(expression: Expression, { caller }: Asking): string | undefined {
  let absent: string | undefined;
  someExpression(expression, (part) => {
    if (part.kind === 'attribute' && part.of === 'caller' && !Object.hasOwn(caller, part.name)) {
      absent = part.name;
    }
    return absent !== undefined;
  });
  return absent;
}

function ownWords(attribute: string): string {
  return `a ${attribute} of one's own`;
}

function wordsOf(expression: Expression): string {
  if (expression.kind === 'contains' || expression.kind === 'equals') {
    const { left, right } = expression;
    const value = right.kind === 'literal' ? String(right.value) : undefined;
    if (left.kind === 'attribute' && left.of === 'caller' && value !== undefined) {
      if (expression.kind === 'contains') return lists[left.name]?.(value) ?? `\`${cedarText(expression)}\``;
      return `${left.name} \`${value}\``;
    }
  }
  if (expression.kind === 'attribute' && expression.name === 'exercise') return 'being in the exercise';
  if (expression.kind === 'has') return ownWords(expression.name);
  return `\`${cedarText(expression)}\``;
}

/** The ways to make it hold, each as one line; every one of them would do: ``role `A`, and purpose `B` ``. */
export function missingWays(missing: Missing): readonly string[] {
  return missing.kind === 'any' ? missing.of.map(wayWords) : [wayWords(missing)];
}

function wayWords(missing: Missing): string {
  if (missing.kind === 'one') return missing.words;
  const parts = missing.of.map((part) => (part.kind === 'any' ? `(${wayWords(part)})` : wayWords(part)));
  return parts.join(missing.kind === 'all' ? ', and ' : ' or ');
}
