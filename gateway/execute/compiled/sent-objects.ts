import type { PlanPart } from '../../plan/query-plan.ts';
import type { JsonObject } from './json-value.ts';

/**
 * Objects whose values one request carries to an agency.
 *
 * `targets` make its representations, by `part.entities.requires`; `above` are the objects from which values go along
 * as arguments (`@fromContext`). Their fields stand in them by the keys of the plan.
 */
export interface SentObjects {
  readonly agency: string;
  readonly part: PlanPart;
  readonly targets: readonly JsonObject[];
  readonly above: ReadonlySet<JsonObject>;
}
