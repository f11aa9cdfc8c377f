import type { SubgraphData } from './subgraph-data.ts';

/** An error of the answer: where it is, and its code of the gateway's catalogue. */
export interface ExpectedError {
  readonly path: readonly (string | number)[];
  readonly code: 'SUBGRAPH_UNAVAILABLE' | 'SUBGRAPH_TIMEOUT' | 'SUBGRAPH_MALFORMED' | 'BAD_USER_INPUT';
}

/**
 * One operation and the answer that the GraphQL and Federation specifications give it.
 *
 * `data` is compared with the order of its keys. Without `errors` there must be none; their order is free.
 */
export interface AnsweredOperation {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly data: unknown;
  readonly errors?: readonly ExpectedError[];
  /** Errors that may be told as well: of fields under a null that another error explains already. */
  readonly mayAlso?: readonly ExpectedError[];
  /** The subgraphs that are asked, each as often as it is asked at least once; sorted. */
  readonly asked?: readonly string[];
  /** Why the stock engine answers otherwise; that it does is checked. */
  readonly stockDiffers?: string;
}

/** An operation that must not pass validation against the API schema, and part of the message that says so. */
export interface RefusedOperation {
  readonly query: string;
  readonly refused: string;
}

/** One feature of the federation: the SDL of each subgraph lies beside it as `<subgraph>.graphql`. */
export interface FederationCase {
  readonly title: string;
  /** Part of the message with which the stock engine refuses the whole supergraph. */
  readonly stockRefuses?: string;
  /** What each subgraph of the folder holds; made anew for every engine. */
  readonly subgraphs: () => Readonly<Record<string, SubgraphData>>;
  readonly operations: readonly (AnsweredOperation | RefusedOperation)[];
}

/** A case whose supergraph every engine must refuse: it states a feature for security that no engine enforces. */
export interface UnservedCase {
  readonly title: string;
  readonly unserved: true;
}

/** A case whose subgraphs do not compose, and part of the message that says why. */
export interface UncomposableCase {
  readonly title: string;
  readonly uncomposable: string;
}
