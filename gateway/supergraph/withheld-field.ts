import type { SupergraphRules } from './rules.ts';

/**
 * Whether a field is the `withheld` of an entity, which the gateway answers while it writes: it is never fetched.
 *
 * It is known by the type it gives, which is the gateway's own.
 */
export function isWithheldField(rules: SupergraphRules, type: string, field: string): boolean {
  return field === 'withheld' && rules.valueType(type, field) === 'Withheld';
}
