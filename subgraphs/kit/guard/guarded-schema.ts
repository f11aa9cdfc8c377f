import { defaultFieldResolver, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLField, GraphQLFieldResolver, GraphQLOutputType, GraphQLSchema } from 'graphql';
import type { AgencyFieldRule, AgencyRules, AgencyTypeRule } from './agency-rules.ts';
import type { CallerRights, MarkingAtHand } from './caller-rights.ts';

/** What every resolver behind the guard finds in its context. */
export interface GuardedContext {
  readonly rights: CallerRights;
}

/**
 * Puts an agency's rules before the resolvers of its schema, which is changed.
 *
 * A field that its caller may not have is null without an error, as if it had no value: the gateway decides by the
 * same rules and by the marking, which is always answered, and says what is withheld. Decided is by the marking of the
 * agency's own object. Of an object of another agency the marking is not known here: its fields are denied where no
 * object could allow them, and what they lead to is decided by its own marking. A field whose existence is not told is
 * null, too, where the object that it leads to may not be known. Without a caller's rights nothing is answered. A schema with
 * a field that the rules do not know throws.
 */
export function guardSchema(schema: GraphQLSchema, rules: AgencyRules): void {
  for (const type of Object.values(schema.getTypeMap())) {
    // Federation's own, `_Service` and the fields `_entities` and `_service`, are the rules' of the roots.
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    const rule = rules.types.get(type.name);
    for (const field of Object.values(type.getFields())) {
      const own = rule?.fields.get(field.name);
      if (rule && own) guardField(field, own, type.name, rule, rules);
      else if (!field.name.startsWith('_')) throw new Error(`\`${type.name}.${field.name}\` has no rule`);
    }
  }
}

type Resolve = GraphQLFieldResolver<unknown, GuardedContext>;

function guardField(
  field: GraphQLField<unknown, unknown>,
  { actions, isHidden, returns }: AgencyFieldRule,
  type: string,
  { markedBy }: AgencyTypeRule,
  rules: AgencyRules,
): void {
  const target = rules.types.get(returns);
  const hides = isHidden && target?.markedBy !== undefined;
  if (actions.length === 0 && !hides) return;
  const resolve = (field.resolve ?? defaultFieldResolver) as Resolve;
  /** Of an object whose marking is not known here, the gateway may decide by the marking of what the field leads to. */
  const allows = (rights: CallerRights, at: MarkingAtHand): boolean =>
    rights.allows(actions, type, at) ||
    (at.kind === 'unknown' && target?.markedBy !== undefined && rights.allows(actions, returns, at));
  const denied = deniedValue(field.type, `${type}.${field.name}`);
  const guarded: Resolve = (parent, given, context, info) => {
    if (actions.length > 0 && !allows(context.rights, markingOf(parent, markedBy))) return denied();
    const found = resolve(parent, given, context, info);
    if (!hides || target === undefined) return found;
    const seen = (value: unknown): unknown => known(value, context.rights, returns, target);
    return found instanceof Promise ? found.then(seen) : seen(found);
  };
  field.resolve = guarded as GraphQLFieldResolver<unknown, unknown>;
}

function markingOf(parent: unknown, markedBy: string | undefined): MarkingAtHand {
  if (markedBy === undefined) return { kind: 'unknown' };
  const isThere = typeof parent === 'object' && parent !== null;
  return {
    kind: 'read',
    marking: isThere ? (parent as Readonly<Record<string, unknown>>)[markedBy] : undefined,
  };
}

/** What a caller may know of a value whose existence is not told. */
function known(value: unknown, rights: CallerRights, type: string, rule: AgencyTypeRule): unknown {
  if (Array.isArray(value)) return value.filter((each) => known(each, rights, type, rule) !== null);
  if (value === null || value === undefined) return null;
  return rights.allows(rule.actions, type, markingOf(value, rule.markedBy)) ? value : null;
}

/** Null where the field may be null; otherwise the object cannot be answered, and the error does not say why. */
function deniedValue(type: GraphQLOutputType, coordinate: string): () => null {
  if (!isNonNullType(type)) return () => null;
  return () => {
    throw new Error(`\`${coordinate}\` is not answered`);
  };
}
