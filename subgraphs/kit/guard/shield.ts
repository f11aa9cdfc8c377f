import { createRequire } from 'node:module';
import type * as Shield from 'graphql-shield';
import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { defaultFieldResolver, isObjectType } from 'graphql';

/** Whether a field may be resolved; a rule that throws denies, and nothing of what it threw is told. */
export type ShieldRule = (parent: unknown, given: unknown, context: unknown) => boolean;

/** Rules by type and field. Fields of these types without one are denied. */
export type ShieldRules = Readonly<Record<string, Readonly<Record<string, ShieldRule>>>>;

// Its ES module build cannot be loaded by Node 23 and later; this is the one place that loads the other.
const { deny, rule, shield } = createRequire(import.meta.url)('graphql-shield') as typeof Shield;

/**
 * Puts rules before the resolvers of a schema's types, which are changed, by graphql-shield.
 *
 * A denied field is null; errors of resolvers pass. Its ways to join rules, its cache and its rules on interfaces are
 * not used: they fail open or collide. The schema is not rebuilt, so that what federation keeps on types stays.
 */
export function shieldSchema(schema: GraphQLSchema, rules: ShieldRules): void {
  const tree = Object.entries(rules).map(([type, fields]) => {
    const named = Object.entries(fields).map(([field, allows]) => [
      field,
      ruleOf(`${type}.${field}`, allows),
    ]);
    return [type, Object.fromEntries(named) as Readonly<Record<string, ReturnType<typeof ruleOf>>>] as const;
  });
  const generator = shield(Object.fromEntries(tree), {
    fallbackRule: deny,
    // A rule's own errors are denials before they get here; what is left are those of resolvers.
    allowExternalErrors: true,
    fallbackError: () => null as never,
  });
  const guards = generator.generate(schema) as Readonly<Record<string, Guards>>;
  for (const name of Object.keys(rules)) {
    const type = schema.getType(name);
    if (isObjectType(type)) shieldType(type, guards[name] ?? {});
  }
}

type Guard = (
  resolve: () => unknown,
  ...given: Parameters<GraphQLFieldResolver<unknown, unknown>>
) => Promise<unknown>;

/** What is no rule of its own, as the fallback, comes as an object. */
type Guards = Readonly<Record<string, Guard | { readonly resolve: Guard }>>;

function ruleOf(name: string, allows: ShieldRule) {
  return rule(name, { cache: 'no_cache' })((parent: unknown, given: unknown, context: unknown) => {
    try {
      // A text that a rule answered would become an error with that text.
      const answer: unknown = allows(parent, given, context);
      return answer === true;
    } catch {
      return false;
    }
  });
}

function shieldType(type: GraphQLObjectType, guards: Guards): void {
  for (const field of Object.values(type.getFields())) {
    const made = guards[field.name];
    const guard = typeof made === 'object' ? made.resolve : made;
    if (guard === undefined) throw new Error(`\`${type.name}.${field.name}\` has no rule`);
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (parent, given, context, info): unknown =>
      guard(() => resolve(parent, given, context, info), parent, given, context, info);
  }
}
