import { defineSubgraph } from '../kit/subgraph.ts';
import { entities } from './entities.ts';
import { imports } from './imports.ts';
import { resolvers } from './resolvers.ts';
import { scenario } from './scenario.ts';
import { migrations, openCoordinationSource } from './source.ts';

/** The coordinating body's subgraph. */
export default defineSubgraph({
  name: 'coordination',
  folder: new URL('.', import.meta.url),
  migrations,
  source: openCoordinationSource,
  entities,
  resolvers,
  imports,
  scenario,
});
