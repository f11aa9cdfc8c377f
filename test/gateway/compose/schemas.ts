import { compose, type Composition } from '../../../gateway/compose/compose.ts';
import type { Problem } from '../../../gateway/compose/problem.ts';
import type { SubgraphSdl } from '../../../gateway/compose/subgraph-sdl.ts';

/** A small shared document: the key directive and one directive of the community with an enum. */
export const shared = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@composeDirective"])
  @link(url: "https://watchfloor.example/authorization/v1.0", import: ["@withhold"])
  @composeDirective(name: "@withhold")
"What a denied value becomes."
directive @withhold("What is given instead." mode: Mode!) repeatable on FIELD_DEFINITION
"The ways."
enum Mode { "Null." NULL "Mask." MASK }
`;

/** The first agency of every example. */
export const elections = `type Query {
  "All of them."
  jurisdictions: [Jurisdiction!]
}
"A place that runs elections."
type Jurisdiction @key(fields: "id") {
  "Its id."
  id: ID!
  "Its code."
  fips: ID!
}
`;

/** The subgraph `name` with `text` as its own schema. */
export function subgraph(name: string, text: string): SubgraphSdl {
  return {
    name,
    shared: { file: 'schema/shared.graphql', text: shared },
    own: { file: `subgraphs/${name}/schema.graphql`, text },
  };
}

/** Composes `text` as the agency `cyber` beside the elections schema and whatever else is given. */
export function composed(text: string, ...others: readonly SubgraphSdl[]): Composition {
  return compose([subgraph('elections', elections), subgraph('cyber', text), ...others], 'cyber');
}

/** The problems of `text` as the agency `cyber`; none when it composes. */
export function problemsOf(text: string, ...others: readonly SubgraphSdl[]): readonly Problem[] {
  const result = composed(text, ...others);
  return result.kind === 'failed' ? result.problems : [];
}
