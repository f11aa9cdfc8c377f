import type { WithholdMode } from '../supergraph/withhold.ts';

/** A place in an answer: the caller's keys, and indexes as they are written. */
export type AnswerPath = readonly (string | number)[];

/**
 * What an answer tells of one coordinate that it withholds (`extensions.withheld.items`).
 *
 * `marking` is the label of the object; it is left out where the object's marking is not known. `counts`, for COUNT,
 * are how many there are, one for each path. `instead` names the coordinate whose value is shown in the place of the
 * withheld one, or may be asked for.
 */
export interface WithheldItem {
  readonly coordinate: string;
  readonly paths: AnswerPath[];
  readonly counts?: (number | null)[];
  readonly reason: string;
  readonly mode: WithholdMode;
  readonly custodian: string;
  readonly marking?: string;
  readonly requestable: boolean;
  readonly instead?: string;
}

/** What is told of a withheld value besides where it is. */
export type WithheldFact = Omit<WithheldItem, 'paths' | 'counts'>;

/** Everything that an answer withholds; `count` goes on where `items` stop. */
export interface WithheldList {
  readonly count: number;
  readonly truncated: boolean;
  readonly items: readonly WithheldItem[];
}

/** Collects what one answer withholds. */
export interface WithheldNotes {
  note(fact: WithheldFact, path: () => AnswerPath, count?: number | null): void;
  list(): WithheldList;
}

/** Paths that one answer tells of at most: what is withheld a thousand times is told, not listed a thousand times. */
const maximumPaths = 200;

/** Opens the notes of one answer. */
export function openWithheldNotes(): WithheldNotes {
  const items = new Map<string, WithheldItem>();
  let count = 0;
  return {
    note(fact, path, counted) {
      count += 1;
      if (count > maximumPaths) return;
      const { coordinate, marking = '', mode, instead = '' } = fact;
      const key = `${coordinate} ${mode} ${marking} ${instead} ${counted === undefined}`;
      let item = items.get(key);
      if (!item) {
        item = { ...fact, paths: [], ...(counted === undefined ? {} : { counts: [] }) };
        items.set(key, item);
      }
      item.paths.push(path());
      item.counts?.push(counted ?? null);
    },
    list: () => ({ count, truncated: count > maximumPaths, items: [...items.values()] }),
  };
}
