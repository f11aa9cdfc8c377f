import { parse, TypeInfo, visit, visitWithTypeInfo, type GraphQLSchema } from 'graphql';
import { possibleTypes, type Graph } from './graph.ts';
import { fieldNamed } from './plain-values.ts';
import type { ReferenceRights } from './reference-rights.ts';

/** A request as an agency got it: its text and variables, as JSON. */
export interface SentRequest {
  readonly agency: string;
  readonly text: string;
}

/**
 * The first field that an agency was asked for although the caller can never read it; undefined: there is none.
 *
 * Keys and markings are asked for whoever the caller is.
 */
export function neverAuthorized(
  graph: Graph,
  schemas: ReadonlyMap<string, GraphQLSchema>,
  rights: ReferenceRights,
  requests: readonly SentRequest[],
): string | undefined {
  for (const { agency, text } of requests) {
    const schema = schemas.get(agency);
    const [query] = JSON.parse(text) as readonly [string];
    if (!schema) return `\`${agency}\` is no agency`;
    let found: string | undefined;
    const info = new TypeInfo(schema);
    visit(
      parse(query),
      visitWithTypeInfo(info, {
        Field({ name: { value: name } }) {
          const parent = info.getParentType()?.name ?? '';
          const types = parent === 'Query' || parent === 'Mutation' ? [parent] : namesOf(graph, parent);
          for (const type of types) {
            const field = fieldNamed(graph, type, name);
            if (!field || field.name === 'id' || field.named === 'Marking') continue;
            if (rights.neverReads(type, field, [agency])) found ??= `${type}.${name}`;
          }
        },
      }),
    );
    if (found !== undefined) return `\`${agency}\` is asked for \`${found}\`: ${text}`;
  }
  return undefined;
}

function namesOf(graph: Graph, parent: string): readonly string[] {
  return possibleTypes(graph, parent).map(({ name }) => name);
}
