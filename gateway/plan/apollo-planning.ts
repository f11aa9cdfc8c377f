import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
} from '@apollo/federation-internals';
import { QueryPlanner, type PlanNode } from '@apollo/query-planner';
import { parse, print, type DocumentNode } from 'graphql';
import { planOf } from './apollo-plan.ts';
import type { PlannedSupergraph, PlanOrder } from './planner.ts';
import { overrideLabels, preparedSupergraph } from './prepared-supergraph.ts';
import type { QueryPlan } from './query-plan.ts';

// What is said by these must be obeyed by somebody: a supergraph that still has them is refused, not half followed.
const planned = new Set(
  [...ROUTER_SUPPORTED_SUPERGRAPH_FEATURES].filter(
    (feature) => !/\/(?:authenticated|requiresScopes|policy|connect)\//.test(feature),
  ),
);

/** Apollo's query planner on one supergraph, in this thread. */
export interface ApolloPlanning {
  readonly supergraph: PlannedSupergraph;
  /** Throws when there is no plan. */
  plan(order: PlanOrder): QueryPlan;
}

/** Takes a supergraph into use; throws when it is none. */
export function openApolloPlanning(sdl: string): ApolloPlanning {
  const document = parse(sdl, { noLocation: true });
  const requires = preparedSupergraph(document);
  const changed = requires.calls.size > 0;
  const supergraph = built(requires.document, !changed);
  // What was added to it is nobody's to ask for, and what it replaces is left there without use.
  const apiSchema = (changed ? built(document, true) : supergraph).apiSchema();
  const graphs = supergraph.subgraphNameToGraphEnumValue();
  const planning = { requires, graphOf: (agency: string) => graphs.get(agency) ?? '' };
  const planner = new QueryPlanner(supergraph, {
    reuseQueryFragments: false,
    generateQueryFragments: false,
    debug: { maxEvaluatedPlans: 1000 },
  });
  const labels = overrideLabels(document);
  return {
    supergraph: { apiSdl: print(apiSchema.toAST()), labels },
    plan({ text, labels: holding }) {
      const operation = operationFromDocument(apiSchema, parse(text, { noLocation: true }), {
        validate: false,
      });
      const { node } = planner.buildQueryPlan(operation, {
        overrideConditions: new Map(labels.map((label) => [label, holding.includes(label)])),
      });
      if (!node) throw new Error('the plan for an operation with fields is empty');
      if (node.kind === 'Subscription') throw new Error('subscriptions are not planned');
      return planOf(node satisfies PlanNode, planning);
    },
  };
}

function built(document: DocumentNode, validateSupergraph: boolean): Supergraph {
  return Supergraph.build(document, {
    supportedFeatures: planned,
    validateSupergraph,
  });
}
