import {
  getOperationAST,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
} from 'graphql';
import type { CompiledEngine } from '../../gateway/execute/compiled-engine.ts';
import type { AuthorizedOperation } from '../../gateway/execute/compiled/authorized-operation.ts';
import type { Release, ReleaseSession } from '../../gateway/execute/compiled/release.ts';
import { callerWith, openEngineRoom, type EngineRoom } from './engine-room.ts';

type Row = Readonly<Record<string, unknown>>;

/** What the agencies hold; each test says what it needs. */
export interface Held {
  rows: readonly (Row | null)[];
  found: readonly Row[];
  gradeOf: (id: string) => unknown;
}

/** A note as its agency holds it. */
export const note = (id: string, secret: boolean, over: Row = {}): Row => ({
  __typename: 'Note',
  id,
  text: `text ${id}`,
  level: 1,
  secret,
  inner: [],
  ...over,
});

/** Notes, some of them secret, with grades by another agency, and operations on them that carry rights. */
export interface ReleaseRoom {
  readonly room: EngineRoom;
  readonly held: Held;
  /** The operation with rights: `secret` is fetched with every note, and fields of the names `without` are not. */
  rights(query: string, release: Release, without?: readonly string[]): AuthorizedOperation;
  answer(authorized: AuthorizedOperation): Promise<string>;
  /** The data that leaves; throws when an error is told. */
  data(authorized: AuthorizedOperation): Promise<unknown>;
  /** Errors as `CODE path`. */
  errors(authorized: AuthorizedOperation): Promise<readonly string[]>;
  /** Three notes, the second of them secret. */
  reset(): void;
}

const session = { seen: [] as unknown[] } as unknown as ReleaseSession;
/** A release that decides nothing. */
export const nothing: Release = { field: () => undefined, object: () => undefined };

/** Withholds fields, by `Type.field`, of secret objects in favour of JSON. */
export function withholding(fields: Readonly<Record<string, string>>): Release {
  return {
    ...nothing,
    field: ({ type, field }) => {
      const json = fields[`${type}.${field}`];
      return json === undefined ? undefined : (object) => (object['secret'] === true ? json : undefined);
    },
  };
}

/** Drops secret notes, or puts JSON in their place. */
export function dropping(json?: string): Release {
  return {
    ...nothing,
    object: (type) =>
      type === 'Note'
        ? ({ secret }) => (secret !== true ? 'shown' : json === undefined ? 'dropped' : { json })
        : undefined,
  };
}

/** What a document with rights is made of. */
export function authorize(
  document: DocumentNode,
  fetched: DocumentNode | undefined,
  release: Release,
): AuthorizedOperation {
  const of = (from: DocumentNode) => {
    const operation = getOperationAST(from);
    if (!operation) throw new Error('no operation');
    return { document: from, operation };
  };
  return { ...of(document), fetched: fetched && of(fetched), release } as AuthorizedOperation;
}

/** Serves the notes. */
export async function openReleaseRoom(): Promise<ReleaseRoom> {
  const held: Held = { rows: [], found: [], gradeOf: () => null };
  const room = await openEngineRoom({
    notes: {
      sdl: `type Query { notes: [Note] sure: [Note!] grid: [[Note]] one: Note must: Note! found: [Found] name: String }
        union Found = Note | Place
        type Place { name: String! note: Note }
        type Note @key(fields: "id") {
          id: ID! text: String level: Int! sure: String! secret: Boolean @inaccessible
          times(n: Int!): [Int!] inner: [Note] best: Note mustBe: Note! place: Place
        }`,
      resolvers: {
        Query: {
          notes: () => held.rows,
          sure: () => held.rows,
          grid: () => [held.rows, held.rows],
          one: () => held.rows[0] ?? null,
          must: () => held.rows[0] ?? null,
          found: () => held.found,
          name: () => 'room',
        },
        Note: {
          times: (_: unknown, { n }: { n: number }) => Array.from({ length: n }, (__, index) => index),
        },
      },
    },
    grades: {
      sdl: 'type Note @key(fields: "id") { id: ID! grade: String detail: Detail } type Detail { by: String }',
      resolvers: {
        Note: {
          grade: ({ id }: { id: string }) => held.gradeOf(id),
          detail: ({ id }: { id: string }) => ({ by: () => held.gradeOf(id) }),
        },
      },
    },
  });
  const on = room.engine.loaded();
  if (!on) throw new Error('nothing is loaded');
  const answer = async (authorized: AuthorizedOperation): Promise<string> => {
    const { body } = await (room.engine as CompiledEngine).executeToJson({
      on,
      document: authorized.document,
      variables: {},
      principal: callerWith(),
      traceId: 'trace',
      authorized,
      session,
    });
    return body;
  };
  const told = async (authorized: AuthorizedOperation): Promise<Told> =>
    JSON.parse(await answer(authorized)) as Told;
  return {
    room,
    held,
    rights(query, release, without = []) {
      const document = parse(query);
      if (validate(on.apiSchema, document).length > 0) throw new Error('the query is not valid');
      const types = new TypeInfo(on.apiSchema);
      const fetched = visit(
        document,
        visitWithTypeInfo(types, {
          Field: ({ name }) => (without.includes(name.value) ? null : undefined),
          SelectionSet: {
            leave: (node) =>
              types.getParentType()?.name === 'Note'
                ? { ...node, selections: [...node.selections, secret] }
                : node,
          },
        }),
      );
      return authorize(document, fetched, release);
    },
    answer,
    async data(authorized) {
      const { data, errors } = await told(authorized);
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    async errors(authorized) {
      const { errors = [] } = await told(authorized);
      return errors.map(({ path = [], extensions }) => `${extensions.code} ${path.join('.')}`);
    },
    reset() {
      held.rows = [note('1', false), note('2', true), note('3', false)];
      held.found = [];
      held.gradeOf = (id) => `grade ${id}`;
    },
  };
}

interface Told {
  readonly data: unknown;
  readonly errors?: readonly {
    readonly path?: readonly unknown[];
    readonly extensions: { readonly code: string };
  }[];
}

const secret: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: 'secret' } };
