import { valueFromASTUntyped, type ConstDirectiveNode } from 'graphql';
import { authorizationSpec, type LinkedNames } from './linked-names.ts';
import { allOf, anyOf, type AnyOf, type StandardRule } from './standard-rule.ts';
import { withholdModes, type WithholdRule } from './withhold.ts';

/** How a release is recorded, the strictest last; NONE where the SDL says nothing. */
export const auditLevels = ['NONE', 'ROUTINE', 'SENSITIVE'] as const;

/** One of the levels of `@audited`, or NONE. */
export type AuditLevel = (typeof auditLevels)[number];

/** The field that holds an object's marking, and the one that holds it as one text. */
export interface MarkedBy {
  readonly field: string;
  readonly line?: string;
}

/** What the directives on one element of an SDL say about it, whoever applied them. */
export interface Statement {
  readonly isPublic: boolean;
  readonly access: readonly string[];
  readonly markedBy: readonly MarkedBy[];
  readonly withhold: readonly WithholdRule[];
  /** Each `@flow` by itself: only who stands in all of them may receive the value. */
  readonly flow: readonly (readonly string[])[];
  readonly reveals: readonly string[];
  readonly audited: AuditLevel;
  readonly standard: StandardRule;
  readonly contexts: readonly string[];
  readonly isInaccessible: boolean;
}

const federation = 'https://specs.apollo.dev/federation';
const standardSpecs = new Set(
  ['authenticated', 'requiresScopes', 'policy', 'context', 'inaccessible'].map(
    (name) => `https://specs.apollo.dev/${name}`,
  ),
);

/** Reads the directives of one element; a rule with a value that its specification does not have throws. */
export function readStatement(directives: readonly ConstDirectiveNode[] = [], names: LinkedNames): Statement {
  const ours = new Map<string, Values[]>();
  const standard = new Map<string, Values[]>();
  for (const directive of directives) {
    const original = names.original(directive.name.value);
    if (original === undefined) continue;
    const isStandard = original.spec === federation || standardSpecs.has(original.spec);
    const into = original.spec === authorizationSpec ? ours : isStandard ? standard : undefined;
    into?.set(original.name, [...(into.get(original.name) ?? []), valuesOf(directive)]);
  }
  const all = (name: string): readonly Values[] => ours.get(name) ?? [];
  const levels = all('audited').map(({ level }) => known(level, auditLevels, 'an audit level'));
  return {
    isPublic: all('public').length > 0,
    access: all('access').map(({ action }) => text(action, 'an action')),
    markedBy: all('marked').map(({ by, line }) => ({
      field: text(by, 'a field'),
      ...(line === undefined || line === null ? {} : { line: text(line, 'a field') }),
    })),
    withhold: all('withhold').map(withholdOf),
    flow: all('flow').map(({ mayEnter }) => texts(mayEnter, 'a list of agencies')),
    reveals: all('reveals').flatMap(({ coordinates }) => texts(coordinates, 'a list of coordinates')),
    audited: auditLevels.findLast((level) => levels.includes(level)) ?? 'NONE',
    standard: standardOf(standard),
    contexts: (standard.get('context') ?? []).map(({ name }) => text(name, 'a context')),
    isInaccessible: standard.has('inaccessible'),
  };
}

type Values = Readonly<Record<string, unknown>>;

function valuesOf(directive: ConstDirectiveNode): Values {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}

function withholdOf(values: Values): WithholdRule {
  const part = (
    name: 'mask' | 'tearline' | 'generalize' | 'count' | 'reason',
  ): { readonly [key: string]: string } => {
    const value = values[name];
    return value === undefined || value === null ? {} : { [name]: text(value, 'a text') };
  };
  return {
    mode: known(values['mode'], withholdModes, 'a withhold mode'),
    ...part('mask'),
    ...part('tearline'),
    ...part('generalize'),
    ...part('count'),
    ...part('reason'),
  };
}

function standardOf(applied: ReadonlyMap<string, readonly Values[]>): StandardRule {
  const rule = (part: Partial<StandardRule>): StandardRule => ({
    authenticated: false,
    scopes: [],
    policies: [],
    ...part,
  });
  return allOf([
    ...(applied.get('authenticated') ?? []).map(() => rule({ authenticated: true })),
    ...(applied.get('requiresScopes') ?? []).map(({ scopes }) => rule({ scopes: [alternatives(scopes)] })),
    ...(applied.get('policy') ?? []).map(({ policies }) => rule({ policies: [alternatives(policies)] })),
  ]);
}

function alternatives(value: unknown): AnyOf {
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  return anyOf(given.map((each) => texts(each, 'a list of scopes or policies')));
}

function text(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`a rule of the supergraph does not name ${what}`);
}

/** A single value stands for a list of one (GraphQL Oct 2021 3.11). */
function texts(value: unknown, what: string): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((each: unknown) => text(each, what));
}

function known<T extends string>(value: unknown, of: readonly T[], what: string): T {
  const found = of.find((each) => each === value);
  if (found === undefined) throw new Error(`\`${String(value)}\` in a rule of the supergraph is not ${what}`);
  return found;
}
