/**
 * That values marked SENSITIVE of one coordinate and one marking were released, masked, suppressed or only sent to
 * agencies, for whom and by which rules; never the values.
 *
 * `at` is RFC 3339 in UTC with milliseconds. `entities` are what `EntityDigest` gives, each once, for the objects
 * whose values they were; empty where there is no object. `marking` is the canonical short text of a marking, `bundle`
 * a hash. `receivers` are the agencies whose subgraph was sent the values. `returned` and `suppressed` count places
 * in the answer.
 */
export interface Disclosure {
  readonly at: string;
  /** The trace id of the request. */
  readonly request: string;
  readonly principal: string;
  readonly agency: string;
  readonly purposes: readonly string[];
  readonly coordinate: string;
  readonly entities: readonly string[];
  readonly marking: string;
  readonly decision: 'RELEASED' | 'SUPPRESSED' | 'MASKED' | 'SENT';
  readonly policies: readonly string[];
  readonly bundle: string;
  readonly receivers: readonly string[];
  readonly returned: number;
  readonly suppressed: number;
}

/**
 * A disclosure as the log keeps it.
 *
 * `number` orders the whole store and is what `after` of a query takes; `sequence` counts the records of one chain
 * from 1 without gaps. `written` never goes back within a chain; `clock` is there where the clock had gone back, and
 * is what it said.
 */
export interface LoggedDisclosure extends Disclosure {
  readonly number: number;
  readonly chain: string;
  readonly sequence: number;
  readonly written: string;
  readonly clock?: string;
}

/**
 * What is looked for: all that is given must hold.
 *
 * One of a record's entities has to be `of`, by the key fields of a representation; of `coordinates` the record's has
 * to be one. `from` is included and `until` is not, both in the form of `at`. Answers are in the order of `at`, with `newest`
 * in the reverse one; `after` is the `number` of the last record that is known already.
 */
export interface DisclosureQuery {
  readonly of?: { readonly type: string; readonly key: unknown };
  readonly coordinates?: readonly string[];
  readonly agency?: string;
  readonly from?: string;
  readonly until?: string;
  readonly after?: number;
  readonly newest?: boolean;
  readonly first: number;
}
