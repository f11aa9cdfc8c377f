import {
  getNamedType,
  isCompositeType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import type { DocumentOperation } from '../execute/compiled/authorized-operation.ts';
import type { Rights } from '../rights/rights.ts';
import type { SupergraphRules } from '../supergraph/rules.ts';
import { hasRuledArguments, rulesOfUses, type GivenArguments } from './argument-uses.ts';
import type { ArgumentFindings } from './fetched-operation.ts';
import { objectTypes } from './object-types.ts';
import { withoutOthers } from './without-others.ts';

/** Fields of the document whose arguments can fall under a rule. */
export function ruledArguments(
  schema: GraphQLSchema,
  rules: SupergraphRules,
  { document, operation }: DocumentOperation,
): readonly GivenArguments[] {
  const found: GivenArguments[] = [];
  const info = new TypeInfo(schema);
  visit(
    withoutOthers(document, operation),
    visitWithTypeInfo(info, {
      Field(node) {
        const field = info.getFieldDef();
        const parent = info.getParentType();
        if (!field || !parent || field.args.length === 0) return;
        const types = objectTypes(schema, parent).map(({ name }) => name);
        if (!hasRuledArguments(rules, types, field)) return;
        found.push({ node, types, field, given: givenTypes(schema, rules, getNamedType(field.type)) });
      },
    }),
  );
  return found;
}

/** What the arguments of one request do: which fields they may not be given to, and what comes back has to pass. */
export function findingsOf(
  ruled: readonly GivenArguments[],
  rights: Rights,
  variables: Readonly<Record<string, unknown>>,
): ArgumentFindings & { readonly signature: string } {
  const refused = new Map<FieldNode, string>();
  const rows = new Map<FieldNode, readonly string[]>();
  let signature = '';
  for (const [index, each] of ruled.entries()) {
    const { node, types, field, given } = each;
    const chosen = new Set<string>();
    for (const rule of rulesOfUses(rights.rules, each, variables)) {
      for (const type of types) {
        const use = rights.use(rule, type, rights.rules.field(type, field.name).custodians);
        if (use.kind === 'refused') refused.set(node, use.coordinate);
        else for (const coordinate of use.rows) chosen.add(coordinate);
        // Where no object comes back that could be asked, a number or a yes would tell what the argument chose by.
        const unasked =
          use.kind === 'granted' && use.rows.find((coordinate) => !given.has(coordinate.split('.')[0] ?? ''));
        if (typeof unasked === 'string') refused.set(node, unasked);
      }
    }
    if (chosen.size > 0) rows.set(node, [...chosen]);
    signature += `${index}:${refused.get(node) ?? ''}:${[...chosen].toSorted().join(' ')};`;
  }
  return { refused, rows, signature };
}

/** Objects that stand for themselves end the way; what is no entity and carries no marking, such as a page, is passed. */
function givenTypes(
  schema: GraphQLSchema,
  rules: SupergraphRules,
  value: GraphQLNamedType,
): ReadonlySet<string> {
  const found = new Set<string>();
  const note = (type: GraphQLNamedType): void => {
    if (!isCompositeType(type)) return;
    for (const object of objectTypes(schema, type)) {
      if (found.has(object.name)) continue;
      found.add(object.name);
      const { isMarked, isEntity } = rules.type(object.name);
      if (isMarked || isEntity) continue;
      for (const { type: inner } of Object.values(object.getFields())) note(getNamedType(inner));
    }
  };
  note(value);
  return found;
}
