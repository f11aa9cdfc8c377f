import { defineSubgraph } from '../kit/subgraph.ts';
import { imports } from './imports.ts';
import { entities, resolvers } from './resolvers.ts';
import { scenario } from './scenario.ts';
import { openIntelligence } from './source.ts';
import { migrations } from './tables.ts';

/** The intelligence community. */
export default defineSubgraph({
  name: 'intelligence',
  folder: new URL('.', import.meta.url),
  migrations,
  source: openIntelligence,
  entities,
  resolvers,
  imports,
  scenario,
});
