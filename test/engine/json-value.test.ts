import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonString, parseExactly } from '../../gateway/execute/compiled/json-value.ts';
import { openKnownInputs } from '../../gateway/execute/compiled/known-inputs.ts';

/** As the text is written again, numbers kept as they came. */
const again = (text: string): string => JSON.stringify(parseExactly(text));

test.each([
  '[9007199254740993]',
  '[-9007199254740993]',
  '[12345678901234567890123456789]',
  '[1,9007199254740993]',
  '{"a":9007199254740993,"b":"x"}',
  '{"a":[-90071992547409931,{"b":18446744073709551615}]}',
  `{"pad":"${'x'.repeat(40)}","a":9007199254740993}`,
])('an integer beyond 2^53 is kept digit by digit: %s', (text) => {
  expect(again(text)).toBe(text);
});

test('wherever a long integer stands in a text, it is found', () => {
  for (let pad = 0; pad < 40; pad += 1) {
    for (const digits of ['9007199254740993', '90071992547409930', '-9007199254740993']) {
      const text = `["${'x'.repeat(pad)}",${digits}]`;
      expect(again(text)).toBe(text);
    }
  }
});

test('digits in strings and fractions change nothing', () => {
  const text = '{"1234567890123456789":"1234567890123456789","a":0.1234567890123456789}';
  expect(parseExactly(text)).toEqual(JSON.parse(text));
});

test('a text of nothing but digits is read in a time that grows with its length', () => {
  const digits = '1'.repeat(4_000_000);
  expect(parseExactly(`"${digits}"`)).toBe(digits);
});

test('a string is written as JSON.stringify does it', () => {
  const any = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
      .map((codes) => String.fromCharCode(...codes)),
  );
  fc.assert(
    fc.property(any, (value) => jsonString(value) === JSON.stringify(value)),
    { numRuns: 300 },
  );
});

test('objects have the same representation only if type and all values are the same', () => {
  const inputs = openKnownInputs();
  const keys = ['id', 'code'];
  inputs.note('Site', keys, { id: '1', code: 2 }, 7);
  inputs.note('Site', keys, { id: null, code: 2 }, 8);
  const find = (typename: string, object: Record<string, unknown>) => inputs.find(typename, keys, object);
  expect(find('Site', { id: '1', code: 2, more: true })).toBe(7);
  for (const other of [
    { id: 1, code: 2 },
    { id: '1', code: '2' },
    { id: '1' },
    { id: null, code: 2 },
    { id: {}, code: 2 },
  ]) {
    expect(find('Site', other)).toBeUndefined();
  }
  expect(find('Place', { id: '1', code: 2 })).toBeUndefined();
});
