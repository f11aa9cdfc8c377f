import { type Briefing, readBriefing } from './briefing.ts';

const documents = import.meta.glob<string>('#operations/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const variables = import.meta.glob<string>('#operations/*.variables.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The briefings that were in `schema/operations` when the playground was built: those of most agencies first. */
export const briefings: readonly Briefing[] = Object.entries(documents)
  .map(([path, document]) =>
    readBriefing(path, document, variables[path.replace(/\.graphql$/, '.variables.json')]),
  )
  .toSorted((one, other) => other.agencies.length - one.agencies.length);
