/** A map of at most `limit` entries: the one that was not used for the longest time makes room. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** Least recently used first. */
  keys(): Iterable<string>;
}

/** An empty map of the `limit` most recently used entries. */
export function openRecent<Value>(limit: number): Recent<Value> {
  const entries = new Map<string, Value>();
  let newest: string | undefined;
  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined || key === newest) return value;
      newest = key;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key, value) {
      newest = key;
      entries.delete(key);
      entries.set(key, value);
      if (entries.size <= limit) return;
      const [oldest] = entries.keys();
      if (oldest !== undefined) entries.delete(oldest);
    },
    delete: (key) => entries.delete(key),
    keys: () => entries.keys(),
  };
}
