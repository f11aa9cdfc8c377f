import type { PlannedSupergraph, PlanOrder } from './planner.ts';

/** What a planning thread is told: all of it about the supergraph that is known by `id`. */
export type PlanningJob =
  | { readonly kind: 'load'; readonly id: string; readonly sdl: string }
  | { readonly kind: 'plan'; readonly id: string; readonly order: PlanOrder }
  | { readonly kind: 'unload'; readonly id: string };

/** What the thread answers, in the order of its jobs; a plan as JSON, which crosses threads faster than objects. */
export type PlanningReply =
  | { readonly kind: 'loaded'; readonly supergraph: PlannedSupergraph }
  | { readonly kind: 'planned'; readonly json: string }
  | { readonly kind: 'unloaded' }
  | { readonly kind: 'failed'; readonly reason: string };
