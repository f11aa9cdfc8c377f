import type { ReleaseSession } from '../execute/compiled/release.ts';
import { shownLabel, stricter, type Label } from '../marking/marking.ts';
import type { MetMarking } from './object-markings.ts';
import { openWithheldNotes, type WithheldList, type WithheldNotes } from './withheld.ts';

/** The strictest of everything that an answer shows: its banner (`extensions.marking`). */
export interface Banner {
  readonly tlp: string;
  readonly contributors: readonly string[];
  /** EXERCISE as soon as anything in the answer belongs to an exercise. */
  readonly status: string;
}

/** A value that was given out, or kept back, and has to be in the disclosure log before the answer leaves. */
export interface Disclosed {
  readonly coordinate: string;
  readonly type: string;
  /** The object's key fields as they were fetched; empty where it has none. */
  readonly entity: Readonly<Record<string, unknown>>;
  readonly marking: string;
  readonly decision: 'RELEASED' | 'SUPPRESSED' | 'MASKED';
  readonly policies: readonly string[];
  /** How often in one answer: under how many keys and at how many places. */
  count: number;
}

/** What the release of one answer came to. */
export interface ReleaseNotes {
  readonly session: ReleaseSession;
  withheld(): WithheldList;
  /** Undefined when nothing that is marked was shown. */
  banner(): Banner | undefined;
  readonly disclosed: readonly Disclosed[];
  /** Objects that an agency let through in a list and the gateway had to drop: its layer and ours disagree. */
  disagreements(): number;
  /** Coordinate whose denial ends the operation (mode DENY), if there was one. */
  refusal(): string | undefined;
}

/** The inside of a session, for the releases alone. */
export interface ReleaseWork extends ReleaseSession {
  readonly withheld: WithheldNotes;
  readonly shown: Set<MetMarking>;
  /** Notes what became of an object's value; `made` is called for the first of equal `what` alone. */
  disclose(object: object, what: string, made: () => Omit<Disclosed, 'count'>): void;
  dropped: number;
  refused: string | undefined;
}

/** Opens the notes of one answer; every request needs its own. */
export function openReleaseNotes(): ReleaseNotes {
  const disclosed: Disclosed[] = [];
  const known = new Map<object, Map<string, Disclosed>>();
  const work = {
    withheld: openWithheldNotes(),
    shown: new Set<MetMarking>(),
    disclose(object, what, made) {
      const whats = known.get(object) ?? new Map<string, Disclosed>();
      known.set(object, whats);
      const before = whats.get(what);
      if (before) {
        before.count += 1;
        return;
      }
      const first = { ...made(), count: 1 };
      whats.set(what, first);
      disclosed.push(first);
    },
    dropped: 0,
    refused: undefined,
  } satisfies Omit<ReleaseWork, keyof ReleaseSession> as unknown as ReleaseWork;
  return {
    session: work,
    withheld: () => work.withheld.list(),
    banner: () => bannerOf(work.shown),
    disclosed,
    disagreements: () => work.dropped,
    refusal: () => work.refused,
  };
}

/** The inside of a session that `openReleaseNotes` made. */
export function workOf(session: ReleaseSession): ReleaseWork {
  return session as ReleaseWork;
}

function bannerOf(shown: ReadonlySet<MetMarking>): Banner | undefined {
  const markings = [...shown].map(({ marking }) => marking);
  const [first] = markings;
  if (!first) return undefined;
  const tlp = markings.reduce<Label>((label, marking) => stricter(label, marking.tlp), first.tlp);
  const contributors = new Set(markings.flatMap(({ originators }) => originators));
  const statuses = markings.map(({ status }) => status);
  const status = statuses.includes('EXERCISE') ? 'EXERCISE' : (statuses[0] ?? 'ACTUAL');
  return { tlp: shownLabel(tlp), contributors: [...contributors].toSorted(), status };
}
