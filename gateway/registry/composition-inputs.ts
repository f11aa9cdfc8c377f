import type { SubgraphSdl } from '../compose/subgraph-sdl.ts';
import type { Version } from './publication.ts';

/**
 * What is composed: the operator's folders, each replaced by what its agency published, and what agencies
 * without a folder published; a withdrawn one is left out.
 *
 * The shared document is always the operator's: no agency may change what the community agreed on.
 */
export function compositionInputs(
  base: readonly SubgraphSdl[],
  newest: readonly Version[],
  shared: SubgraphSdl['shared'],
): readonly SubgraphSdl[] {
  const inputs = new Map(base.map((each) => [each.name, each]));
  for (const { name, revision, sdl, policy } of newest) {
    if (sdl === null) inputs.delete(name);
    else {
      const own = { file: publishedFile(name, revision), text: sdl };
      // Without the revision, since a policy's file is part of its bundle: the same policies are the same bundle.
      const file = `${name}/policy.cedar`;
      inputs.set(name, { name, shared, own, ...(policy === null ? {} : { policy: { file, text: policy } }) });
    }
  }
  return [...inputs.values()];
}

/** The name under which positions in a published schema are reported. */
function publishedFile(name: string, revision: number): string {
  return `${name}@r${revision}/schema.graphql`;
}
