import {
  buildASTSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  Kind,
  parse,
  printSchema,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InputValueDefinitionNode,
} from 'graphql';
import type { Rights } from '../rights/rights.ts';
import { openRecent } from '../plan/recent.ts';
import type { UseRule } from '../supergraph/rules.ts';

/** Shows each caller the schema without what is hidden from them. */
export interface VisibleSchemas {
  /** Callers from whom the same is hidden see one and the same schema. */
  of(rights: Rights): GraphQLSchema;
}

/** Schemas that are kept at most beside those that rights in use hold; each is as large as the whole. */
const maximumSchemas = 100;

/**
 * Opens the visible schemas of one supergraph.
 *
 * A coordinate is hidden when its mode is HIDDEN and the caller may never read it: it is not in introspection, and a
 * document that names it is told what it would be told of a name that does not exist. Types that are reached only
 * through what is hidden are hidden with it, and so is what cannot be used without giving something hidden.
 */
export function openVisibleSchemas(apiSchema: GraphQLSchema): VisibleSchemas {
  const document = parse(printSchema(apiSchema), { noLocation: true });
  const places = placesOfMembers(apiSchema);
  const byHidden = openRecent<GraphQLSchema>(maximumSchemas);
  const byRights = new WeakMap<Rights, GraphQLSchema>();
  return {
    of(rights) {
      const known = byRights.get(rights);
      if (known) return known;
      const hidden = hiddenCoordinates(apiSchema, rights, places);
      const key = [...hidden].toSorted().join(' ');
      const schema =
        key === '' ? apiSchema : (byHidden.get(key) ?? schemaWithout(apiSchema, document, hidden));
      if (key !== '') byHidden.set(key, schema);
      byRights.set(rights, schema);
      return schema;
    },
  };
}

/** `Type.field`, `Type.field(argument:)`, `Input.field` and `Enum.VALUE` that are hidden from these rights. */
function hiddenCoordinates(schema: GraphQLSchema, rights: Rights, places: MemberPlaces): ReadonlySet<string> {
  const { rules } = rights;
  const hidden = new Set<string>();
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const isHidden = (type: string, field: string): boolean => {
    const rule = rules.field(type, field);
    if (rule.withhold.mode !== 'HIDDEN') return false;
    return rights.field(type, field, rule.custodians).kind === 'never';
  };
  const hidesUse = (rule: UseRule | undefined, type: string, agencies: readonly string[]): boolean => {
    if (!rule) return false;
    const use = rights.use(rule, type, agencies);
    if (use.kind !== 'refused') return false;
    const [of = '', field = ''] = use.coordinate.split('.');
    return use.coordinate === rule.coordinate || isHidden(of, field);
  };
  /** Who answers the fields that a member is used for decides about it: it is hidden if it is at each of them. */
  const hidesMember = (rule: UseRule | undefined, type: string): boolean => {
    const at = places.get(type) ?? [];
    return at.length > 0 && at.every(([on, name]) => hidesUse(rule, on, rules.field(on, name).custodians));
  };
  for (const type of types) {
    if (!isObjectType(type)) continue;
    for (const field of Object.keys(type.getFields())) {
      if (isHidden(type.name, field) && !isPromised(schema, type, field, isHidden)) {
        hidden.add(`${type.name}.${field}`);
      }
    }
  }
  for (const type of types) {
    if (isInterfaceType(type)) {
      const objects = schema.getPossibleTypes(type);
      for (const field of Object.keys(type.getFields())) {
        if (objects.length > 0 && objects.every(({ name }) => hidden.has(`${name}.${field}`))) {
          hidden.add(`${type.name}.${field}`);
        }
      }
    }
    if (isObjectType(type)) {
      for (const [name, field] of Object.entries(type.getFields())) {
        for (const argument of field.args) {
          if (!hidesUse(rules.argument(type.name, name, argument.name), type.name, [])) continue;
          hidden.add(`${type.name}.${name}(${argument.name}:)`);
          // An interface that promises it would tell of it.
          for (const each of type.getInterfaces()) hidden.add(`${each.name}.${name}(${argument.name}:)`);
        }
      }
    }
    if (isInputObjectType(type)) {
      for (const name of Object.keys(type.getFields())) {
        if (hidesMember(rules.inputField(type.name, name), type.name)) hidden.add(`${type.name}.${name}`);
      }
    }
    if (isEnumType(type)) {
      for (const { name } of type.getValues()) {
        if (hidesMember(rules.enumValue(type.name, name), type.name)) hidden.add(`${type.name}.${name}`);
      }
    }
  }
  return hidden;
}

/** Fields, as type and name, by the input and enum types that they are given or give. */
type MemberPlaces = ReadonlyMap<string, readonly (readonly [string, string])[]>;

function placesOfMembers(schema: GraphQLSchema): MemberPlaces {
  const places = new Map<string, (readonly [string, string])[]>();
  const note = (type: GraphQLInputType, place: readonly [string, string], seen: Set<string>): void => {
    const named = getNamedType(type);
    if (seen.has(named.name)) return;
    seen.add(named.name);
    const known = places.get(named.name);
    if (known) known.push(place);
    else places.set(named.name, [place]);
    if (!isInputObjectType(named)) return;
    for (const { type: inner } of Object.values(named.getFields())) note(inner, place, seen);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const [name, field] of Object.entries(type.getFields())) {
      const seen = new Set<string>();
      for (const argument of field.args) note(argument.type, [type.name, name], seen);
      const value = getNamedType(field.type);
      if (isEnumType(value)) note(value, [type.name, name], seen);
    }
  }
  return places;
}

/** Whether an interface that stays visible says that the type has this field: without it the type would show a gap. */
function isPromised(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  field: string,
  isHidden: (type: string, field: string) => boolean,
): boolean {
  return type
    .getInterfaces()
    .some(
      (named) =>
        field in named.getFields() &&
        !schema.getPossibleTypes(named).every(({ name }) => isHidden(name, field)),
    );
}

function schemaWithout(
  whole: GraphQLSchema,
  document: DocumentNode,
  hidden: ReadonlySet<string>,
): GraphQLSchema {
  let definitions = document.definitions.flatMap((definition) => definitionWithout(definition, hidden));
  // A type without fields falls away, and what leads to it with it, until nothing changes.
  for (;;) {
    const names = new Set(definitions.flatMap(nameOf));
    const kept = definitions.flatMap((definition) => definitionAmong(definition, names));
    const changed =
      kept.length !== definitions.length || kept.some((each, index) => each !== definitions[index]);
    definitions = kept;
    if (!changed) break;
  }
  const schema = buildASTSchema(
    { kind: Kind.DOCUMENT, definitions: reachable(definitions) },
    { assumeValid: true, assumeValidSDL: true },
  );
  // A scalar is read as it is in the whole schema: a refusal there is a refusal here.
  for (const type of Object.values(schema.getTypeMap())) {
    const known = whole.getType(type.name);
    if (!isScalarType(type) || !isScalarType(known)) continue;
    type.parseValue = known.parseValue;
    type.parseLiteral = known.parseLiteral;
  }
  return schema;
}

function definitionWithout(definition: DefinitionNode, hidden: ReadonlySet<string>): DefinitionNode[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const type = definition.name.value;
      const fields = (definition.fields ?? [])
        .filter(({ name }) => !hidden.has(`${type}.${name.value}`))
        .flatMap((field) =>
          withArguments(field, ({ name }) => !hidden.has(`${type}.${field.name.value}(${name.value}:)`)),
        );
      return [{ ...definition, fields }];
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const fields = givable(
        definition.fields,
        ({ name }) => !hidden.has(`${definition.name.value}.${name.value}`),
      );
      return [{ ...definition, fields: fields ?? [] }];
    }
    case Kind.ENUM_TYPE_DEFINITION: {
      const kept = definition.values?.filter(
        ({ name }) => !hidden.has(`${definition.name.value}.${name.value}`),
      );
      return [{ ...definition, values: kept ?? [] }];
    }
    default:
      return [definition];
  }
}

/** The field with the arguments that are kept; nothing where it could not be asked for without another. */
function withArguments(
  field: FieldDefinitionNode,
  isKept: (argument: InputValueDefinitionNode) => boolean,
): FieldDefinitionNode[] {
  const given = field.arguments ?? [];
  const kept = givable(given, isKept);
  if (!kept) return [];
  return kept.length === given.length ? [field] : [{ ...field, arguments: kept }];
}

/** What of `values` is kept; undefined when something that has to be given is not. */
function givable(
  values: readonly InputValueDefinitionNode[] = [],
  isKept: (value: InputValueDefinitionNode) => boolean,
): readonly InputValueDefinitionNode[] | undefined {
  const kept: InputValueDefinitionNode[] = [];
  for (const value of values) {
    if (isKept(value)) kept.push(value);
    else if (value.type.kind === Kind.NON_NULL_TYPE && value.defaultValue === undefined) return undefined;
  }
  return kept;
}

/** Builtin scalars are always there. */
const builtin = ['Int', 'Float', 'String', 'Boolean', 'ID'];

function definitionAmong(definition: DefinitionNode, names: ReadonlySet<string>): DefinitionNode[] {
  const isThere = (node: FieldDefinitionNode | InputValueDefinitionNode): boolean => {
    let { type } = node;
    while (type.kind !== Kind.NAMED_TYPE) ({ type } = type);
    return names.has(type.name.value) || builtin.includes(type.name.value);
  };
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = (definition.fields ?? [])
        .filter(isThere)
        .flatMap((field) => withArguments(field, isThere));
      if (fields.length === 0) return [];
      const isSame = fields.every((field, index) => field === definition.fields?.[index]);
      return isSame && fields.length === definition.fields?.length
        ? [definition]
        : [{ ...definition, fields }];
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const fields = givable(definition.fields, isThere) ?? [];
      if (fields.length === 0) return [];
      return fields.length === definition.fields?.length ? [definition] : [{ ...definition, fields }];
    }
    case Kind.ENUM_TYPE_DEFINITION:
      return (definition.values ?? []).length === 0 ? [] : [definition];
    case Kind.UNION_TYPE_DEFINITION: {
      const types = (definition.types ?? []).filter(({ name }) => names.has(name.value));
      if (types.length === 0) return [];
      return types.length === definition.types?.length ? [definition] : [{ ...definition, types }];
    }
    default:
      return [definition];
  }
}

/** The definitions that the roots lead to, and the directives; an object type is reached by its interfaces too. */
function reachable(definitions: readonly DefinitionNode[]): DefinitionNode[] {
  const byName = new Map(definitions.flatMap((each) => nameOf(each).map((name) => [name, each] as const)));
  const seen = new Set<string>(['Query', 'Mutation', 'Subscription']);
  const schema = definitions.find(({ kind }) => kind === Kind.SCHEMA_DEFINITION);
  const note = (node: DefinitionNode): void => {
    visit(node, { NamedType: ({ name }) => void seen.add(name.value) });
  };
  if (schema) note(schema);
  for (const definition of definitions) if (definition.kind === Kind.DIRECTIVE_DEFINITION) note(definition);
  // A set grows while it is walked.
  for (const name of seen) {
    const definition = byName.get(name);
    if (!definition) continue;
    note(definition);
    if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const other of definitions) {
      if (other.kind !== Kind.OBJECT_TYPE_DEFINITION && other.kind !== Kind.INTERFACE_TYPE_DEFINITION)
        continue;
      if (other.interfaces?.some((each) => each.name.value === name) === true) seen.add(other.name.value);
    }
  }
  return definitions.filter((definition) => {
    const [name] = nameOf(definition);
    return name === undefined || definition.kind === Kind.DIRECTIVE_DEFINITION || seen.has(name);
  });
}

function nameOf(definition: DefinitionNode): string[] {
  return 'name' in definition && definition.name && definition.kind !== Kind.DIRECTIVE_DEFINITION
    ? [definition.name.value]
    : [];
}
