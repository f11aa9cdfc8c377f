import type { PlaceFacts } from '../../subgraphs/elections/place-tables.ts';
import { stixIdOf } from '../../subgraphs/kit/scenario/seeded-random.ts';
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
const realPlace: Situation = {
  words: 'a polling place that the exercise did not invent',
  ask: (selection) => `{ pollingPlace(id: "${placeOutsideExercise.id}") { ${selection} } }`,
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
const unanswered: Situation = {
  words: 'the claim that officials of Bibb County have resigned, which nobody has answered',
  ask: (selection) => `{ narrative(id: "${stixIdOf('narrative', 'officials resigned')}") { ${selection} } }`,
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
const metricOf = (issuer: string, recipient: string, words: string): Situation => ({
  words,
  ask: (selection) => `{ cooperationMetrics { issuer { id } recipient { id } ${selection} } }`,
  steps: ['cooperationMetrics', { issuer: { id: issuer }, recipient: { id: recipient } }],
});
const cyberWithOffices = metricOf(
  'cyber',
  'elections',
  'how the cyber agency works with the election offices',
);
const intelligenceWithPolice = metricOf(
  'intelligence',
  'law-enforcement',
  'how intelligence works with law enforcement',
);

/** A polling place as one is loaded from a file: it is real, whatever is played. */
export const placeOutsideExercise: PlaceFacts = {
  id: 'ocd-division/country:us/state:fl/county:baker/place:library',
  name: 'Library',
  address: '14 East Macclenny Avenue',
  jurisdiction: 'ocd-division/country:us/state:fl/county:baker',
  division: 'ocd-division/country:us/state:fl/county:baker',
  election: 'us-fl-2024-11-05',
  precincts: ['1'],
  isDropBox: false,
  isEarlyVoting: false,
  externalIds: [],
  hours: [{ date: '2024-11-05', from: '2024-11-05T12:00:00.000Z', until: '2024-11-06T00:00:00.000Z' }],
  provenance: { source: 'test', file: null, record: null },
  marking: {
    tlp: 'CLEAR',
    releasableTo: [],
    originator: 'elections',
    caveats: [],
    case: null,
    status: 'ACTUAL',
  },
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
  realPlace,
  indicator,
  desk,
  narrative,
  example,
  unanswered,
  notification,
  released: inject(28, 'an inject that was released'),
  unreleased: inject(44, 'an inject that is not released yet'),
  observation,
  cyberWithOffices,
  intelligenceWithPolice,
} as const;
