import type { GraphQLDataSource } from '@apollo/gateway';
import { parse, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Principal } from '../principal/principal.ts';
import type { AgencyClient } from './agency-client.ts';
import { readAgencyReply } from './agency-answer.ts';
import type { ForwardedHeaders } from './forwarded-headers.ts';
import type { LoadedSupergraph } from './engine.ts';

/** What every fetch of one operation knows about the operation. */
export interface FetchContext {
  readonly on: LoadedSupergraph;
  readonly principal: Principal;
  readonly traceId: string;
  readonly forwarded?: ForwardedHeaders;
}

/** A subgraph that lives in the gateway's own process and is asked without a network. */
export interface LocalSubgraph {
  readonly name: string;
  answer(request: LocalRequest, context: FetchContext): Promise<ExecutionResult>;
}

/** The text of one fetch and its variables. */
export interface LocalRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What is known about the subgraph that a data source speaks for; `schema` is the whole supergraph's. */
export interface AgencySeat {
  readonly name: string;
  readonly schema: GraphQLSchema;
  url(): string | undefined;
}

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** The data source by which the stock gateway asks an agency over HTTP. */
export function agencyDataSource(client: AgencyClient, seat: AgencySeat): GraphQLDataSource {
  return {
    async process(options) {
      const { query, variables, document, context, under } = fetchOf(options);
      const url = seat.url();
      const reply =
        url === undefined
          ? ({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' } as const)
          : await client.send({
              agency: seat.name,
              url,
              traceId: context.traceId,
              query,
              variables,
              ...(options.request.operationName ? { operationName: options.request.operationName } : {}),
              forwarded: context.forwarded ?? [],
              repeatable: !document.definitions.some(isMutation),
            });
      return answerOf(
        readAgencyReply({ agency: seat.name, schema: seat.schema, document, variables, under }, reply),
      );
    },
  };
}

/** The data source for a subgraph in the gateway's own process; its answer is read as strictly as an agency's. */
export function localDataSource(local: LocalSubgraph, seat: AgencySeat): GraphQLDataSource {
  return {
    async process(options) {
      const { query, variables, document, context, under } = fetchOf(options);
      const body = await local.answer({ query, variables }, context);
      const asSent: unknown = JSON.parse(JSON.stringify(body));
      const fetch = { agency: seat.name, schema: seat.schema, document, variables, under };
      return answerOf(readAgencyReply(fetch, { kind: 'body', body: asSent }));
    },
  };
}

function fetchOf(options: ProcessOptions) {
  const { request } = options;
  // Health checks and introspection, the other kinds of request, are never turned on.
  if (!('incomingRequestContext' in options) || !request.query) throw new Error('not an operation');
  const variables: Readonly<Record<string, unknown>> = request.variables ?? {};
  const document: DocumentNode = options.document ?? parse(request.query);
  const path = options.pathInIncomingRequest ?? [];
  const list = path.indexOf('@');
  const under = list === -1 ? path : path.slice(0, list);
  return { query: request.query, variables, document, under, context: fetchContext(options.context) };
}

function fetchContext(context: Record<string, unknown>): FetchContext {
  return context['fetch'] as FetchContext;
}

function isMutation(definition: DocumentNode['definitions'][number]): boolean {
  return definition.kind === 'OperationDefinition' && definition.operation !== 'query';
}

function answerOf(answer: ReturnType<typeof readAgencyReply>): Answer {
  return { data: answer.data, ...(answer.errors ? { errors: [...answer.errors] } : {}) };
}
