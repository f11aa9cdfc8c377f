import { TypeInfo, visit, visitWithTypeInfo, BREAK, type GraphQLSchema } from 'graphql';
import type { DocumentOperation } from '../execute/compiled/authorized-operation.ts';
import { objectTypes } from './object-types.ts';
import { withoutOthers } from './without-others.ts';
import type { Rights } from '../rights/rights.ts';
import type { ArgumentFindings } from './fetched-operation.ts';

/**
 * The coordinate for which the operation is refused as a whole, before anything is fetched; undefined when there is
 * none.
 *
 * That is a field of mode DENY that is never permitted, and a field of a mutation that is not permitted for certain, or
 * is told by an argument what to change by values that are not: what it gives back may be decided when it is there, but
 * by then it has happened.
 */
export function refusedOutright(
  schema: GraphQLSchema,
  { document, operation }: DocumentOperation,
  rights: Rights,
  { refused, rows }: ArgumentFindings,
): string | undefined {
  const { rules } = rights;
  const mutation = operation.operation === 'mutation' ? schema.getMutationType() : undefined;
  let found: string | undefined;
  const info = new TypeInfo(schema);
  visit(
    withoutOthers(document, operation),
    visitWithTypeInfo(info, {
      Field(node) {
        const name = node.name.value;
        const parent = info.getParentType();
        if (!parent || name.startsWith('__')) return undefined;
        for (const type of objectTypes(schema, parent)) {
          const rule = rules.field(type.name, name);
          const { kind } = rights.field(type.name, name, rule.custodians);
          const isRefused = kind === 'never' || refused.has(node);
          if (
            type === mutation
              ? isRefused || kind !== 'always' || rows.has(node)
              : isRefused && rule.withhold.mode === 'DENY'
          ) {
            found = rule.coordinate;
            return BREAK;
          }
        }
        return undefined;
      },
    }),
  );
  return found;
}
