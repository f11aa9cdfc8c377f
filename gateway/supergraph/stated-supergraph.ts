import {
  Kind,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { selectionSet } from './field-set.ts';
import { directiveArgument, linkedNames, type LinkedNames } from './linked-names.ts';
import { readStatement, type Statement } from './statement.ts';

/** A field with what its directives say. */
export interface StatedField {
  readonly says: Statement;
  /** Name of the type of its value, without lists and non-null. */
  readonly returns: string;
  readonly args: ReadonlyMap<string, Statement>;
  /** Selections on its own type that a subgraph needs to resolve it (`@requires`). */
  readonly requires: readonly string[];
  /** Selections on the types that set a context (`@fromContext`). */
  readonly fromContexts: readonly { readonly context: string; readonly selection: string }[];
}

/** An object or interface type with what its directives say; `interfaces` are all that it implements, also indirectly. */
export interface StatedType {
  readonly name: string;
  readonly isInterface: boolean;
  readonly says: Statement;
  /** Whether more than one subgraph declares it. */
  readonly isShared: boolean;
  readonly interfaces: readonly string[];
  /** Fields that stand in a key; empty for what is no entity. */
  readonly keys: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, StatedField>;
}

/** Everything that the directives of a supergraph state, element by element. */
export interface StatedSupergraph {
  readonly names: LinkedNames;
  readonly types: ReadonlyMap<string, StatedType>;
  /** Object types that implement an interface; empty for what is no interface. */
  implementers(of: string): readonly StatedType[];
  /** Member names of a union. */
  readonly unions: ReadonlyMap<string, readonly string[]>;
  /** `Input.field` and `Enum.VALUE`. */
  readonly members: ReadonlyMap<string, Statement>;
  /** What scalars, enums, unions and inputs say themselves. */
  readonly others: ReadonlyMap<string, Statement>;
  /** The root type of queries. */
  readonly queryType: string;
  /** Names of the types that set a context. */
  contextTypes(context: string): readonly string[];
}

/** Reads the directives of a composed supergraph (join spec v0.3 and later). */
export function statedSupergraph(document: DocumentNode): StatedSupergraph {
  const names = linkedNames(document.definitions);
  const say = (directives?: readonly ConstDirectiveNode[]): Statement => readStatement(directives, names);
  const types = new Map<string, StatedType>();
  const members = new Map<string, Statement>();
  const others = new Map<string, Statement>();
  const unions = new Map<string, readonly string[]>();
  const interfaces = interfacesOf(document.definitions);
  for (const definition of document.definitions) {
    if (isComposite(definition)) {
      types.set(definition.name.value, statedType(definition, interfaces, say));
    } else if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      for (const { name, directives } of definition.fields ?? []) {
        members.set(`${definition.name.value}.${name.value}`, say(directives));
      }
    } else if (definition.kind === Kind.ENUM_TYPE_DEFINITION) {
      others.set(definition.name.value, say(definition.directives));
      for (const { name, directives } of definition.values ?? []) {
        members.set(`${definition.name.value}.${name.value}`, say(directives));
      }
    } else if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      others.set(definition.name.value, say(definition.directives));
      unions.set(
        definition.name.value,
        (definition.types ?? []).map(({ name }) => name.value),
      );
    } else if (definition.kind === Kind.SCALAR_TYPE_DEFINITION) {
      others.set(definition.name.value, say(definition.directives));
    }
  }
  const all = [...types.values()];
  const implementers = Map.groupBy(
    all
      .filter(({ isInterface }) => !isInterface)
      .flatMap((type) => type.interfaces.map((of) => ({ of, type }))),
    ({ of }) => of,
  );
  return {
    names,
    queryType: queryTypeOf(document.definitions),
    types,
    implementers: (of) => (implementers.get(of) ?? []).map(({ type }) => type),
    unions,
    members,
    others,
    contextTypes: (context) => [
      ...all.filter(({ says }) => says.contexts.includes(context)).map(({ name }) => name),
      ...[...others].filter(([, says]) => says.contexts.includes(context)).map(([name]) => name),
    ],
  };
}

function queryTypeOf(definitions: readonly DefinitionNode[]): string {
  for (const definition of definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION) continue;
    const query = definition.operationTypes.find(({ operation }) => operation === 'query');
    if (query !== undefined) return query.type.name.value;
  }
  return 'Query';
}

type CompositeDefinition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

function isComposite(definition: DefinitionNode): definition is CompositeDefinition {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
  );
}

/** The interfaces of every type, followed through interfaces that implement others. */
function interfacesOf(definitions: readonly DefinitionNode[]): ReadonlyMap<string, readonly string[]> {
  const direct = new Map(
    definitions
      .filter(isComposite)
      .map((type) => [type.name.value, (type.interfaces ?? []).map(({ name }) => name.value)]),
  );
  const reach = (type: string, seen: Set<string>): Set<string> => {
    for (const next of direct.get(type) ?? []) {
      if (!seen.has(next)) reach(next, seen.add(next));
    }
    return seen;
  };
  return new Map([...direct.keys()].map((type) => [type, [...reach(type, new Set())].toSorted()]));
}

function statedType(
  definition: CompositeDefinition,
  interfaces: ReadonlyMap<string, readonly string[]>,
  say: (directives?: readonly ConstDirectiveNode[]) => Statement,
): StatedType {
  const name = definition.name.value;
  const joined = (definition.directives ?? []).filter((directive) => directive.name.value === 'join__type');
  return {
    name,
    isInterface: definition.kind === Kind.INTERFACE_TYPE_DEFINITION,
    says: say(definition.directives),
    isShared: joined.length > 1,
    interfaces: interfaces.get(name) ?? [],
    keys: new Set(joined.flatMap((directive) => topFields(textArgument(directive, 'key')))),
    fields: new Map((definition.fields ?? []).map((field) => [field.name.value, statedField(field, say)])),
  };
}

/** The fields of a field set, without what is selected below them: `"id owner { id }"` has id and owner. */
function topFields(fieldSet: string | undefined): readonly string[] {
  if (fieldSet === undefined) return [];
  return selectionSet(fieldSet).selections.flatMap((each) =>
    each.kind === Kind.FIELD ? each.name.value : [],
  );
}

function statedField(
  field: FieldDefinitionNode,
  say: (directives?: readonly ConstDirectiveNode[]) => Statement,
): StatedField {
  const joined = (field.directives ?? []).filter((directive) => directive.name.value === 'join__field');
  return {
    says: say(field.directives),
    returns: namedType(field.type),
    args: new Map((field.arguments ?? []).map((each) => [each.name.value, say(each.directives)])),
    requires: joined.flatMap((directive) => textArgument(directive, 'requires') ?? []),
    fromContexts: joined.flatMap(contextsOf),
  };
}

function contextsOf(
  directive: ConstDirectiveNode,
): readonly { readonly context: string; readonly selection: string }[] {
  const listed = directiveArgument(directive, 'contextArguments');
  if (listed?.kind !== Kind.LIST) return [];
  return listed.values.map((value) => {
    const part = (name: string): string => {
      const field =
        value.kind === Kind.OBJECT ? value.fields.find((each) => each.name.value === name) : undefined;
      if (field?.value.kind === Kind.STRING) return field.value.value;
      throw new Error('a context argument of the supergraph cannot be read');
    };
    return { context: part('context'), selection: part('selection') };
  });
}

function textArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directiveArgument(directive, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
