import type { QueryPlan } from './query-plan.ts';

/**
 * What is planned: the text of one operation that is valid against the schema of the planner's supergraph.
 *
 * It may select what is `@inaccessible`: what callers may ask for is decided before, against the API schema.
 * `labels` are the `@override` labels that hold for this request, sorted.
 */
export interface PlanOrder {
  readonly text: string;
  readonly labels: readonly string[];
}

/** What a planner tells of the supergraph that it has taken into use. */
export interface PlannedSupergraph {
  /** SDL of what callers see, without what is inaccessible. */
  readonly apiSdl: string;
  /** Every label of `@override(label:)`. */
  readonly labels: readonly string[];
}

/**
 * Finds out which agencies to ask, and in which order, for an operation on one supergraph.
 *
 * `ready` rejects when the supergraph cannot be planned on. `plan` rejects with OPERATION_TOO_COMPLEX when no plan
 * was found in time and with INTERNAL when there is none.
 */
export interface Planner {
  ready(): Promise<PlannedSupergraph>;
  plan(order: PlanOrder): Promise<QueryPlan>;
  stop(): Promise<void>;
}
