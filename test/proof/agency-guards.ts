import { isObjectType, parse, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { PolicyBook } from '../../schema/policy/book.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import { agencyRules } from '../../subgraphs/kit/guard/agency-rules.ts';
import { openAgencyGuard, type CallerRights } from '../../subgraphs/kit/guard/caller-rights.ts';
import { guardSchema } from '../../subgraphs/kit/guard/guarded-schema.ts';
import { rootRules } from '../../subgraphs/kit/guard/root-rules.ts';
import { shieldSchema } from '../../subgraphs/kit/guard/shield.ts';

/** The kit's own guard of one agency, before resolvers that are not an agency's. */
export interface AgencyGuarding {
  rightsOf(caller: PolicyCaller): CallerRights;
  /** Puts the guard before the fields of a schema, which is changed; `resolve` answers those that have no resolver. */
  guard(schema: GraphQLSchema, resolve: GraphQLFieldResolver<unknown, unknown>): void;
}

/** Opens the guard of an agency by its SDL and the policies of everybody. */
export function openAgencyGuarding(agency: string, sdl: string, book: PolicyBook): AgencyGuarding {
  const rules = agencyRules(parse(sdl));
  const guarding = openAgencyGuard({ agency, rules, book, key: 'a key' });
  return {
    rightsOf: (caller) => guarding.rightsOf(caller),
    guard(schema, resolve) {
      for (const type of Object.values(schema.getTypeMap())) {
        if (!isObjectType(type) || type.name.startsWith('_')) continue;
        for (const field of Object.values(type.getFields())) {
          if (!field.name.startsWith('_')) field.resolve ??= resolve;
        }
      }
      guardSchema(schema, rules);
      shieldSchema(schema, rootRules(schema, rules));
    },
  };
}

/** A row of a list, as far as an agency's database decides about it; `marking` is the agency's own. */
export interface GuardedRow {
  readonly type: string;
  readonly marking: unknown;
}

/**
 * Whether an agency's database gives a row to a caller; `chosenBy` are the fields of it that arguments chose by.
 *
 * Agencies ask it in SQL; a test of the kit holds both to be equal.
 */
export function givesRow(
  rights: CallerRights,
  { type, marking }: GuardedRow,
  chosenBy: readonly string[],
): boolean {
  const rule = rights.rules.types.get(type);
  if (rule?.markedBy === undefined) return true;
  const at = { kind: 'read', marking } as const;
  return (
    rights.allows(rule.rowActions, type, at) &&
    chosenBy.every((field) => rights.allows(rule.fields.get(field)?.actions ?? [], type, at))
  );
}
