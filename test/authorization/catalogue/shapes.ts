import { expect } from 'vitest';
import type { Attack } from './attack.ts';
import type { Seen } from './attack-room.ts';

const dataOf = ({ text }: Seen): unknown => (JSON.parse(text) as { readonly data?: unknown }).data;

/** Interfaces and unions: POLY. */
export const polymorphism: readonly Attack[] = [
  {
    id: 'POLY-1',
    tries: 'a field protected on the object type, through an interface that says nothing',
    query: '{ nodes { id secret pub } }',
    also: (seen) =>
      // The other type's own value is shown.
      expect(dataOf(seen)).toEqual({
        nodes: [
          { id: 'm', secret: null, pub: 'public' },
          { id: 'f', secret: 'nothing', pub: 'public' },
        ],
      }),
  },
  {
    id: 'POLY-2',
    tries: 'a field protected on the interface only, through the object type',
    query: '{ guarded { ... on Memo { token } } node { ... on Memo { token } } }',
  },
  { id: 'POLY-2', tries: 'the same through the interface', query: '{ guarded { id token } }' },
  {
    id: 'POLY-4',
    tries: 'an interface without a rule all of whose types are protected',
    query: '{ sealed { pub } }',
  },
  {
    id: 'POLY-4',
    tries: 'whether there is any object of a protected type',
    query: '{ vaults { id } sealed { __typename } }',
    also: (seen) => expect(dataOf(seen)).toMatchObject({ vaults: [], sealed: null }),
  },
  {
    id: 'POLY-5',
    tries: 'a protected type through a lookup by id',
    query: '{ node(id: "v") { ... on Vault { pub } ... on Memo { deep } } }',
  },
  {
    id: 'POLY-6',
    tries: 'a union with one protected member',
    query: '{ either { __typename ... on Memo { pub secret } ... on Flyer { pub } ... on Vault { pub } } }',
    also: (seen) =>
      expect(dataOf(seen)).toEqual({
        either: [
          { __typename: 'Memo', pub: 'public', secret: null },
          { __typename: 'Flyer', pub: 'public' },
        ],
      }),
  },
  {
    id: 'POLY-8',
    tries: 'a chain of interfaces, the field through each of them',
    query:
      '{ node { ... on Node { secret } ... on Doc { secret } ... on Filed { secret deep } ... on Memo { secret deep } } }',
  },
  {
    id: 'POLY-9',
    tries: 'a type of the interface that only another agency has',
    query: '{ samples { id secret ... on Sample { secret } } }',
  },
  {
    id: 'POLY-14',
    tries: 'a protected object behind an interface that promises less',
    query: '{ nodes { ... on Memo { owner { id } } } }',
  },
];

/** Aliases, fragments and doubled keys: FRAG, PROTO. */
export const fragments: readonly Attack[] = [
  { id: 'FRAG-1', tries: 'a protected field by a public name', query: '{ person(id: "b") { name: ssn } }' },
  {
    id: 'FRAG-2',
    tries: 'a public field by a protected name: it is shown, and only it',
    query: '{ person(id: "b") { ssn: name other: ssn } }',
    also: (seen) => expect(dataOf(seen)).toEqual({ person: { ssn: 'Person b', other: null } }),
  },
  {
    id: 'FRAG-4',
    tries: 'two selections of one key that are merged',
    query: '{ a: person(id: "b") { name } a: person(id: "b") { ssn } }',
    also: (seen) => expect(dataOf(seen)).toEqual({ a: { name: 'Person b', ssn: null } }),
  },
  {
    id: 'FRAG-5',
    tries: 'one key in two types, one allowed, one denied',
    query: '{ either { ... on Memo { x: secret } ... on Flyer { x: secret } } }',
    also: (seen) => expect(dataOf(seen)).toEqual({ either: [{ x: null }, { x: 'nothing' }] }),
  },
  {
    id: 'FRAG-5',
    tries: 'the same the other way round',
    query: '{ either { ... on Flyer { x: secret } ... on Memo { x: secret } } }',
    also: (seen) => expect(dataOf(seen)).toEqual({ either: [{ x: null }, { x: 'nothing' }] }),
  },
  {
    id: 'FRAG-6',
    tries: 'a fragment at an allowed and at a denied place',
    query:
      'query { person(id: "a") { boss { ...F } secretBoss { ...F } } } fragment F on Person { id name ssn }',
  },
  {
    id: 'FRAG-8',
    tries: 'hundreds of aliases of one protected field',
    query: `{ person(id: "b") { ${Array.from({ length: 300 }, (_, index) => `f${index}: ssn`).join(' ')} } }`,
    also: ({ received }) => expect((received['notes'] ?? '').length).toBeLessThan(2_000),
  },
  {
    id: 'FRAG-9',
    tries: 'another field in the place of the marking that decides',
    query: '{ person(id: "b") { marking: name grade } }',
    decided: 'depends',
  },
  {
    id: 'FRAG-10',
    tries: 'nothing but what is protected: null, and no broken request',
    query: '{ person(id: "b") { ssn } }',
    also: (seen) => expect(dataOf(seen)).toEqual({ person: { ssn: null } }),
  },
  {
    id: 'PROTO-1',
    tries: 'keys that every object has',
    query: '{ person(id: "b") { __proto__: ssn constructor: grade toString: masked hasOwnProperty: name } }',
    decided: 'depends',
    also: (seen) => {
      expect(seen.text).toContain('"__proto__":null,"constructor":null,"toString":"somebody"');
      expect(seen.text).toContain('"hasOwnProperty":"Person b"');
    },
  },
  {
    id: 'PROTO-2',
    tries: 'a variable called __proto__',
    query: 'query ($__proto__: Boolean!) { person(id: "b") { name ssn @include(if: $__proto__) } }',
    variables: JSON.parse('{ "__proto__": true }') as Record<string, unknown>,
    // Names with two underscores are the specification's own.
    cleared: 'nobody',
  },
];

/** What stands in the place of a value: NULL and the modes of withholding. */
export const substitutes: readonly Attack[] = [
  {
    id: 'NULL-1',
    tries: 'positions by nulls in a list',
    query: '{ people { ssn grade } }',
    decided: 'depends',
  },
  { id: 'NULL-2', tries: 'null, empty or absent', query: '{ person(id: "b") { list } }' },
  {
    id: 'NULL-2',
    tries: 'a mask, a less exact value and a tearline beside each other',
    query: '{ person(id: "b") { masked exact whole } }',
    also: (seen) =>
      expect(dataOf(seen)).toEqual({ person: { masked: 'somebody', exact: 'rough', whole: 'part' } }),
  },
  {
    id: 'NULL-2',
    tries: 'what is hidden: not there, and nothing says so',
    query: '{ person(id: "b") { name hidden } }',
    also: ({ status, text }) => {
      expect(status).toBe(400);
      expect(text).not.toMatch(/withheld|secret\.read/u);
    },
  },
  {
    id: 'ROW-10',
    tries: 'the id of an object behind a protected edge',
    query: '{ person(id: "b") { secretBoss { id name } } }',
  },
  {
    id: 'ROW-1',
    tries: 'an object that is released to others',
    query: '{ noted { id note { text } } }',
    decided: 'depends',
    also: (seen) => expect(dataOf(seen)).toEqual({ noted: { id: 'b', note: null } }),
  },
];
