import { expect, test } from 'vitest';
import type { JsonObject } from '../../gateway/execute/compiled/json-value.ts';
import { openTargetSearch, targetPath } from '../../gateway/execute/compiled/targets.ts';

/** Labels of the objects found at the paths, in order. */
function found(root: JsonObject, shared: ReadonlySet<unknown>, ...paths: readonly string[][]): unknown[] {
  const search = openTargetSearch(shared);
  const labels: unknown[] = [];
  for (const path of paths) search.each(root, targetPath(path), ({ label }) => labels.push(label));
  return labels;
}

const list = [
  { x: { label: 'x0' }, y: { label: 'y0' } },
  { x: { label: 'x1' }, y: null },
];
const root: JsonObject = { first: { list }, second: { list } };

test('what stands at two places is found once, by whichever way', () => {
  const ways = [
    ['first', 'list', '@', 'x'],
    ['second', 'list', '@', 'x'],
  ];
  expect(found(root, new Set([list]), ...ways)).toEqual(['x0', 'x1']);
});

test('ways that part below what stands at two places are each gone', () => {
  const ways = [
    ['first', 'list', '@', 'x'],
    ['second', 'list', '@', 'y'],
  ];
  expect(found(root, new Set([list]), ...ways)).toEqual(['x0', 'x1', 'y0']);
});

test('what is not known to be the same is found at each place', () => {
  const ways = [
    ['first', 'list', '@', 'x'],
    ['second', 'list', '@', 'x'],
  ];
  expect(found(root, new Set(), ...ways)).toEqual(['x0', 'x1', 'x0', 'x1']);
});
