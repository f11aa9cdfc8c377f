import { isRecord } from './record.ts';

/** The banner of an answer: the strictest label of everything that it shows. */
export interface ShownMarking {
  /** As TLP 2.0 writes it: `TLP:AMBER+STRICT`. */
  readonly label: string;
  readonly tlp: 'RED' | 'AMBER' | 'GREEN' | 'CLEAR';
  readonly contributors: readonly string[];
  readonly isExercise: boolean;
}

/** One coordinate that an answer withholds; `places` are the first paths, as a person reads them. */
export interface ShownWithheld {
  readonly coordinate: string;
  readonly reason: string;
  readonly custodian: string;
  readonly mode: string;
  readonly marking?: string;
  readonly instead?: string;
  readonly requestable: boolean;
  readonly count: number;
  readonly places: readonly string[];
}

/** What an answer says beside its data. */
export interface AnswerNotes {
  readonly marking?: ShownMarking;
  readonly withheld: readonly ShownWithheld[];
  /** How many values are withheld in all; more than the entries tell of where the list is cut off. */
  readonly count: number;
}

/** Nothing is said: no answer was given yet. */
export const noNotes: AnswerNotes = { withheld: [], count: 0 };

const placesShown = 5;

/** Reads the notes of an answer; what cannot be read is left out, except that something is withheld. */
export function answerNotesOf(answer: unknown): AnswerNotes {
  const extensions = isRecord(answer) ? answer.extensions : undefined;
  if (!isRecord(extensions)) return noNotes;
  const { withheld } = extensions;
  const marking = markingOf(extensions.marking);
  const items = isRecord(withheld) && Array.isArray(withheld.items) ? (withheld.items as unknown[]) : [];
  const shown = items.flatMap(withheldOf);
  const told = isRecord(withheld) && typeof withheld.count === 'number' ? withheld.count : 0;
  return {
    ...(marking ? { marking } : {}),
    withheld: shown,
    count: Math.max(
      told,
      shown.reduce((sum, { count }) => sum + count, 0),
    ),
  };
}

function markingOf(marking: unknown): ShownMarking | undefined {
  if (!isRecord(marking)) return undefined;
  const { tlp: label, contributors, status } = marking;
  const tlp = /^TLP:(RED|AMBER|GREEN|CLEAR)(?:\+STRICT)?$/u.exec(String(label))?.[1];
  if (typeof label !== 'string' || tlp === undefined) return undefined;
  return {
    label,
    tlp: tlp as ShownMarking['tlp'],
    contributors: texts(contributors),
    isExercise: status === 'EXERCISE',
  };
}

function withheldOf(item: unknown): readonly ShownWithheld[] {
  if (!isRecord(item) || typeof item.coordinate !== 'string') return [];
  const paths: readonly unknown[] = Array.isArray(item.paths) ? item.paths : [];
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return [
    {
      coordinate: item.coordinate,
      reason: text(item.reason),
      custodian: text(item.custodian),
      mode: text(item.mode),
      ...(typeof item.marking === 'string' ? { marking: item.marking } : {}),
      ...(typeof item.instead === 'string' ? { instead: item.instead } : {}),
      requestable: item.requestable === true,
      count: paths.length,
      places: paths.slice(0, placesShown).flatMap((path) => (Array.isArray(path) ? [path.join('.')] : [])),
    },
  ];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
