import type { Fault, Faults } from './faults.ts';

/** What was kept from an answer, as far as failures are concerned: nobody may learn of them that it is there. */
export interface Withheld {
  /** The value of `key` is not shown, with all that is in it. */
  value(object: object, key: string): void;
  /** A whole object is not shown. */
  object(object: object): void;
  /** Whether a failure that no place of the answer tells has to stay untold: what it is about is not shown. */
  hides(fault: Fault, about: readonly object[]): boolean;
}

/** Nothing is withheld yet; `faults` are all that happened: what is fetched is there before it is written. */
export function openWithheld(faults: Faults): Withheld {
  if (!faults.any) return nothingToHide;
  const objects = new Set<object>();
  const hidden = new Set<Fault>();
  const hide = (value: unknown): void => {
    // The same object can stand at many places.
    if (typeof value !== 'object' || value === null || objects.has(value)) return;
    objects.add(value);
    for (const { fault } of faults.inside(value)) hidden.add(fault);
    for (const inner of Object.values(value)) hide(inner);
  };
  return {
    value(object, key) {
      const mark = faults.at(object, key);
      if (mark) hidden.add(mark.fault);
      if (Object.hasOwn(object, key)) hide(Reflect.get(object, key));
    },
    object: hide,
    hides: (fault, about) =>
      hidden.has(fault) || (about.length > 0 && objects.size > 0 && about.every((one) => objects.has(one))),
  };
}

const nothingToHide: Withheld = { value: () => undefined, object: () => undefined, hides: () => false };
