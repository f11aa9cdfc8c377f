/** A record of the log, as it is told. */
export interface ToldDisclosure {
  readonly number: number;
  readonly at: string;
  readonly request: string;
  readonly principal: string;
  readonly agency: string;
  readonly purposes: readonly string[];
  readonly coordinate: string;
  readonly entities: readonly string[];
  readonly marking: string;
  readonly decision: string;
  readonly policies: readonly string[];
  readonly receivers: readonly string[];
  readonly returned: number;
  readonly suppressed: number;
}

/** What of the disclosure log is asked here; it rejects when the log cannot be read. */
export interface ReadableLog {
  find(query: {
    readonly of?: { readonly type: string; readonly key: unknown };
    readonly coordinates?: readonly string[];
    readonly from?: string;
    readonly until?: string;
    readonly after?: number;
    readonly newest: true;
    readonly first: number;
  }): Promise<readonly ToldDisclosure[]>;
}
