import type { ApolloServer, BaseContext } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { withTrace } from '../error/trace.ts';
import type { Engine, LoadedSupergraph } from '../execute/engine.ts';
import type { QueryFlow, Question, Refused } from '../flow/query.ts';

/** What Apollo Server takes as its `gateway`. */
export type ApolloGatewayOption = NonNullable<
  ConstructorParameters<typeof ApolloServer<BaseContext>>[0]['gateway']
>;

/** Who asks, with all that goes to the agencies; `onRefused` hears of an operation that is not executed. */
export interface Call extends Omit<Question, 'on' | 'query' | 'operationName' | 'variables'> {
  readonly onRefused?: (refused: Refused) => void;
}

/** A flow as Apollo Server's gateway, and the way to tell it that another supergraph is loaded. */
export interface FlowGateway {
  readonly gateway: ApolloGatewayOption;
  announce(): void;
}

/** Has Apollo Server answer by `flow`; `callOf` reads its context value, and ends the request by throwing. */
export function flowGateway(
  engine: Engine,
  flow: QueryFlow,
  callOf: (context: unknown) => Call,
): FlowGateway {
  const listeners = new Set<Parameters<ApolloGatewayOption['onSchemaLoadOrUpdate']>[0]>();
  const supergraphs = new WeakMap<GraphQLSchema, LoadedSupergraph>();
  const announce = (): void => {
    const loaded = engine.loaded();
    if (!loaded) throw new Error('no supergraph is loaded');
    const { apiSchema, supergraph } = loaded;
    const known = supergraphs.has(apiSchema);
    supergraphs.set(apiSchema, loaded);
    if (known) return;
    for (const listener of listeners) listener({ apiSchema, coreSupergraphSdl: supergraph.sdl });
  };
  const gateway: ApolloGatewayOption = {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load() {
      announce();
      return Promise.resolve({
        executor: async ({ schema, source, request, context }) => {
          const on = supergraphs.get(schema);
          if (!on) throw new Error('the operation was asked of an unknown schema');
          const { onRefused, ...call } = callOf(context);
          const { operationName, variables = {} } = request;
          // The name as it was asked for: Apollo Server's own is null where the document has no such operation.
          const question = { ...call, on, query: source, operationName, variables };
          const answer = await withTrace(call.traceId, () => flow.answer(question));
          if (!('kind' in answer)) return answer;
          onRefused?.(answer);
          return { errors: answer.errors };
        },
      });
    },
    stop: () => Promise.resolve(),
  };
  return { gateway, announce };
}
