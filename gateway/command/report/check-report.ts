import type { Hint } from '../../compose/hint.ts';
import type { Problem } from '../../compose/problem.ts';

/**
 * What `check` found out about one agency.
 *
 * `types` counts the types that the agency's own file defines. `before` and `after` are hashes of supergraphs;
 * `before` is missing where none was ever composed, `after` where this one does not compose.
 */
export interface CheckReport {
  readonly agency: string;
  readonly folder: string;
  readonly file: string;
  readonly types: number;
  readonly subgraphs: number;
  readonly before?: string;
  readonly after?: string;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly hints: readonly Hint[];
}

/** A report as text for one kind of reader; ends with a line end. */
export type ReportFormat = (report: CheckReport) => string;
