import { createHash } from 'node:crypto';
import type { PolicyBook } from '../../schema/policy/book.ts';
import { policyBookOf } from '../../schema/policy/policy-book.ts';

/** Where one agency's subgraph answers: `name` is the agency id, `url` is `http(s)://host:port/path`. */
export interface SubgraphEndpoint {
  readonly name: string;
  readonly url: string;
}

/**
 * One composed supergraph with the policies that decide on it, and where its subgraphs answer.
 *
 * `hash` is the SHA-256 in hex of `sdl` and the hash of `policies`; a book without policies permits nothing. `subgraphs` is routing data of the running gateway and overrides
 * whatever `@join__graph(url:)` says; a subgraph of the SDL without an endpoint here is unavailable.
 */
export interface Supergraph {
  readonly sdl: string;
  readonly hash: string;
  readonly policies: PolicyBook;
  readonly subgraphs: readonly SubgraphEndpoint[];
}

/**
 * Where the gateway gets its supergraph from, and hears of the next one.
 *
 * `subscribe` returns the function that ends the subscription; the listener is not called for the current one.
 * Whoever announces a supergraph waits for what the listener returns: then the new one answers.
 */
export interface SupergraphSource {
  current(): Supergraph;
  subscribe(listener: (next: Supergraph) => void | Promise<void>): () => void;
}

/** The supergraph of `sdl` with its hash computed; without `policies` nothing is permitted on it. */
export function supergraphOf(
  sdl: string,
  subgraphs: readonly SubgraphEndpoint[],
  policies: PolicyBook = policyBookOf([]),
): Supergraph {
  const hash = createHash('sha256')
    .update(JSON.stringify([sdl, policies.hash]))
    .digest('hex');
  return { sdl, hash, policies, subgraphs };
}
