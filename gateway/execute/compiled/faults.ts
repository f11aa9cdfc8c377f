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
  /** A failure that is told even if no place is seen to be empty because of it. */
  note(fault: Fault): void;
  noted(): Iterable<Fault>;
  /** Whether anything was marked or noted. */
  readonly any: boolean;
}

/** No failures yet. */
export function openFaults(): Faults {
  const places = new Map<object, Map<string | number, Mark>>();
  const noted = new Set<Fault>();
  return {
    mark(place, key, mark) {
      const keys = places.get(place);
      if (keys) keys.set(key, mark);
      else places.set(place, new Map([[key, mark]]));
    },
    at: (place, key) => places.get(place)?.get(key),
    note: (fault) => noted.add(fault),
    noted: () => noted,
    get any() {
      return places.size > 0 || noted.size > 0;
    },
  };
}
