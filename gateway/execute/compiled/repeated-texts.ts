/** The JSON of values that stand at several places of one answer, by the writer that wrote it. */
export interface RepeatedTexts {
  /** Whether a value may stand at several places. */
  has(value: object): boolean;
  get(writer: object, value: object): string | undefined;
  set(writer: object, value: object, text: string): void;
}

/** Nothing is written yet of `shared`, the values that may stand at several places. */
export function openRepeatedTexts(shared: ReadonlySet<unknown>): RepeatedTexts {
  if (shared.size === 0) return noTexts;
  const texts = new Map<object, Map<object, string>>();
  return {
    has: (value) => shared.has(value),
    get: (writer, value) => texts.get(writer)?.get(value),
    set(writer, value, text) {
      const byValue = texts.get(writer);
      if (byValue) byValue.set(value, text);
      else texts.set(writer, new Map([[value, text]]));
    },
  };
}

const noTexts: RepeatedTexts = { has: () => false, get: () => undefined, set: () => undefined };
