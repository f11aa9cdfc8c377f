import { createHash } from 'node:crypto';

/** Random choices that are the same for the same seed, on every machine. */
export interface SeededRandom {
  /** 0 up to but not including 1. */
  readonly fraction: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  /** One of the values; an empty list throws. */
  readonly pick: <T>(values: readonly T[]) => T;
  /** `count` different ones of the values, in the values' order; all of them where there are not so many. */
  readonly sample: <T>(values: readonly T[], count: number) => readonly T[];
}

/** The generator of one purpose of a seed: two purposes never disturb each other's choices. */
export function seededRandom(seed: string, purpose: string): SeededRandom {
  let state = createHash('sha256').update(`${seed} ${purpose}`).digest().readUInt32LE(0);
  // Mulberry32: 32 bits of state are enough for a story and need no package.
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(fraction() * (high - low + 1));
  return {
    fraction,
    between,
    pick(values) {
      const picked = values[between(0, values.length - 1)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    sample(values, count) {
      const indexes = values.map((_, index) => ({ index, weight: fraction() }));
      const chosen = new Set(
        indexes
          .toSorted((a, b) => a.weight - b.weight)
          .slice(0, count)
          .map(({ index }) => index),
      );
      return values.filter((_, index) => chosen.has(index));
    },
  };
}

/** A STIX identifier that is the same for the same words: `indicator--…`. */
export function stixIdOf(type: string, words: string): string {
  const hex = createHash('sha256').update(`watchfloor ${type} ${words}`).digest('hex');
  // Version 8 of RFC 9562: the maker decides about the bits.
  return `${type}--${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
