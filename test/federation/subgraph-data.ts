import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';

/** An object as a subgraph holds it; a function in it is a field with arguments, an `Error` a field that fails. */
export type Row = Readonly<Record<string, unknown>>;

/** A field computed from its object, such as one with `@requires`. */
export type ComputedField = (object: Row, variables: Row) => unknown;

/**
 * What a subgraph knows about one type.
 *
 * `rows` answers references: the first row that has no other values than the reference where both have one. The
 * object is the reference with the row on top, so that fields of `@requires` are in it. A function answers
 * references by itself. Without `rows` the reference is the object.
 */
export interface TypeData {
  readonly rows?: readonly unknown[] | ((reference: Row) => unknown);
  readonly fields?: Readonly<Record<string, ComputedField>>;
}

/** What a server sends instead of, or made from, the answer of its schema. */
export interface RawAnswer {
  readonly status?: number;
  readonly contentType?: string;
  readonly body: string;
}

/** A request as a subgraph receives it. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables: Row;
}

/** Changes the answer of a subgraph that lies or fails; `undefined` closes the connection without a word. */
export type Tampering = (answer: Record<string, unknown>, request: SubgraphRequest) => RawAnswer | undefined;

/** Everything that one subgraph holds: fields of the root types, types by name, and how it lies. */
export interface SubgraphData {
  readonly query?: Row;
  readonly mutation?: Row;
  readonly types?: Readonly<Record<string, TypeData>>;
  readonly tampers?: Tampering;
}

type Resolvers = Record<string, Record<string, (object: unknown, variables: Row) => unknown>>;

/** The schema of a subgraph with resolvers that read `data`; root fields come from `rootValue`. */
export function subgraphSchema(sdl: string, data: SubgraphData): GraphQLSchema {
  const resolvers: Resolvers = {};
  for (const [name, { rows, fields = {} }] of Object.entries(data.types ?? {})) {
    const ofType: Resolvers[string] = {};
    if (rows !== undefined) ofType['__resolveReference'] = (reference) => resolved(rows, reference as Row);
    for (const [field, compute] of Object.entries(fields)) {
      ofType[field] = (object, variables) => compute(object as Row, variables);
    }
    resolvers[name] = ofType;
  }
  return buildSubgraphSchema({ typeDefs: parse(sdl), resolvers });
}

function resolved(rows: NonNullable<TypeData['rows']>, reference: Row): unknown {
  if (typeof rows === 'function') return rows(reference);
  const row = rows.find((each) => isRow(each) && agrees(each, reference));
  if (!isRow(row)) return null;
  // A new object each time: the library writes `__typename` into what it is given.
  return row['fails'] instanceof Error ? row['fails'] : { ...reference, ...row };
}

/** Whether `row` has at least one value of the reference and contradicts none. */
function agrees(row: Row, reference: Row): boolean {
  const common = Object.keys(reference).filter((key) => key !== '__typename' && Object.hasOwn(row, key));
  return common.length > 0 && common.every((key) => sameValue(row[key], reference[key]));
}

function sameValue(own: unknown, asked: unknown): boolean {
  if (isRow(own) && isRow(asked)) return agrees(own, asked);
  if (Array.isArray(own) && Array.isArray(asked)) {
    return own.length === asked.length && own.every((one, index) => sameValue(one, asked[index]));
  }
  return own === asked;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
