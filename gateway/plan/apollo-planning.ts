import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
} from '@apollo/federation-internals';
import { QueryPlanner, type PlanNode, type QueryPlan as ApolloPlan } from '@apollo/query-planner';
import { parse, print, type DocumentNode } from 'graphql';
import { planOf } from './apollo-plan.ts';
import { narrowedSupergraph } from './narrowed-supergraph.ts';
import { operationSize } from './operation-size.ts';
import type { PlannedSupergraph, PlanOrder } from './planner.ts';
import { overrideLabels, preparedSupergraph } from './prepared-supergraph.ts';
import type { QueryPlan } from './query-plan.ts';

// What is said by these must be obeyed by somebody: a supergraph that still has them is refused, not half followed.
const planned = new Set(
  [...ROUTER_SUPPORTED_SUPERGRAPH_FEATURES].filter(
    (feature) => !/\/(?:authenticated|requiresScopes|policy|connect)\//.test(feature),
  ),
);

/** Ways to one field that are weighed, and plans of an operation: beyond it the narrowed supergraph is planned on. */
const usualLimits = { pathsLimit: 64, maxEvaluatedPlans: 200 };
const narrowedLimits = { pathsLimit: 1000, maxEvaluatedPlans: 50 };

/** Fields of an operation: so many are planned on the narrowed supergraph at once, and more than the most not at all. */
const manyFields = 300;
const mostFields = 20_000;

/** Apollo's query planner on one supergraph, in this thread. */
export interface ApolloPlanning {
  readonly supergraph: PlannedSupergraph;
  /** Throws when there is no plan. */
  plan(order: PlanOrder): QueryPlan;
}

type Planned = (operation: DocumentNode, labels: Map<string, boolean>) => ApolloPlan;

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
  const usual = plannerOn(supergraph, usualLimits);
  let narrowed: Planned | undefined;
  const narrow: Planned = (operation, holding) => {
    narrowed ??= plannerOn(built(narrowedSupergraph(requires.document), false), narrowedLimits);
    return narrowed(operation, holding);
  };
  const labels = overrideLabels(document);
  return {
    supergraph: { apiSdl: print(apiSchema.toAST()), labels },
    plan({ text, labels: given }) {
      const operation = parse(text, { noLocation: true });
      const size = operationSize(operation);
      if (size > mostFields) throw new Error(`the operation has too many fields: ${size}`);
      const holding = new Map(labels.map((label) => [label, given.includes(label)]));
      const { node } =
        size > manyFields
          ? firstOf([narrow, usual], operation, holding)
          : firstOf([usual, narrow], operation, holding);
      if (!node) throw new Error('the plan for an operation with fields is empty');
      if (node.kind === 'Subscription') throw new Error('subscriptions are not planned');
      return planOf(node satisfies PlanNode, planning);
    },
  };
}

/** The plan of the first way that finds one; otherwise the first way's reason. */
function firstOf(ways: readonly Planned[], ...order: Parameters<Planned>): ApolloPlan {
  const reasons: unknown[] = [];
  for (const way of ways) {
    try {
      return way(...order);
    } catch (error) {
      reasons.push(error);
    }
  }
  throw reasons[0];
}

function plannerOn(supergraph: Supergraph, debug: typeof usualLimits): Planned {
  const planner = new QueryPlanner(supergraph, {
    reuseQueryFragments: false,
    generateQueryFragments: false,
    exposeDocumentNodeInFetchNode: true,
    debug,
  });
  return (document, overrideConditions) => {
    // By the whole schema: what is fetched may hold what callers never see.
    const operation = operationFromDocument(supergraph.schema, document, { validate: false });
    return planner.buildQueryPlan(operation, { overrideConditions });
  };
}

function built(document: DocumentNode, validateSupergraph: boolean): Supergraph {
  return Supergraph.build(document, {
    supportedFeatures: planned,
    validateSupergraph,
  });
}
