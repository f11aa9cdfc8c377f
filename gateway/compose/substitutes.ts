import { Kind } from 'graphql';
import { directiveArgument } from '../supergraph/linked-names.ts';
import type { AppliedRule } from './applied-rules.ts';
import type { Problem } from './problem.ts';
import { problemAtRule, type RuledSchemas } from './ruled-schemas.ts';

/** What each mode shows instead: a text of its own, or a field of the same type. */
const parts = new Map([
  ['MASK', { argument: 'mask', isField: false, isNeeded: true }],
  ['TEARLINE', { argument: 'tearline', isField: true, isNeeded: true }],
  ['GENERALIZE', { argument: 'generalize', isField: true, isNeeded: true }],
  ['COUNT', { argument: 'count', isField: true, isNeeded: false }],
]);

/** `@withhold` that shows nothing instead: without its text, or with a field that is not there or as hard to see. */
export function substitutes({ applied, rules }: RuledSchemas): readonly Problem[] {
  return applied
    .filter(({ name }) => name === 'withhold')
    .flatMap((rule) => {
      const mode = textOf(rule, 'mode') ?? '';
      const part = parts.get(mode);
      if (part === undefined) return [];
      const shown = textOf(rule, part.argument);
      if (shown === undefined) {
        if (!part.isNeeded) return [];
        return problemAtRule(
          'WF-R009',
          rule,
          `mode ${mode} on \`${rule.coordinate}\` needs \`${part.argument}:\``,
        );
      }
      if (!part.isField) return [];
      const sibling = `${rule.type}.${shown}`;
      if (!rules.coordinates.includes(sibling)) {
        return problemAtRule(
          'WF-R009',
          rule,
          `\`${sibling}\`, shown instead of \`${rule.coordinate}\`, is no field`,
        );
      }
      const own = rules.field(rule.type, rule.field?.name.value ?? '').actions;
      const theirs = rules.field(rule.type, shown).actions;
      if (own.some((action) => !theirs.includes(action))) return [];
      const message = `\`${sibling}\` is shown instead of \`${rule.coordinate}\` and needs all that it needs`;
      return problemAtRule('WF-R009', rule, message);
    });
}

function textOf({ directive }: AppliedRule, name: string): string | undefined {
  const value = directiveArgument(directive, name);
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}
