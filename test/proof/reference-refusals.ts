import { Kind, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from 'graphql';
import { possibleTypes, type Graph, type GraphField } from './graph.ts';
import type { IsRefused } from './operation.ts';
import { fieldNamed } from './plain-values.ts';
import type { ReferenceRights } from './reference-rights.ts';

/** Whether the document names what is hidden from the caller, which is told as if it did not exist. */
export function namesHidden(
  graph: Graph,
  schema: GraphQLSchema,
  document: DocumentNode,
  rights: ReferenceRights,
): boolean {
  const isHidden = (type: string, field: GraphField): boolean =>
    rights.withhold(field).mode === 'HIDDEN' && rights.neverReads(type, field, []);
  const hides = (type: string, name: string): boolean => {
    if (type === 'Labelled') return possibleTypes(graph, type).every((each) => hides(each.name, name));
    const field = fieldNamed(graph, type, name);
    if (!field || !isHidden(type, field)) return false;
    // An interface that goes on promising the field would show a gap.
    const isPromised =
      type !== 'Query' &&
      name === 'label' &&
      !possibleTypes(graph, 'Labelled').every((each) => {
        const its = fieldNamed(graph, each.name, name);
        return its !== undefined && isHidden(each.name, its);
      });
    return !isPromised;
  };
  return someField(schema, document, (type, name, given) => {
    if (hides(type, name)) return true;
    const field = fieldNamed(graph, type, name);
    return (field?.args ?? []).some((argument) => {
      if (!given.has(argument.name)) return false;
      const refused = rights.refuses(field!, argument);
      // An input object without fields falls away too.
      if (refused === undefined) return false;
      if (argument.kind === 'key') return true;
      const [of = '', by = ''] = refused.split('.');
      const revealed = fieldNamed(graph, of, by);
      return revealed !== undefined && isHidden(of, revealed) && given.get(argument.name) !== 'PLAIN';
    });
  });
}

/** Whether naming a field, or giving it an argument, has the whole operation refused for a caller. */
export function isRefusedFor(graph: Graph, rights: ReferenceRights): IsRefused {
  return (type, field, argument) => {
    if (!argument)
      return rights.neverReads(type, field, []) && ['DENY', 'HIDDEN'].includes(rights.withhold(field).mode);
    const refused = rights.refuses(field, argument);
    if (refused === undefined) return false;
    if (argument.kind === 'key') return true;
    const [of = '', by = ''] = refused.split('.');
    const revealed = fieldNamed(graph, of, by);
    return revealed !== undefined && ['DENY', 'HIDDEN'].includes(rights.withhold(revealed).mode);
  };
}

/** Whether the document names a field of mode DENY that can never be read: then nothing is fetched. */
export function namesDenied(
  graph: Graph,
  schema: GraphQLSchema,
  document: DocumentNode,
  rights: ReferenceRights,
): boolean {
  return someField(schema, document, (typeName, name) => {
    const types =
      typeName === 'Labelled' ? possibleTypes(graph, typeName).map((type) => type.name) : [typeName];
    return types.some((type) => {
      const field = fieldNamed(graph, type, name);
      return (
        field !== undefined && rights.withhold(field).mode === 'DENY' && rights.neverReads(type, field, [])
      );
    });
  });
}

function someField(
  schema: GraphQLSchema,
  document: DocumentNode,
  test: (type: string, field: string, given: ReadonlyMap<string, string>) => boolean,
): boolean {
  let found = false;
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const type = info.getParentType();
        if (!type || node.name.value.startsWith('__')) return;
        const given = new Map(
          (node.arguments ?? []).map(({ name, value }) => [
            name.value,
            value.kind === Kind.ENUM ? value.value : '',
          ]),
        );
        found ||= test(type.name, node.name.value, given);
      },
    }),
  );
  return found;
}
