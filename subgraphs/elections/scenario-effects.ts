import type { Scenario, ScenarioIncident } from '../kit/scenario/scenario.ts';
import type { StoryName } from '../kit/scenario/storyline.ts';
import type { PlaceStatus } from './place-tables.ts';

/** What an incident does to one of its places; times are local times of the day in Georgia. */
export interface PlaceEffect {
  readonly status: PlaceStatus;
  readonly from?: string;
  /** When people could vote again; without it they cannot yet. */
  readonly until?: string;
  readonly extension?: string;
}

/** What an incident does to voting, as its author wrote it. */
export interface Effect {
  /** What its places have in order; the last is that of all that follow. */
  readonly places?: readonly PlaceEffect[];
  readonly functionalImpact: string;
  /** The offices' own priority, where it is not the room's. */
  readonly priority?: string;
  readonly extensionRequested?: string;
  readonly publicTold?: true;
  /** Why places are not open, in plain words. */
  readonly cause?: string;
}

const open = { status: 'OPEN' } as const;
const evacuated = (until: string): PlaceEffect => ({
  status: 'OPEN',
  from: '08:15',
  until,
  extension: '19:20',
});
const elsewhere: Effect = { functionalImpact: 'NO_IMPACT_TO_SERVICES' };
const threatened = 'A bomb threat by e-mail; the building was emptied for a search';

/** The story's effects; null where election offices know of none. */
const storyEffects: Readonly<Record<StoryName, Effect | null>> = {
  hoaxFulton: {
    places: [
      { status: 'EVACUATED', from: '08:15', extension: '19:20' },
      evacuated('08:40'),
      evacuated('08:43'),
      evacuated('08:47'),
      evacuated('08:50'),
      open,
    ],
    functionalImpact: 'SIGNIFICANT_CRITICAL',
    priority: 'SEVERE',
    extensionRequested: '09:00',
    publicTold: true,
    cause: threatened,
  },
  hoaxDekalb: {
    places: [{ status: 'EVACUATED', from: '08:40' }, { status: 'OPEN', from: '08:40', until: '09:05' }, open],
    functionalImpact: 'MINIMAL_CRITICAL',
    publicTold: true,
    cause: threatened,
  },
  hoaxGwinnett: { places: [open], functionalImpact: 'NO_IMPACT_TO_SERVICES', priority: 'MEDIUM' },
  hoaxCentre: elsewhere,
  hoaxNavajo: elsewhere,
  hoaxWayne: elsewhere,
  hoaxDane: elsewhere,
  pollbookCobb: {
    places: [
      { status: 'CLOSED', from: '07:10' },
      { status: 'CLOSED', from: '07:10' },
      { status: 'OPEN', from: '07:10', until: '08:05' },
    ],
    functionalImpact: 'SIGNIFICANT_CRITICAL',
    priority: 'HIGH',
    extensionRequested: '08:50',
    publicTold: true,
    cause: 'The electronic poll books do not start and the paper ones are on their way',
  },
  outageDougherty: {
    places: [
      { status: 'RELOCATED', from: '06:45', until: '07:50' },
      { status: 'OPEN', from: '06:45', until: '07:40' },
    ],
    functionalImpact: 'MINIMAL_CRITICAL',
    publicTold: true,
    cause: 'No power in the building; voting goes on in the hall next door',
  },
  swattingHall: {
    places: [{ status: 'OPEN', from: '07:05', until: '07:25' }],
    functionalImpact: 'MINIMAL_CRITICAL',
    cause: 'Police searched the building after a false emergency call',
  },
  deviceGwinnett: { places: [open], functionalImpact: 'MINIMAL_NON_CRITICAL' },
  claimGwinnett: { functionalImpact: 'NO_IMPACT', publicTold: true },
  ddosChatham: { functionalImpact: 'DENIAL_NON_CRITICAL', priority: 'MEDIUM', publicTold: true },
  threatRichmond: { functionalImpact: 'NO_IMPACT_TO_SERVICES' },
  phishingClarke: { functionalImpact: 'NO_IMPACT' },
  phishingBibb: { functionalImpact: 'NO_IMPACT' },
  phishingMuscogee: { functionalImpact: 'NO_IMPACT' },
  breachLowndes: { functionalImpact: 'NO_IMPACT_TO_SERVICES' },
  // Law enforcement brought it in and has not told the office.
  breachGlynn: null,
};

/** What an incident does to voting; null where election offices know nothing of it. */
export function effectOf(incident: ScenarioIncident): Effect | null {
  return incident.story === null ? smallEffect(incident) : storyEffects[incident.story];
}

function smallEffect({ type, status, occurredAt, updatedAt }: ScenarioIncident): Effect {
  switch (type) {
    case 'SUPPLY': {
      // One that is not closed yet has its ballots already and waits for more.
      const places = [{ status: 'OPEN', from: localTime(occurredAt), until: localTime(updatedAt) } as const];
      const cause = 'Ballots had run out';
      return status === 'CLOSED'
        ? { places, functionalImpact: 'MINIMAL_CRITICAL', cause }
        : { places: [open], functionalImpact: 'MINIMAL_NON_CRITICAL' };
    }
    case 'WEATHER':
      return { places: [open], functionalImpact: 'MINIMAL_CRITICAL', publicTold: true };
    case 'DEVICE_FAULT':
    case 'VOTER_INTIMIDATION':
    case 'IMPERSONATION':
      return { places: [open], functionalImpact: 'NO_IMPACT_TO_SERVICES' };
    default:
      return { functionalImpact: 'NO_IMPACT' };
  }
}

/** Minutes in which people could not vote, from 07:00 on and up to now. */
export function minutesClosed({ from, until }: PlaceEffect, scenario: Scenario): number {
  if (from === undefined) return 0;
  const opened = Date.parse(scenario.at('07:00'));
  const end = Date.parse(until === undefined ? scenario.clock : scenario.at(until));
  return Math.max(0, Math.round((end - Math.max(opened, Date.parse(scenario.at(from)))) / 60_000));
}

/** The local time in Georgia of an instant of the day, `08:15`. */
function localTime(instant: string): string {
  return new Date(Date.parse(instant) - 5 * 3_600_000).toISOString().slice(11, 16);
}
