import { print, type FieldNode, type GraphQLSchema } from 'graphql';

/**
 * The key under which a field's value stands while an operation is executed, whatever the caller calls it.
 *
 * `single` is for the root fields of a mutation: each of them happens by itself, so none shares a key.
 */
export type InternalKeys = (field: FieldNode, single: boolean) => string;

/**
 * Keys for one document: a field without arguments keeps its name; one with arguments gets a key for each set of
 * arguments that it is asked with.
 *
 * So an alias can never stand where a key or an input of `@requires` is expected, nor change an object's
 * prototype, and what the planner adds can never be merged with what the caller asked with other arguments. A field
 * that has fields of its own also gets a key for each alias: of two selections that were made one, a null inside
 * the first would take the second away with it.
 */
export function internalKeys(schema: GraphQLSchema): InternalKeys {
  const keys = new Map<string, string>();
  const taken = fieldNames(schema);
  return (field, single) => {
    const name = field.name.value;
    if (name === '__typename') return name;
    const asked = askedAs(field);
    const shape = single ? `${field.alias?.value ?? name}!` : asked;
    if (shape === '') return name;
    const known = keys.get(`${name} ${shape}`);
    if (known !== undefined) return known;
    let key = `_${keys.size}_${name}`;
    while (taken.has(key)) key = `_${key}`;
    keys.set(`${name} ${shape}`, key);
    return key;
  };
}

/** What tells a field from others of its name; empty for the plain field. */
function askedAs({ alias, name, arguments: given = [], selectionSet }: FieldNode): string {
  const own = selectionSet && alias && alias.value !== name.value ? `${alias.value}:` : '';
  return own + given.map(print).toSorted().join(' ');
}

const namesOf = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

function fieldNames(schema: GraphQLSchema): ReadonlySet<string> {
  const known = namesOf.get(schema);
  if (known) return known;
  const names = new Set(
    Object.values(schema.getTypeMap()).flatMap((type) =>
      'getFields' in type ? Object.keys(type.getFields()) : [],
    ),
  );
  namesOf.set(schema, names);
  return names;
}
