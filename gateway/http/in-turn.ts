/** Calls `work` for one value after the other; a failure is told to whoever gave the value and to nobody else. */
export function inTurn<T>(work: (value: T) => Promise<void>): (value: T) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (value) => {
    const turn = last.then(() => work(value));
    last = turn.catch(() => undefined);
    return turn;
  };
}
