import { all, any, sql } from '../kit/fragment.ts';
import type { Predicate } from '../kit/fragment.ts';
import { visibleRows, type GuardedStore } from '../kit/guard/guarded-rows.ts';
import { vulnerabilities } from './weakness-tables.ts';

/**
 * Of the reports on each weakness the best that the caller may know of; where there is none, the best, so that it can be
 * said that something is withheld.
 *
 * INVARIANT: a report that the caller may not know of does not stand in the place of one that they may.
 */
export function bestReports(store: GuardedStore): Predicate {
  const told = visibleRows(store, vulnerabilities);
  if (told === undefined) return all([current, noOther(better)]);
  return all([
    current,
    any([
      all([told, noOther(all([better, told]))]),
      all([sql`not ${all([told])}`, noOther(told), noOther(better)]),
    ]),
  ]);
}

const current: Predicate = sql`"revoked" = 0`;

const better: Predicate = sql`(other."rank" < "vulnerability_report"."rank"
  or (other."rank" = "vulnerability_report"."rank" and other."source" < "vulnerability_report"."source"))`;

/** In the condition, plain names of columns are those of the other report. */
function noOther(condition: Predicate): Predicate {
  return sql`not exists (select 1 from "vulnerability_report" other
    where other."cve_id" = "vulnerability_report"."cve_id" and other."revoked" = 0 and ${condition})`;
}
