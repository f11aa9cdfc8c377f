import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { openKnownDocuments } from '../../gateway/operation/known-documents.ts';
import { openOperations } from '../../gateway/operation/operations.ts';

const schema = buildSchema('type Query { a: Int b: Int } type Mutation { c: Int }');
const without = buildSchema('type Query { a: Int }');
const padded = (name: string): string => `query ${name} { a }${' '.repeat(990)}`;

test('a document is checked once for a schema, and for each schema by itself', () => {
  const documents = openKnownDocuments();
  expect(documents.of(schema, '{ b }')).toMatchObject({ kind: 'document' });
  expect(documents.of(schema, '{ b }')).toBe(documents.of(schema, '{ b }'));
  expect(documents.has(without, '{ b }')).toBe(false);
  expect(documents.of(without, '{ b }')).toMatchObject({ kind: 'refused' });
  expect(documents.of(without, '{ b }')).toBe(documents.of(without, '{ b }'));
});

test('no more than a bound of characters is kept, and what is used stays', () => {
  const documents = openKnownDocuments(10_000);
  const used = documents.of(schema, padded('Used'));
  const names = Array.from({ length: 100 }, (_, index) => `Q${index}`);
  for (const name of names) {
    documents.of(schema, padded(name));
    expect(documents.of(schema, padded('Used'))).toBe(used);
  }
  const kept = names.filter((name) => documents.has(schema, padded(name)));
  expect(kept.length).toBeLessThanOrEqual(20);
  expect(kept).toContain('Q99');
});

test('short documents count for what they take, refused ones too', () => {
  const documents = openKnownDocuments(10_000);
  const texts = Array.from({ length: 200 }, (_, index) => `{ x${index} }`);
  for (const text of texts) documents.of(schema, text);
  expect(texts.filter((text) => documents.has(schema, text)).length).toBeLessThanOrEqual(40);
});

test('variables come with their defaults, and only those that are declared', () => {
  const operations = openOperations();
  const used = 'query ($on: Boolean! = true, $off: Boolean!) { a @include(if: $on) b @skip(if: $off) }';
  expect(operations.check(schema, { query: used, variables: { off: false, other: 1 } })).toMatchObject({
    kind: 'operation',
    coerced: { on: true, off: false },
  });
  expect(operations.check(schema, { query: used, variables: { off: 'no' } })).toMatchObject({
    kind: 'refused',
    refusals: [{ code: 'BAD_USER_INPUT' }],
  });
});
