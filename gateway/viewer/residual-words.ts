import type { Residual } from '../../schema/policy/residual.ts';
import { patternText } from './cedar-text.ts';

/** What an object has to be for a residual to hold, in words: `tlp is GREEN or CLEAR, and caveats has no IDSRC`. */
export function residualWords(residual: Residual): string {
  switch (residual.op) {
    case 'true':
      return 'any object';
    case 'false':
      return 'no object';
    case 'and':
      return residual.of.map((part) => within(part, 'or')).join(' and ');
    case 'or':
      return alternatives(residual.of).join(' or ');
    case 'not':
      return negated(residual.of);
    case 'has':
      return `it has a ${residual.attribute}`;
    case 'equals':
      return `${residual.attribute} is ${residual.value}`;
    case 'same':
      return `${residual.attribute} is the same as ${residual.other}`;
    case 'like':
      return `${residual.attribute} is like ${patternText(residual.pattern)}`;
    case 'contains':
      return `${residual.attribute} has ${residual.value}`;
    case 'containsAttribute':
      return `${residual.attribute} has the object's ${residual.other}`;
    case 'within':
      return residual.values.length === 0
        ? `${residual.attribute} is empty`
        : `${residual.attribute} has none but ${residual.values.join(', ')}`;
    default:
      return residual satisfies never;
  }
}

function negated(residual: Residual): string {
  if (residual.op === 'equals') return `${residual.attribute} is not ${residual.value}`;
  if (residual.op === 'contains') return `${residual.attribute} has no ${residual.value}`;
  if (residual.op === 'has') return `it has no ${residual.attribute}`;
  return `not (${residualWords(residual)})`;
}

/** Several values of one attribute are said together: `tlp is GREEN or CLEAR`. */
function alternatives(parts: readonly Residual[]): readonly string[] {
  const values = new Map<string, string[]>();
  const others: string[] = [];
  for (const part of parts) {
    if (part.op === 'equals') values.set(part.attribute, [...(values.get(part.attribute) ?? []), part.value]);
    else others.push(within(part, 'and'));
  }
  return [...[...values].map(([name, all]) => `${name} is ${all.join(' or ')}`), ...others];
}

function within(part: Residual, bracketed: 'and' | 'or'): string {
  const words = residualWords(part);
  return part.op === bracketed && part.of.length > 1 ? `(${words})` : words;
}
