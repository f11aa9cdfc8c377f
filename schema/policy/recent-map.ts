/** A map of at most `limit` entries: the one that was not used for the longest time makes room. */
export interface RecentMap<Key, Value> {
  /** The value of a key, made where it is not there. */
  get(key: Key, make: () => Value): Value;
  /** The value of a key if it is there; it counts as used no more recently than before. */
  peek(key: Key): Value | undefined;
  readonly size: number;
}

/** An empty map of the `limit` most recently used entries. */
export function openRecentMap<Key, Value>(limit: number): RecentMap<Key, Value> {
  const entries = new Map<Key, { readonly value: Value }>();
  return {
    get(key, make) {
      const found = entries.get(key);
      const entry = found ?? { value: make() };
      if (found !== undefined) entries.delete(key);
      entries.set(key, entry);
      if (entries.size > limit) {
        const [oldest] = entries.keys();
        if (oldest !== undefined) entries.delete(oldest);
      }
      return entry.value;
    },
    peek: (key) => entries.get(key)?.value,
    get size() {
      return entries.size;
    },
  };
}
