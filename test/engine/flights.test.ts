import { describe, expect, test } from 'vitest';
import { openDeadlines } from '../../gateway/execute/agency-deadlines.ts';
import { openFlights } from '../../gateway/execute/flights.ts';

describe('flights', () => {
  test('are found by their text and by what else makes them equal, until they are removed', () => {
    const flights = openFlights<{ readonly caller: string }>();
    const all = Array.from({ length: 5000 }, (_, index) => ({
      text: `{"query":"{a}","variables":{"id":${index % 2500}}}`,
      flight: { caller: index < 2500 ? 'a' : 'b' },
    }));
    for (const { text, flight } of all) flights.add(text, flight);
    for (const { text, flight } of all) {
      expect(flights.find(text, ({ caller }) => caller === flight.caller)).toBe(flight);
      expect(flights.find(text, () => false)).toBeUndefined();
    }
    for (const { text, flight } of all.slice(0, 2500)) flights.remove(text, flight);
    for (const { text, flight } of all) {
      const found = flight.caller === 'b' ? flight : undefined;
      expect(flights.find(text, ({ caller }) => caller === flight.caller)).toBe(found);
    }
  });

  test.each(['', 'a', 'x'.repeat(100_000)])('of a text of any length', (text) => {
    const flights = openFlights<object>();
    const [one, other] = [{}, {}];
    flights.add(text, one);
    flights.remove(text, other);
    expect(flights.find(text, () => true)).toBe(one);
    flights.remove(text, one);
    flights.remove(text, one);
    expect(flights.find(text, () => true)).toBeUndefined();
  });
});

describe('deadlines', () => {
  test('pass for those that were not ended, also when one ends or begins another', async () => {
    const deadlines = openDeadlines(50);
    const passed: string[] = [];
    const ends: Record<string, () => void> = {};
    for (const name of ['a', 'b', 'c', 'd']) {
      ends[name] = deadlines.start(() => {
        passed.push(name);
        if (name === 'b') ends['c']?.();
        if (name === 'd') deadlines.start(() => passed.push('later'));
      });
    }
    ends['a']?.();
    ends['a']?.();
    await expect.poll(() => passed).toEqual(['b', 'd', 'later']);
    deadlines.stop();
  });

  test('do not pass once all are stopped', async () => {
    const deadlines = openDeadlines(10);
    const passed: string[] = [];
    deadlines.start(() => passed.push('a'));
    deadlines.stop();
    const other = openDeadlines(30);
    await new Promise<void>((done) => void other.start(done));
    expect(passed).toEqual([]);
  });
});
