import { graphql, type ExecutionResult } from 'graphql';
import type { LocalSubgraph } from '../../gateway/execute/agency-data-source.ts';
import { supergraphOf, type Supergraph } from '../../gateway/supergraph/supergraph.ts';
import {
  heavyQuery as heavyQueryWith,
  heavySubgraph,
  heavySupergraph,
  subgraphNames,
} from './heavy-graph.ts';

/** Four subgraphs after the public gateways benchmark, answering in this process from memory. */
export interface HeavyRoom {
  readonly supergraph: Supergraph;
  readonly locals: readonly LocalSubgraph[];
  /** How often a subgraph was asked. */
  calls(): number;
}

/** The query whose answer is large because everything leads to everything. */
export const heavyQuery = heavyQueryWith();

/** The same four subgraphs for every engine; an answer that was given once is given again from memory. */
export function openHeavyRoom(): HeavyRoom {
  let calls = 0;
  const locals = subgraphNames.map((name): LocalSubgraph => {
    const schema = heavySubgraph(name);
    const answers = new Map<string, ExecutionResult>();
    return {
      name,
      async answer({ query, variables }) {
        calls += 1;
        const key = `${query} ${JSON.stringify(variables)}`;
        const known = answers.get(key);
        if (known) return known;
        const answer = await graphql({
          schema,
          source: query,
          variableValues: { ...variables },
          contextValue: { token: '' },
        });
        answers.set(key, answer);
        return answer;
      },
    };
  });
  const supergraph = supergraphOf(
    heavySupergraph((name) => `http://${name}.invalid`),
    [],
  );
  return { supergraph, locals, calls: () => calls };
}
