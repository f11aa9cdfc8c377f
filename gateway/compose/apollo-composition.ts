import { composeServices, type CompositionResult } from '@apollo/composition';
import type { DefinitionNode } from 'graphql';

/** Definitions of one subgraph as the library takes them. */
export interface Service {
  readonly name: string;
  readonly url: string;
  readonly definitions: readonly DefinitionNode[];
}

/** Composition by Apollo's library (Federation 2.14); the only file that imports it. May throw on nonsense. */
export function composeWithApollo(services: readonly Service[]): CompositionResult {
  return composeServices(
    services.map(({ name, url, definitions }) => ({
      name,
      url,
      typeDefs: { kind: 'Document' as DocumentKind, definitions: [...definitions] },
    })),
  );
}

type DocumentKind = Parameters<typeof composeServices>[0][number]['typeDefs']['kind'];
