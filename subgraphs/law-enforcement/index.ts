import { defineSubgraph } from '../kit/subgraph.ts';
import { migrations } from './migrations.ts';
import { entities, resolvers } from './resolvers.ts';
import { scenario } from './scenario.ts';
import { openLawEnforcementSource } from './source.ts';

/** Law enforcement's subgraph. */
export default defineSubgraph({
  name: 'law-enforcement',
  folder: new URL('.', import.meta.url),
  migrations,
  source: openLawEnforcementSource,
  entities,
  resolvers,
  scenario,
});
