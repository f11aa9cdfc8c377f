import { defineSubgraph } from '../kit/subgraph.ts';
import { imports } from './imports.ts';
import { entities, resolvers } from './resolvers.ts';
import { scenario } from './scenario.ts';
import { migrations, openCyber } from './source.ts';

/** The cyber agency. */
export default defineSubgraph({
  name: 'cyber',
  folder: new URL('.', import.meta.url),
  migrations,
  source: openCyber,
  entities,
  resolvers,
  imports,
  scenario,
});
