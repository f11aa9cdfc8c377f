import type { Step } from './outcome.ts';

/** An object of the demonstration, in words, with how it is asked for. */
export interface Situation {
  readonly words: string;
  readonly ask: (selection: string) => string;
  readonly steps: readonly Step[];
}

const georgia = 'ocd-division/country:us/state:ga';
const incident = (words: string, number: string): Situation => ({
  words,
  ask: (selection) => `{ incident(id: "INC-2024-11-05-${number}") { ${selection} } }`,
  steps: ['incident'],
});
const below = (situation: Situation, field: string, words: string): Situation => ({
  words,
  ask: (selection) => situation.ask(`${field} { ${selection} }`),
  steps: [...situation.steps, field],
});

const bombThreat = incident('a GREEN incident: the bomb threats in Fulton County', '0028');
const lowndes = incident(
  'a breach of Lowndes County that the cyber agency brought in, not confirmed',
  '0003',
);
const glynn = incident('a breach of Glynn County that law enforcement brought in, not confirmed', '0005');
const siteFlood = incident('the flooded results site of Chatham County', '0023');
const workerThreat = incident('the threat to an election worker of Richmond County', '0018');
const pollbooks = incident('the poll books of Cobb County', '0011');
const threatAssessed = below(
  workerThreat,
  'lawEnforcement',
  'the threat to an election worker of Richmond County',
);
const bombAssessed = below(bombThreat, 'lawEnforcement', 'the bomb threats in Fulton County');
const floodAssessed = below(siteFlood, 'lawEnforcement', 'the flooded results site of Chatham County');
const breachAttributed = below(lowndes, 'attribution', 'who is behind the breach of Lowndes County');
const fulton: Situation = {
  words: 'Fulton County',
  ask: (selection) => `{ jurisdiction(ocdId: "${georgia}/county:fulton") { ${selection} } }`,
  steps: ['jurisdiction'],
};
const place: Situation = {
  words: 'a polling place of Fulton County that was threatened',
  ask: (selection) => `{ pollingPlace(id: "${georgia}/county:fulton/place:x001") { ${selection} } }`,
  steps: ['pollingPlace'],
};
const indicator: Situation = {
  words: 'an indicator of the hoax threats that Fulton County gave',
  ask: (selection) => `{ indicator(id: "indicator--8e9df295-b1ce-8c27-a2ec-eccec3f56530") { ${selection} } }`,
  steps: ['indicator'],
};
const desk: Situation = {
  words: 'the duty desk of the cyber agency',
  ask: (selection) => `{ agency(id: "cyber") { dutyDesk { ${selection} } } }`,
  steps: ['agency', 'dutyDesk'],
};
const narrative: Situation = {
  words: 'the claim that machines are down in Gwinnett County',
  ask: (selection) => `{ narrative(id: "narrative--cbb7762b-c891-8317-a5e3-64430ec37a85") { ${selection} } }`,
  steps: ['narrative'],
};
const example: Situation = {
  words: 'an example of that claim',
  ask: (selection) => narrative.ask(`examples { domain ${selection} }`),
  steps: ['narrative', 'examples', { domain: 'www.county-watch.example' }],
};
const notification: Situation = {
  words: 'a notification case',
  ask: (selection) => `{ notificationCase(id: "nc-2024-11-05-01") { ${selection} } }`,
  steps: ['notificationCase'],
};
const inject = (number: number, words: string): Situation => ({
  words,
  ask: (selection) => `{ exercise(id: "ex-2024-11-05") { injects { number ${selection} } } }`,
  steps: ['exercise', 'injects', { number }],
});
const observation: Situation = {
  words: 'what an evaluator saw at the election offices',
  ask: (selection) => `{ exercise(id: "ex-2024-11-05") { observations { id ${selection} } } }`,
  steps: ['exercise', 'observations', { id: 'os-2024-11-02' }],
};
const metric: Situation = {
  words: 'how the cyber agency works with the election offices',
  ask: (selection) => `{ cooperationMetrics { issuer { id } recipient { id } ${selection} } }`,
  steps: ['cooperationMetrics', { issuer: { id: 'cyber' }, recipient: { id: 'elections' } }],
};

/** The objects that the field policy is shown on. */
export const situations = {
  bombThreat,
  bombAssessed,
  bombReported: below(bombThreat, 'reporter', 'who reported the bomb threats in Fulton County'),
  lowndes,
  lowndesReported: below(lowndes, 'reporter', 'who reported the breach of Lowndes County'),
  breachAttributed,
  glynn,
  floodAssessed,
  threatAssessed,
  pollbooksTechnical: below(pollbooks, 'cyber', 'the poll books of Cobb County, technically'),
  fulton,
  place,
  indicator,
  desk,
  narrative,
  example,
  notification,
  released: inject(28, 'an inject that was released'),
  unreleased: inject(44, 'an inject that is not released yet'),
  observation,
  metric,
} as const;
