import type { Fault, Faults, Mark } from './faults.ts';
import type { Path as LazyPath, ReleaseSession } from './release.ts';
import { openRepeatedTexts, type RepeatedTexts } from './repeated-texts.ts';
import { openWithheld, type Withheld } from './withheld.ts';

/** One error that the answer tells, with the place in the caller's own keys. */
export interface PlacedFault {
  readonly fault: Fault;
  readonly path: Path;
  readonly derived: boolean;
}

type Path = readonly (string | number)[];

/** One pass over an executed answer. `path` is written to as the pass goes on. */
export interface Writing {
  readonly faults: Faults;
  readonly path: (string | number)[];
  readonly told: PlacedFault[];
  /** JSON of what the gateway answers by itself, by the caller's key. */
  readonly own: ReadonlyMap<string, string>;
  readonly session: ReleaseSession;
  readonly withheld: Withheld;
  readonly repeated: RepeatedTexts;
  /** The first `depth` steps of `path`. */
  readonly place: LazyPath;
  depth: number;
  /** How many values that cannot be written have their reason: an error that is told, or a decision. */
  explained: number;
  /** How often a release changed or noted something at one place: what was written there is true of no other. */
  placed: number;
}

/** What is told of a place where something is wrong. */
export interface Wrong {
  readonly missing: Fault;
  readonly misfit: Fault;
  readonly whole: boolean;
  /** A path below the place, from internal keys to the caller's. */
  callersPath(rest: Path): Path;
}

/** Begins a pass; `own` as in `Writing`. */
export function openWriting(
  faults: Faults,
  own: ReadonlyMap<string, string>,
  session: ReleaseSession,
  shared: ReadonlySet<unknown>,
): Writing {
  const path: (string | number)[] = [];
  const writing: Writing = {
    faults,
    path,
    told: [],
    own,
    session,
    withheld: openWithheld(faults),
    place: () => path.slice(0, writing.depth),
    repeated: openRepeatedTexts(shared),
    depth: 0,
    explained: 0,
    placed: 0,
  };
  return writing;
}

/** Tells why a value that is there cannot be written. */
export function tellMisfit(
  writing: Writing,
  place: object,
  key: string | number,
  wrong: Wrong,
  depth: number,
): void {
  tell(writing, markAt(writing, place, key) ?? { fault: wrong.misfit, whole: wrong.whole }, wrong, depth);
}

/** Tells why a value is not there, if there is anything to tell. */
export function tellAbsent(
  writing: Writing,
  place: object,
  key: string | number,
  value: unknown,
  required: boolean,
  wrong: Wrong,
  depth: number,
): void {
  const mark = markAt(writing, place, key);
  if (mark) {
    if (required || !mark.fault.silent) tell(writing, mark, wrong, depth);
  } else if (value === undefined) tell(writing, { fault: wrong.misfit, whole: wrong.whole }, wrong, depth);
  else if (required) tell(writing, { fault: wrong.missing }, wrong, depth);
}

function markAt({ faults }: Writing, place: object, key: string | number): Mark | undefined {
  return faults.any ? faults.at(place, key) : undefined;
}

function tell(
  writing: Writing,
  { fault, rest, whole = false, derived = false }: Mark,
  wrong: Wrong,
  depth: number,
): void {
  const place = writing.path.slice(0, whole ? depth : depth + 1);
  writing.explained += 1;
  writing.told.push({ fault, path: rest ? [...place, ...wrong.callersPath(rest)] : place, derived });
}
