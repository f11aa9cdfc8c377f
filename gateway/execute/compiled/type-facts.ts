import { isAbstractType, type GraphQLSchema } from 'graphql';

/** Which types are which, in the whole supergraph. */
export interface TypeFacts {
  /** Whether an object of the type `name` satisfies `... on condition`. */
  isA(name: string, condition: string): boolean;
  isAbstract(name: string): boolean;
}

/** Reads the facts of a schema once. */
export function typeFacts(schema: GraphQLSchema): TypeFacts {
  const members = new Map<string, Set<string>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isAbstractType(type)) continue;
    const names = new Set(schema.getPossibleTypes(type).map(({ name }) => name));
    if ('getInterfaces' in type) {
      for (const one of schema.getImplementations(type).interfaces) names.add(one.name);
    }
    members.set(type.name, names);
  }
  return {
    isA: (name, condition) => name === condition || members.get(condition)?.has(name) === true,
    isAbstract: (name) => members.has(name),
  };
}
