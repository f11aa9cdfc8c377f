import type { ErrorCode } from '../../error/catalogue.ts';

/** Why a value is not there. The same object stands at every place that one failure left empty. */
export interface Fault {
  readonly code: ErrorCode;
  /** In words for the caller. */
  readonly message: string;
  readonly agency?: string;
  /** Told once, however many places it left empty. */
  readonly once?: boolean;
  /** There is no such object: nothing is told of it unless the schema promises a value. */
  readonly silent?: boolean;
}

/** How a failure left one place empty. */
export interface Mark {
  readonly fault: Fault;
  /** Where below the place it happened, in internal keys; the place is empty because of it. */
  readonly rest?: readonly (string | number)[];
  /** It is the whole object that failed, not the one value. */
  readonly whole?: boolean;
  /** The value was not asked for because an input of it failed: told only where the input itself is not. */
  readonly derived?: boolean;
}

/** The failures of one execution, by the object (or list) and key that they left empty. */
export interface Faults {
  mark(place: object, key: string | number, mark: Mark): void;
  at(place: object, key: string | number): Mark | undefined;
  /** All marks at keys of `place`. */
  inside(place: object): Iterable<Mark>;
  /** A failure that is told even if no place is seen to be empty because of it; `about` are the objects asked for. */
  note(fault: Fault, about: readonly object[]): void;
  /** What was noted, with the objects that it is about. */
  noted(): Iterable<readonly [Fault, readonly object[]]>;
  /** Whether anything was marked or noted. */
  readonly any: boolean;
}

/** No failures yet. */
export function openFaults(): Faults {
  // Most executions have none: the maps are made when they are needed.
  let places: Map<object, Map<string | number, Mark>> | undefined;
  let noted: Map<Fault, readonly object[]> | undefined;
  return {
    mark(place, key, mark) {
      places ??= new Map();
      const keys = places.get(place);
      if (keys) keys.set(key, mark);
      else places.set(place, new Map([[key, mark]]));
    },
    at: (place, key) => places?.get(place)?.get(key),
    inside: (place) => places?.get(place)?.values() ?? [],
    note(fault, about) {
      noted ??= new Map();
      noted.set(fault, about);
    },
    noted: () => noted ?? [],
    get any() {
      return places !== undefined || noted !== undefined;
    },
  };
}
