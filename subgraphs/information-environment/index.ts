import { defineSubgraph } from '../kit/subgraph.ts';
import { imports } from './imports.ts';
import { entities, resolvers } from './resolvers.ts';
import { scenario } from './scenario.ts';
import { openInformationEnvironment } from './source.ts';
import { migrations } from './tables.ts';

/** The analysts of the information environment. */
export default defineSubgraph({
  name: 'information-environment',
  folder: new URL('.', import.meta.url),
  migrations,
  source: openInformationEnvironment,
  entities,
  resolvers,
  imports,
  scenario,
});
