import type { FieldRule } from '../supergraph/rules.ts';

/** The field of the same type that is shown, or counted, in the place of a denied one; undefined without any. */
export function substituteOf({ withhold }: FieldRule): string | undefined {
  if (withhold.mode === 'TEARLINE') return withhold.tearline;
  if (withhold.mode === 'GENERALIZE') return withhold.generalize;
  return withhold.mode === 'COUNT' ? withhold.count : undefined;
}
