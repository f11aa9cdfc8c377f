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
  readonly decision: 'RELEASED' | 'SUPPRESSED' | 'MASKED' | 'SENT';
  readonly policies: readonly string[];
  /** The agencies that were sent the value, sorted. */
  readonly receivers: readonly string[];
  /** How often in one answer: under how many keys and at how many places. */
  count: number;
}

/** A value that a request carried to an agency; what it is about is read once all that was asked for is there. */
export interface SentValue {
  readonly coordinate: string;
  readonly type: string;
  readonly agency: string;
  readonly about: () => Pick<Disclosed, 'entity' | 'marking'>;
}

/** What the release of one answer came to. */
export interface ReleaseNotes {
  readonly session: ReleaseSession;
  withheld(): WithheldList;
  /** Undefined when nothing that is marked was shown. */
  banner(): Banner | undefined;
  /** Notes that a value was sent to an agency, whatever becomes of it in the answer. */
  sent(value: SentValue): void;
  disclosed(): readonly Disclosed[];
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
  disclose(object: object, what: string, made: () => Omit<Disclosed, 'count' | 'receivers'>): void;
  dropped: number;
  refused: string | undefined;
}

/** Opens the notes of one answer; every request needs its own. */
export function openReleaseNotes(): ReleaseNotes {
  const disclosed: Disclosed[] = [];
  const known = new Map<object, Map<string, Disclosed>>();
  const sent: SentValue[] = [];
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
      const first = { ...made(), receivers: nobody, count: 1 };
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
    sent: (value) => void sent.push(value),
    disclosed: () => (sent.length === 0 ? disclosed : withSent(disclosed, sent)),
    disagreements: () => work.dropped,
    refusal: () => work.refused,
  };
}

const nobody: readonly string[] = [];

/** What was disclosed, with who was sent it; what was sent alone follows. */
function withSent(disclosed: readonly Disclosed[], sent: readonly SentValue[]): readonly Disclosed[] {
  const values = new Map<string, { readonly made: Disclosed; readonly agencies: Set<string> }>();
  for (const { coordinate, type, agency, about } of sent) {
    const made: Disclosed = {
      coordinate,
      type,
      ...about(),
      decision: 'SENT',
      policies: [],
      receivers: [],
      count: 0,
    };
    const key = valueKey(made);
    const value = values.get(key) ?? { made, agencies: new Set() };
    value.agencies.add(agency);
    values.set(key, value);
  }
  const told = new Set<string>();
  const shown = disclosed.map((each) => {
    const key = valueKey(each);
    const agencies = values.get(key)?.agencies;
    told.add(key);
    return agencies ? { ...each, receivers: [...agencies].toSorted() } : each;
  });
  const alone = [...values].flatMap(([key, { made, agencies }]) =>
    told.has(key) ? [] : [{ ...made, receivers: [...agencies].toSorted() }],
  );
  return [...shown, ...alone];
}

/** One text for a field of an object, wherever it stands in the answer. */
function valueKey({ coordinate, type, entity }: Disclosed): string {
  return `${coordinate} ${type} ${JSON.stringify(entity)}`;
}

/** The inside of a session that `openReleaseNotes` made. */
export function workOf(session: ReleaseSession): ReleaseWork {
  return session as ReleaseWork;
}

/** Banners of answers in which everything is marked alike. */
const banners = new WeakMap<MetMarking, Banner>();

function bannerOf(shown: ReadonlySet<MetMarking>): Banner | undefined {
  const [only] = shown;
  if (!only || shown.size > 1) return strictestOf(shown);
  const banner = banners.get(only) ?? strictestOf(shown);
  if (banner) banners.set(only, banner);
  return banner;
}

function strictestOf(shown: ReadonlySet<MetMarking>): Banner | undefined {
  const markings = [...shown].map(({ marking }) => marking);
  const [first] = markings;
  if (!first) return undefined;
  const tlp = markings.reduce<Label>((label, marking) => stricter(label, marking.tlp), first.tlp);
  const contributors = new Set(markings.flatMap(({ originators }) => originators));
  const statuses = markings.map(({ status }) => status);
  const status = statuses.includes('EXERCISE') ? 'EXERCISE' : (statuses[0] ?? 'ACTUAL');
  return { tlp: shownLabel(tlp), contributors: [...contributors].toSorted(), status };
}
