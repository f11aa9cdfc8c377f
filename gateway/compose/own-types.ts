import { parseSdl } from './parse-sdl.ts';
import type { SubgraphSdl } from './subgraph-sdl.ts';

/** How many types the agency's own file defines, extensions and root types not counted; 0 for a broken file. */
export function ownTypes(sdl: SubgraphSdl): number {
  const parsed = parseSdl(sdl);
  if (parsed.kind === 'unreadable') return 0;
  const roots = new Set(['Query', 'Mutation', 'Subscription']);
  return parsed.own.filter(
    (definition) =>
      definition.kind.endsWith('TypeDefinition') &&
      'name' in definition &&
      !roots.has(definition.name?.value ?? ''),
  ).length;
}
