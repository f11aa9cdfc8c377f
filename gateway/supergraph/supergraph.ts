import { createHash } from 'node:crypto';

/** Where one agency's subgraph answers: `name` is the agency id, `url` is `http(s)://host:port/path`. */
export interface SubgraphEndpoint {
  readonly name: string;
  readonly url: string;
}

/**
 * One composed supergraph and where its subgraphs answer.
 *
 * `hash` is the SHA-256 of `sdl` in hex. `subgraphs` is routing data of the running gateway and overrides
 * whatever `@join__graph(url:)` says; a subgraph of the SDL without an endpoint here is unavailable.
 */
export interface Supergraph {
  readonly sdl: string;
  readonly hash: string;
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

/** The supergraph of `sdl` with its hash computed. */
export function supergraphOf(sdl: string, subgraphs: readonly SubgraphEndpoint[]): Supergraph {
  return { sdl, hash: createHash('sha256').update(sdl).digest('hex'), subgraphs };
}
