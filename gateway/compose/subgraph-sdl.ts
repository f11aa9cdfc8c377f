/** One SDL text and the name its positions are reported under, such as `subgraphs/elections/schema.graphql`. */
export interface SdlDocument {
  readonly file: string;
  readonly text: string;
}

/** The community's document with its policies, which hold for every agency. */
export interface SharedDocument extends SdlDocument {
  readonly policies?: readonly SdlDocument[];
}

/**
 * What one agency brings to composition: the community's shared document and its own.
 *
 * Both are parsed apart and their definitions joined, so a position is true in the file it names. Without `policy`
 * nothing of the agency is permitted to anyone.
 */
export interface SubgraphSdl {
  readonly name: string;
  readonly shared: SharedDocument;
  readonly own: SdlDocument;
  readonly policy?: SdlDocument;
}

/**
 * Whether `name` can name a subgraph: lower-case letters, digits and single hyphens, at most 40 characters.
 *
 * It names a folder, a table of the registry and a host of the composed supergraph, so it is kept plain.
 */
export function isSubgraphName(name: string): boolean {
  return name.length <= 40 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name);
}

/** The address of a subgraph as the supergraph states it: the same on every machine, and never called. */
export function normalisedUrl(name: string): string {
  return `http://${name}.invalid/graphql`;
}
