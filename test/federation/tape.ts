/**
 * A list of numbers read one by one, each a decision; where it ends every further decision is the first choice.
 *
 * A shorter tape of smaller numbers makes something smaller of the same kind, so fast-check can shrink it.
 */
export interface Tape {
  /** A number from 0 up to `choices`, without it. */
  next(choices: number): number;
  pick<T>(options: readonly [T, ...T[]]): T;
  /** Whether something that happens once in `times` happens. */
  once(times: number): boolean;
}

export function tapeOf(numbers: readonly number[]): Tape {
  let place = 0;
  const next = (choices: number): number => (numbers[place++] ?? 0) % choices;
  return {
    next,
    pick: (options) => options[next(options.length)] ?? options[0],
    once: (times) => next(times) === times - 1,
  };
}
