/**
 * Something that `verify` found in one chain; a note is no proof of tampering.
 *
 * `sequence` is the first record concerned, where it is about records.
 */
export interface Finding {
  readonly kind: 'problem' | 'note';
  readonly chain: string;
  readonly sequence?: number;
  readonly message: string;
}

/** A problem of a chain, as `verify` tells it. */
export function problem(chain: string, message: string, sequence?: number): Finding {
  return { kind: 'problem', chain, message, ...(sequence === undefined ? {} : { sequence }) };
}

/** A note about a chain. */
export function note(chain: string, message: string, sequence?: number): Finding {
  return { kind: 'note', chain, message, ...(sequence === undefined ? {} : { sequence }) };
}

/** `record 7 is`, or `records 7 to 9 are`. */
export function recordsText(first: number, last: number): string {
  return first === last ? `record ${first} is` : `records ${first} to ${last} are`;
}
