import { Kind, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from 'graphql';
import { isRoot, possibleTypes, type Graph, type GraphArgument, type GraphField } from './graph.ts';
import type { IsRefused } from './operation.ts';
import { fieldNamed } from './plain-values.ts';
import type { ReferenceRights } from './reference-rights.ts';

/** Whether a field is not in the schema that the caller sees. */
export function hidesField(graph: Graph, rights: ReferenceRights, type: string, name: string): boolean {
  if (type === 'Labelled')
    return possibleTypes(graph, type).every((each) => hidesField(graph, rights, each.name, name));
  const field = fieldNamed(graph, type, name);
  if (!field || !isHidden(rights, type, field)) return false;
  // An interface that goes on promising the field would show a gap.
  const isPromised =
    !isRoot(type) &&
    name === 'label' &&
    !possibleTypes(graph, 'Labelled').every((each) => {
      const its = fieldNamed(graph, each.name, name);
      return its !== undefined && isHidden(rights, each.name, its);
    });
  return !isPromised;
}

function isHidden(rights: ReferenceRights, type: string, field: GraphField): boolean {
  return rights.withhold(field).mode === 'HIDDEN' && rights.neverReads(type, field, []);
}

/** Whether an argument is not in the schema that the caller sees, or nothing that can be given by it is. */
export function hidesArgument(
  graph: Graph,
  rights: ReferenceRights,
  field: GraphField,
  argument: GraphArgument,
): boolean {
  const refused = rights.refuses(field, argument);
  if (refused === undefined || argument.kind === 'order') return false;
  // An input object without fields falls away too.
  if (argument.kind === 'key') return true;
  const [of = '', by = ''] = refused.split('.');
  const revealed = fieldNamed(graph, of, by);
  return revealed !== undefined && isHidden(rights, of, revealed);
}

/** Whether the document names what is hidden from the caller, which is told as if it did not exist. */
export function namesHidden(
  graph: Graph,
  schema: GraphQLSchema,
  document: DocumentNode,
  rights: ReferenceRights,
): boolean {
  return someField(schema, document, (type, name, given) => {
    if (hidesField(graph, rights, type, name)) return true;
    const field = fieldNamed(graph, type, name);
    return (field?.args ?? []).some((argument) => {
      const text = given.get(argument.name);
      if (!field || text === undefined) return false;
      // Of an order only the value that reveals falls away.
      const isChoosing = argument.kind === 'order' && text !== 'PLAIN';
      return hidesArgument(graph, rights, field, isChoosing ? { ...argument, kind: 'where' } : argument);
    });
  });
}

/** Whether naming a field, or giving it an argument, has the whole operation refused for a caller. */
export function isRefusedFor(graph: Graph, rights: ReferenceRights): IsRefused {
  return (type, field, argument) => {
    if (type === 'Mutation' && (!argument || !rights.grants(field, argument)))
      return argument !== undefined || rights.foresees(type, field) !== 'always';
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

/** Whether the document changes something for which it is not sure that the caller may, whatever it is about. */
export function changesUnsure(
  graph: Graph,
  schema: GraphQLSchema,
  document: DocumentNode,
  rights: ReferenceRights,
): boolean {
  return someField(schema, document, (type, name, given) => {
    const field = type === 'Mutation' ? fieldNamed(graph, type, name) : undefined;
    if (!field) return false;
    if (rights.foresees(type, field) !== 'always') return true;
    return field.args.some((argument) => given.has(argument.name) && !rights.grants(field, argument));
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
