import { expect, test } from 'vitest';
import { everyMutant } from './code-mutants.ts';
import { equivalentMutants } from './equivalent-mutants.ts';
import { mutantsOf } from './mutants.ts';
import { seededBugs } from './seeded-bugs.ts';

test.each(seededBugs.map((bug) => [bug.name, bug] as const))(
  'the source still holds what is broken by: %s',
  (_name, { patches }) => {
    expect(patches()).not.toEqual([]);
  },
);

test('what is set aside as equivalent is still there, once said', () => {
  const texts = equivalentMutants.map(({ file, was, becomes }) => `${file}: ${was} becomes ${becomes}`);
  const files = [...new Set(equivalentMutants.map(({ file }) => file))];
  const there = new Set(
    files.flatMap((file) => mutantsOf(file).map(({ was, becomes }) => `${file}: ${was} becomes ${becomes}`)),
  );
  expect(texts.filter((text) => !there.has(text))).toEqual([]);
  expect(texts.length).toBe(new Set(texts).size);
});

test('there are mutants to draw of every enforcing room', () => {
  const rooms = new Set(everyMutant().map(({ file }) => file.slice(0, file.lastIndexOf('/'))));
  expect([...rooms].toSorted()).toEqual([
    'gateway/authorize',
    'gateway/flow',
    'gateway/marking',
    'gateway/release',
    'gateway/rights',
    'gateway/supergraph',
    'schema/policy',
  ]);
});
