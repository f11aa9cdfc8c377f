const codes: readonly (readonly [RegExp, string])[] = [
  [/^Unknown type /, 'WF-S002'],
  [/^Unknown directive /, 'WF-S003'],
  [/^Unknown argument /, 'WF-S004'],
  [/There can be only one |already exists/, 'WF-S005'],
  [/is required, but it was not provided/, 'WF-S007'],
  [
    /^Invalid value for |invalid value|^Expected value of type |cannot represent |does not exist in .* enum/,
    'WF-S006',
  ],
  [/^Interface field |must implement |does not provide it/, 'WF-S010'],
  [/may not be used on /, 'WF-S014'],
  [/must not begin with "__"|reserved by GraphQL introspection/, 'WF-S015'],
];

/**
 * Our code for what the library calls INVALID_GRAPHQL, which holds every rule of the specification at once.
 *
 * `message` is the library's own text; one that is not known is `WF-S099`.
 */
export function schemaCode(message: string): string {
  return codes.find(([pattern]) => pattern.test(message))?.[1] ?? 'WF-S099';
}
