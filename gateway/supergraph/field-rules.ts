import {
  parse,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { fieldOwners } from './field-owners.ts';

/** The rule that the SDL states for one field, once for each agency that resolves the field. */
export interface FieldRule {
  readonly coordinate: string;
  readonly custodian: string;
  readonly actions: readonly string[];
  readonly withholdMode: string;
  readonly reason?: string;
  readonly requestable: boolean;
}

/** Strictest first: where two subgraphs say different things, the stricter one holds. */
const strictness = ['DENY', 'HIDDEN', 'NULL', 'COUNT', 'MASK', 'GENERALIZE', 'TEARLINE'];

/**
 * The rules of every governed field of a supergraph, sorted by coordinate, then custodian.
 *
 * A field is governed if it carries `@access`, `@withhold` or `@audited`, or if its type carries `@access`,
 * `@audited` or `@marked` and the field is not `@public`. Without an action it needs `display`; without a mode
 * it becomes NULL. Fields that are inaccessible or HIDDEN have no rule here: that they exist is not told.
 */
export function fieldRules(sdl: string): readonly FieldRule[] {
  const document = parse(sdl, { noLocation: true });
  const owners = fieldOwners(document);
  const rules: FieldRule[] = [];
  for (const type of document.definitions) {
    if (type.kind !== 'ObjectTypeDefinition' || has(type, 'inaccessible')) continue;
    for (const field of type.fields ?? []) {
      if (!isGoverned(type, field) || has(field, 'inaccessible')) continue;
      const rule = ruleOf(type, field);
      if (rule.withholdMode === 'HIDDEN') continue;
      const coordinate = `${type.name.value}.${field.name.value}`;
      for (const custodian of owners.of(type.name.value, field.name.value)) {
        rules.push({ coordinate, custodian, ...rule });
      }
    }
  }
  return rules.toSorted((a, b) => byText(a.coordinate, b.coordinate) || byText(a.custodian, b.custodian));
}

type Governable = ObjectTypeDefinitionNode | FieldDefinitionNode;

function isGoverned(type: ObjectTypeDefinitionNode, field: FieldDefinitionNode): boolean {
  if (['access', 'withhold', 'audited'].some((name) => has(field, name))) return true;
  return ['access', 'audited', 'marked'].some((name) => has(type, name)) && !has(field, 'public');
}

function ruleOf(
  type: ObjectTypeDefinitionNode,
  field: FieldDefinitionNode,
): Omit<FieldRule, 'coordinate' | 'custodian'> {
  const actions = new Set(
    [...applied(type, 'access'), ...applied(field, 'access')].map(({ action }) => String(action)),
  );
  const [strictest] = applied(field, 'withhold').toSorted((a, b) => rank(a['mode']) - rank(b['mode']));
  const withholdMode = typeof strictest?.['mode'] === 'string' ? strictest['mode'] : 'NULL';
  const reason = strictest?.['reason'];
  return {
    actions: actions.size > 0 ? [...actions].toSorted() : ['display'],
    withholdMode,
    ...(typeof reason === 'string' ? { reason } : {}),
    requestable: withholdMode !== 'DENY',
  };
}

/** A mode that is not known counts as the strictest. */
function rank(mode: unknown): number {
  return strictness.indexOf(String(mode));
}

function has(node: Governable, name: string): boolean {
  return node.directives?.some((directive) => directive.name.value === name) ?? false;
}

function applied(node: Governable, name: string): Record<string, unknown>[] {
  return (node.directives ?? []).filter((directive) => directive.name.value === name).map(argumentsOf);
}

function argumentsOf(directive: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
