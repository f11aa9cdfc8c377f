import type { Hint } from '../compose/hint.ts';
import type { Problem } from '../compose/problem.ts';

/** What an agency publishes: its own schema and policies, or an earlier revision of both once more. */
export type PublishedContent =
  | { readonly kind: 'schema'; readonly sdl: string; readonly policy?: string }
  | { readonly kind: 'revision'; readonly revision: number };

/**
 * A wish to publish.
 *
 * Without `url` the subgraph stays where the operator runs it, or where the last revision said. With
 * `baseRevision` the publication is refused when the agency's newest revision is another one. `publisher` is
 * the id of the principal.
 */
export interface Publication {
  readonly name: string;
  readonly content: PublishedContent;
  readonly url?: string;
  readonly baseRevision?: number;
  readonly publisher: string;
}

/**
 * One published version, never changed once it is there.
 *
 * Revisions of one name count from 1 without gaps; revision 0 stands for what the operator's folder holds.
 * `policy` is null where none was published, so that nothing of the agency is permitted. `sha256` is that of the
 * schema and, where there is one, the policy. `sdl` is null for a revision that takes a subgraph out again; `url` is null where the operator runs it.
 * `publishedAt` is ISO 8601 in UTC.
 */
export interface Version {
  readonly name: string;
  readonly revision: number;
  readonly sha256: string;
  readonly sdl: string | null;
  readonly policy: string | null;
  readonly url: string | null;
  readonly publisher: string;
  readonly publishedAt: string;
}

/** What became of a publication; only `published` has stored anything. */
export type PublishOutcome =
  | {
      readonly kind: 'published';
      readonly version: Version;
      readonly previousRevision: number;
      readonly previousHash: string;
      readonly hash: string;
      readonly hints: readonly Hint[];
    }
  | { readonly kind: 'unchanged'; readonly revision: number; readonly hash: string }
  | { readonly kind: 'failed'; readonly problems: readonly Problem[] }
  | { readonly kind: 'conflict'; readonly revision: number }
  | { readonly kind: 'refused'; readonly reason: string };
