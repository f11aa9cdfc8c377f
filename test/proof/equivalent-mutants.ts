/** A mutant that no behaviour tells from the original, and why; its texts are as `mutantsOf` shows them. */
export interface EquivalentMutant {
  readonly file: string;
  readonly was: string;
  readonly becomes: string;
  readonly reason: string;
}

/** Mutants that are not tried, nor counted. */
export const equivalentMutants: readonly EquivalentMutant[] = [
  {
    file: 'gateway/authorize/argument-uses.ts',
    was: 'false',
    becomes: 'true',
    reason:
      'an input type that holds itself is taken for ruled: its arguments are looked at, and nothing is found',
  },
  {
    file: 'gateway/authorize/authorize.ts',
    was: 'variants.set(findings.signature, authorized);',
    becomes: ';',
    reason: 'what is remembered is worked out anew, with the same outcome',
  },
  {
    file: 'gateway/flow/bundle-in-use.ts',
    was: 'byPrincipal.set(principal, known);',
    becomes: ';',
    reason: 'what is remembered is worked out anew, with the same outcome',
  },
  {
    file: 'gateway/release/object-markings.ts',
    was: 'last.keys = keys;',
    becomes: ';',
    reason: 'what is remembered is worked out anew, with the same outcome',
  },
  {
    file: 'gateway/release/object-markings.ts',
    was: 'before !== undefined || known.has(text)',
    becomes: '(before !== undefined && known.has(text))',
    reason: 'an unreadable marking is read once more, and is unreadable',
  },
  {
    file: 'gateway/release/withheld-release.ts',
    was: "named && 'getFields' in named",
    becomes: "(named || 'getFields' in named)",
    reason: 'it is asked for object types of the schema alone',
  },
  {
    file: 'schema/policy/recent-map.ts',
    was: 'entries.delete(oldest);',
    becomes: ';',
    reason: 'more is remembered than is meant to be, with the same outcome',
  },
];
