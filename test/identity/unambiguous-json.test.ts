import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unambiguousJson } from '../../gateway/identity/unambiguous-json.ts';

test('what is written as JSON is read as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
      const json = JSON.stringify(value, undefined, space);
      expect(unambiguousJson(json)).toEqual(JSON.parse(json));
    }),
  );
});

test('a member that is there a second time is found wherever it is', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.jsonValue({ maxDepth: 3 }),
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom('X', '[1,X]', '{"a":{"b":[X]}}', '{"a":X,"b":":\\":"}'),
      (name, one, other, around) => {
        const member = (value: unknown): string => `${JSON.stringify(name)} : ${JSON.stringify(value)}`;
        const twice = around.replace('X', () => `{${member(one)},${member(other)}}`);
        expect(() => JSON.parse(twice)).not.toThrow();
        expect(() => unambiguousJson(twice)).toThrow('an object names a member twice');
      },
    ),
  );
});

test.each([
  ['{"agency":"cyber","agency":"cyber"}'],
  ['{"agency":"cyber","\\u0061gency":"elections"}'],
  ['{"__proto__":1,"__proto__":1}'],
  ['{"a":{"b":1,"b":2}}'],
  ['[{"":1,"":2}]'],
])('%s names a member twice', (json) => {
  expect(() => unambiguousJson(json)).toThrow('an object names a member twice');
});

test.each([['{"a":"b","b":"a"}'], ['{"a":"\\":\\"a\\":","b":["a","a"]}'], ['{"a":{"a":{"a":1}}}'], ['7']])(
  '%s names none twice',
  (json) => {
    expect(unambiguousJson(json)).toEqual(JSON.parse(json));
  },
);

test('nesting ends at 32 levels', () => {
  const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  expect(() => unambiguousJson(nested(32))).not.toThrow();
  expect(() => unambiguousJson(nested(33))).toThrow('nested too deeply');
});
