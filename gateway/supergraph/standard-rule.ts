/** Alternatives, each of which is a list that is needed as a whole: `[["a"], ["b", "c"]]` is a, or b and c. */
export type AnyOf = readonly (readonly string[])[];

/**
 * What the standard directives of Federation ask of a caller (`@authenticated`, `@requiresScopes`, `@policy`).
 *
 * Every entry of `scopes` and of `policies` must be satisfied; an entry without alternatives is satisfied by nobody.
 * Empty lists and `authenticated: false` ask nothing.
 */
export interface StandardRule {
  readonly authenticated: boolean;
  readonly scopes: readonly AnyOf[];
  readonly policies: readonly AnyOf[];
}

/** All of several rules at once. */
export function allOf(rules: readonly StandardRule[]): StandardRule {
  return {
    authenticated: rules.some(({ authenticated }) => authenticated),
    scopes: distinct(rules.flatMap(({ scopes }) => scopes)),
    policies: distinct(rules.flatMap(({ policies }) => policies)),
  };
}

/**
 * The alternatives of one directive.
 *
 * An empty alternative would be satisfied by everyone, which is what nobody means by writing a rule: it is left out,
 * so `[]` and `[[]]` are satisfied by nobody.
 */
export function anyOf(alternatives: AnyOf): AnyOf {
  return alternatives.filter((needed) => needed.length > 0);
}

/**
 * Whether a rule asks no more than all of `others` together ask already.
 *
 * Federation lets nobody state these directives on an interface; composition writes there what the objects behind it
 * ask together, for those who select by the interface (composition 2.12). That is no rule for each of the objects:
 * one agency's scope would close another agency's type. What an interface asks beyond that is its own.
 */
export function asksOnly(rule: StandardRule, others: readonly StandardRule[]): boolean {
  const { authenticated, scopes, policies } = allOf(others);
  return (
    (authenticated || !rule.authenticated) && follow(rule.scopes, scopes) && follow(rule.policies, policies)
  );
}

/** Whether whoever satisfies all of `from` satisfies all of `rules`; false where there is too much to try. */
function follow(rules: readonly AnyOf[], from: readonly AnyOf[]): boolean {
  if (rules.length === 0) return true;
  let wholes: AnyOf = [[]];
  for (const alternatives of from) {
    wholes = wholes.flatMap((whole) => alternatives.map((needed) => [...whole, ...needed]));
    if (wholes.length > maximumWholes) return false;
  }
  return rules.every((rule) =>
    wholes.every((whole) => rule.some((needed) => needed.every((each) => whole.includes(each)))),
  );
}

const maximumWholes = 1000;

function distinct(rules: readonly AnyOf[]): readonly AnyOf[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
