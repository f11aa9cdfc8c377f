import { describe, expect, it } from 'vitest';
import { all, always, any, joined, list, never, sql, value } from '../../../subgraphs/kit/fragment.ts';

describe('a fragment', () => {
  it('numbers its placeholders anew where it is put, and leaves quoted text alone', () => {
    const inner = { sql: `"a $1" = $2 and b = '$1 '';' and c = $1`, parameters: ['x', 'y'] };
    expect(sql`${value('first')} ${inner} ${value(3)} ${inner}`).toEqual({
      sql: `$1 "a $1" = $3 and b = '$1 '';' and c = $2 $4 "a $1" = $6 and b = '$1 '';' and c = $5`,
      parameters: ['first', 'x', 'y', 3, 'x', 'y'],
    });
  });

  it.each([
    ['a placeholder without a value', { sql: 'a = $2', parameters: ['x'] }],
    ['a value without a placeholder', { sql: 'a = b', parameters: ['x'] }],
    ['a comment that swallows what follows', { sql: 'a = $1 --', parameters: ['x'] }],
    ['a block comment', { sql: 'a = $1 /*', parameters: ['x'] }],
    ['a second statement', { sql: 'a = $1; delete from b', parameters: ['x'] }],
  ])('is refused with %s', (_, fragment) => {
    expect(() => sql`select ${fragment}`).toThrow('an SQL text');
    expect(() => all([always, fragment])).toThrow('an SQL text');
  });

  it('keeps the meaning of each condition that is combined', () => {
    const either = { sql: 'a or b', parameters: [] };
    expect(all([either, undefined, either]).sql).toBe('(a or b) and (a or b)');
    expect(any([either, either]).sql).toBe('((a or b) or (a or b))');
    expect([all([]), all([undefined]), any([])]).toEqual([always, always, never]);
  });

  it.each([
    [0, 'null'],
    [1, '$1'],
    [2, '$1, $2'],
    [3, '$1, $2, $3, $4'],
    [5, '$1, $2, $3, $4, $5, $6, $7, $8'],
  ])('lists %i values in as many placeholders as a power of two', (count, text) => {
    const values = Array.from({ length: count }, (_, n) => n);
    const { sql: listed, parameters } = list(values);
    expect(listed).toBe(text);
    expect([...new Set(parameters)]).toEqual(values);
  });

  it('joins none to nothing', () => {
    expect(joined([], ', ')).toEqual({ sql: '', parameters: [] });
  });
});
