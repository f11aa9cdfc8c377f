import type { GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLSchema } from 'graphql';
import { WatchfloorError } from '../error/error.ts';
import { openAgencyClient, usualLimits, type AgencyLimits } from './agency-client.ts';
import {
  agencyDataSource,
  localDataSource,
  type AgencySeat,
  type LocalSubgraph,
} from './agency-data-source.ts';
import { beginGeneration, executeOn, type Generation } from './apollo-generation.ts';
import type { Engine, LoadedSupergraph } from './engine.ts';
import { silenceApollo } from './no-call-home.ts';

/** What the engine needs: the key that agencies know the gateway by, if any, and subgraphs of its own process. */
export interface ApolloEngineOptions {
  readonly gatewayKey: string | undefined;
  readonly locals?: readonly LocalSubgraph[];
  readonly limits?: Partial<AgencyLimits>;
}

/**
 * The stock Apollo gateway as an engine.
 *
 * Each supergraph gets a gateway of its own, so an operation that began on an old one ends on it. A supergraph
 * with the SDL in use only changes where the agencies are.
 */
export function openApolloEngine(options: ApolloEngineOptions): Engine {
  silenceApollo();
  const client = openAgencyClient(options.gatewayKey, { ...usualLimits, ...options.limits });
  const generations = new WeakMap<GraphQLSchema, Generation>();
  let loaded: LoadedSupergraph | undefined;
  let stopped: Promise<void> | undefined;

  const seat = (agency: AgencySeat): GraphQLDataSource => {
    const local = options.locals?.find(({ name }) => name === agency.name);
    return local ? localDataSource(local, agency) : agencyDataSource(client, agency);
  };

  const stop = async (): Promise<void> => {
    const last = loaded && generations.get(loaded.apiSchema);
    await last?.gateway.stop();
    await client.close();
  };

  return {
    loaded: () => loaded,
    async load(next) {
      const before = loaded && generations.get(loaded.apiSchema);
      const generation = before?.hash === next.hash ? before : await beginGeneration(next, seat);
      generation.endpoints.clear();
      for (const { name, url } of next.subgraphs) generation.endpoints.set(name, url);
      generations.set(generation.apiSchema, generation);
      loaded = { supergraph: next, apiSchema: generation.apiSchema };
      return loaded;
    },
    async execute(operation) {
      const generation = generations.get(operation.on.apiSchema);
      if (!generation) throw new WatchfloorError('INTERNAL', undefined, { cause: 'no such supergraph' });
      return executeOn(generation, operation);
    },
    stop: () => (stopped ??= stop()),
  };
}
