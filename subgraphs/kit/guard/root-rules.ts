import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { AgencyRules } from './agency-rules.ts';
import type { GuardedContext } from './guarded-schema.ts';
import type { ShieldRule, ShieldRules } from './shield.ts';

/**
 * The rules of the fields by which a subgraph is entered, generated from the agency's own: those of the query and
 * mutation types, and of federation's `_entities` and `_service`.
 *
 * Each needs a caller's rights; with an action, that some object could allow it. `_entities` is asked for objects of
 * types that have a key here and for nothing else; whether an object may be had is decided by the agency's own row.
 */
export function rootRules(schema: GraphQLSchema, rules: AgencyRules): ShieldRules {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return Object.fromEntries(
    roots
      .filter((type) => isObjectType(type))
      .map((type) => [
        type.name,
        Object.fromEntries(
          Object.keys(type.getFields()).map((field) => [field, ruleOf(type, field, rules)] as const),
        ),
      ]),
  );
}

function ruleOf(type: GraphQLObjectType, field: string, rules: AgencyRules): ShieldRule {
  if (field === '_service') return (_parent, _given, context) => rightsIn(context) !== undefined;
  if (field === '_entities') {
    return (_parent, given, context) => rightsIn(context) !== undefined && namesEntities(given, rules);
  }
  const found = rules.types.get(type.name)?.fields.get(field);
  // What the SDL does not have is nobody's.
  if (found === undefined) return () => false;
  const { actions, returns } = found;
  return (_parent, _given, context) => {
    const rights = rightsIn(context);
    if (rights === undefined) return false;
    const unknown = { kind: 'unknown' } as const;
    return rights.allows(actions, type.name, unknown) || rights.allows(actions, returns, unknown);
  };
}

function rightsIn(context: unknown): GuardedContext['rights'] | undefined {
  return (context as Partial<GuardedContext> | undefined)?.rights;
}

function namesEntities(given: unknown, { types }: AgencyRules): boolean {
  const { representations } = given as { readonly representations?: unknown };
  return (
    Array.isArray(representations) &&
    representations.every((each: unknown) => {
      const name = (each as { readonly __typename?: unknown } | null)?.__typename;
      return typeof name === 'string' && types.get(name)?.isEntity === true;
    })
  );
}
