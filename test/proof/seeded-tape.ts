import type { Tape } from '../federation/tape.ts';

/** An endless tape of decisions that follow from the seed alone. */
export function seededTape(seed: string): Tape {
  let state = 2166136261;
  for (let index = 0; index < seed.length; index++) {
    state = Math.imul(state ^ seed.charCodeAt(index), 16777619);
  }
  const next = (choices: number): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % choices;
  };
  return {
    next,
    pick: (options) => options[next(options.length)] ?? options[0],
    once: (times) => next(times) === 0,
  };
}
