import { visit, type DirectiveNode, type DocumentNode } from 'graphql';

/** Anything that can carry `@skip` and `@include`. */
export interface Conditional {
  readonly directives?: readonly DirectiveNode[] | undefined;
}

/** Names of the variables that decide a `@skip` or an `@include` of the document, sorted. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      const [condition] = given ?? [];
      if (condition?.value.kind === 'Variable') names.add(condition.value.name.value);
    },
  });
  return [...names].toSorted();
}

/** Whether a selection is asked for when the variables of `holding` are true and all others false. */
export function isIncluded(selection: Conditional, holding: ReadonlySet<string>): boolean {
  return (selection.directives ?? []).every(({ name, arguments: given }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const value = given?.[0]?.value;
    const holds =
      value?.kind === 'Variable'
        ? holding.has(value.name.value)
        : value?.kind === 'BooleanValue' && value.value;
    return name.value === 'include' ? holds : !holds;
  });
}
