import { defineSubgraph } from '../kit/subgraph.ts';
import { imports } from './imports.ts';
import { entities, resolvers } from './resolvers.ts';
import { scenario } from './scenario.ts';
import { importedPlaces, migrations, openElectionsSource } from './source.ts';

/** The election offices. */
export default defineSubgraph({
  name: 'elections',
  folder: new URL('.', import.meta.url),
  migrations,
  source: openElectionsSource,
  entities,
  resolvers,
  imports,
  scenario,
  importedPlaces,
});
