import { parse, print } from 'graphql';
import { expect, test } from 'vitest';
import { narrowedSupergraph } from '../../gateway/plan/narrowed-supergraph.ts';
import { supergraphSdl } from './plan-room.ts';

/** Fields that lose subgraphs, as `Type.field GRAPH` with the subgraph that is left. */
function narrowed(sdls: Readonly<Record<string, string>>): string[] {
  const before = parse(supergraphSdl(sdls));
  const joins = (document: typeof before): Map<string, string[]> =>
    new Map(
      document.definitions.flatMap((definition) =>
        definition.kind === 'ObjectTypeDefinition'
          ? (definition.fields ?? []).map((field): [string, string[]] => [
              `${definition.name.value}.${field.name.value}`,
              (field.directives ?? []).map((directive) => print(directive)),
            ])
          : [],
      ),
    );
  const old = joins(before);
  return [...joins(narrowedSupergraph(before))]
    .filter(([field, directives]) => directives.join() !== old.get(field)?.join())
    .map(([field, directives]) => `${field} ${directives.join(' ')}`);
}

const query = 'type Query { item: Item }';

test('a shared field of an entity that leads on to another entity is left to one subgraph', () => {
  const item = 'type Item @key(fields: "id") { id: ID! size: Int @shareable next: Item @shareable';
  expect(narrowed({ a: `${query} ${item} }`, b: `${item} }`, c: `${item} own: Int }` })).toEqual([
    'Item.next @join__field(graph: A)',
  ]);
});

test('one subgraph is chosen for as many fields as can be', () => {
  const item = 'type Item @key(fields: "id") { id: ID! two: Item @shareable';
  expect(
    narrowed({
      a: `${query} type Item @key(fields: "id") { id: ID! one: Item @shareable }`,
      b: `${item} one: Item @shareable }`,
      c: `${item} }`,
    }),
  ).toEqual(['Item.one @join__field(graph: B)', 'Item.two @join__field(graph: B)']);
});

test.each([
  {
    kept: 'that a value type has, which cannot be looked up elsewhere',
    sdls: {
      a: `${query} type Item { next: Item @shareable }`,
      b: 'type Query { other: Item } type Item { next: Item @shareable }',
    },
  },
  {
    kept: 'whose values have more in one subgraph than in the other',
    sdls: {
      a: `${query} type Item @key(fields: "id") { id: ID! box: Box @shareable } type Box { x: Int @shareable a: Int }`,
      b: 'type Item @key(fields: "id") { id: ID! box: Box @shareable } type Box { x: Int @shareable b: Int }',
    },
  },
  {
    kept: 'of a type whose key not every subgraph has',
    sdls: {
      a: `${query} type Item @key(fields: "id") { id: ID! next: Item @shareable }`,
      b: 'type Item @key(fields: "id") @key(fields: "code") { id: ID! code: ID! next: Item @shareable }',
      c: 'type Query { other: Item } type Item @key(fields: "code") { code: ID! next: Item @shareable }',
    },
  },
  {
    kept: 'that another field requires',
    sdls: {
      a: `${query} type Item @key(fields: "id") { id: ID! next: Item @shareable size: Int }`,
      b: 'type Item @key(fields: "id") { id: ID! next: Item @shareable size: Int @external sum: Int @requires(fields: "next { size }") }',
    },
  },
  {
    kept: 'that an interface has',
    sdls: {
      a: `${query} interface Linked { next: Item } type Item implements Linked @key(fields: "id") { id: ID! next: Item @shareable }`,
      b: 'type Item @key(fields: "id") { id: ID! next: Item @shareable }',
    },
  },
  {
    kept: 'that moves by an override',
    sdls: {
      a: `${query} type Item @key(fields: "id") { id: ID! next: Item @shareable }`,
      b: 'type Item @key(fields: "id") { id: ID! next: Item @shareable @override(from: "a", label: "percent(5)") }',
    },
  },
])('a field $kept stays as it is', ({ sdls }) => {
  expect(narrowed(sdls)).toEqual([]);
});
