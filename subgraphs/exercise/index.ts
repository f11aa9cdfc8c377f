import { defineSubgraph } from '../kit/subgraph.ts';
import { entities, resolvers } from './resolvers.ts';
import { scenario } from './scenario.ts';
import { migrations, openExerciseSource } from './source.ts';

/** Exercise control. */
export default defineSubgraph({
  name: 'exercise',
  folder: new URL('.', import.meta.url),
  migrations,
  source: openExerciseSource,
  entities,
  resolvers,
  scenario,
});
