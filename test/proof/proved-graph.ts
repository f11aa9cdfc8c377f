import type { Graph } from './graph.ts';
import { randomPolicies, type RandomPolicies } from './policies.ts';
import { randomGraph } from './random-graph.ts';
import { openReference, type Reference } from './reference.ts';
import { seededTape } from './seeded-tape.ts';

/** A graph with its policies and its reference, made from a seed. */
export interface ProvedGraph {
  readonly seed: string;
  readonly graph: Graph;
  readonly policies: RandomPolicies;
  readonly reference: Reference;
}

/** The graph of a seed. */
export function provedGraph(seed: string): ProvedGraph {
  const tape = seededTape(seed);
  const graph = randomGraph(tape);
  return { seed, graph, policies: randomPolicies(tape, graph), reference: openReference(graph) };
}
