import { describe, expect, it } from 'vitest';
import { table } from '../../../subgraphs/kit/table.ts';
import { marking, sighting, sightings } from './sighting.ts';

describe('a table', () => {
  it('names its columns in snake case, those of the marking last', () => {
    expect(sightings.select.sql).toBe(
      '"id", "parent", "seen_at", "name", "score", "times", "is_open", "order", ' +
        '"tlp", "releasable_to", "originator", "caveats", "case_id", "cap_status"',
    );
  });

  it('gives an object back from its values', () => {
    const whole = sighting('a', {
      order: { b: [1, null], a: 'é' },
      isOpen: true,
      score: -0.5,
      marking: { ...marking, case: 'c' },
    });
    const values = sightings.toValues(whole);
    expect(values.slice(6, 8)).toEqual([1, '{"a":"é","b":[1,null]}']);
    const row = Object.fromEntries(sightings.columns.map(({ name }, index) => [name, values[index] ?? null]));
    expect(sightings.fromRow(row)).toEqual(whole);
  });

  it('throws for a row without one of its columns', () => {
    expect(() => sightings.fromRow({ id: 'a' })).toThrow('column `parent` holds no text');
  });

  it('knows no other column than its own', () => {
    for (const property of ['nothing', 'seen_at', '"', '__proto__', 'constructor', 'tlp']) {
      expect(() => sightings.column(property)).toThrow(`has no column for \`${property}\``);
    }
  });

  it.each([
    [
      'a name that is no plain word',
      { name: 'a"b', key: ['id'], columns: { id: 'text' } },
      'cannot name a table',
    ],
    [
      'a column that is no plain word',
      { name: 'a', key: ['i"d'], columns: { 'i"d': 'text' } },
      'cannot name a column',
    ],
    ['a key that may be null', { name: 'a', key: ['id'], columns: { id: 'text?' } }, 'cannot be in a key'],
    ['a key without a column', { name: 'a', key: ['no'], columns: { id: 'text' } }, 'has no column for `no`'],
    [
      'a column twice',
      { name: 'a', key: ['aB'], columns: { aB: 'text', a_b: 'text' } },
      'has the column `a_b` twice',
    ],
  ])('is refused with %s', (_, spec, message) => {
    expect(() => table<Record<string, string>>(spec as never)).toThrow(message);
  });
});
