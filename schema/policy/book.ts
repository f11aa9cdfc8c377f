/** One policy in Cedar's JSON form, with who wrote it and where. */
export interface PolicyRecord {
  /** `custodian.name`, unique in a book. */
  readonly id: string;
  /** A subgraph's name, or `community` for what holds for every agency. */
  readonly custodian: string;
  /** Path as it was read, and the line (from 1) of the policy's first token. */
  readonly file: string;
  readonly line: number;
  /** As written, with the comment above it. */
  readonly text: string;
  /** Cedar's JSON policy format. */
  readonly json: unknown;
}

/** All policies of a community, sorted by id; `hash` is the SHA-256 of their canonical text, in hex. */
export interface PolicyBook {
  readonly hash: string;
  readonly policies: readonly PolicyRecord[];
}

/** The custodian whose policies hold for every agency. */
export const community = 'community';
