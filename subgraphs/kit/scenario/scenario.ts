import type { Area } from '../geography.ts';
import type { Caveat, Marking, Tlp } from '../marking.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { StoryName } from './storyline.ts';

/** An invented or imported polling place as the agencies know it in the exercise. */
export interface ScenarioPlace {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** OCD-ID of its county. */
  readonly county: string;
  /** Whether it was imported; such a place is never put again, only its state on the day. */
  readonly imported: boolean;
}

/** An incident as the room numbers it; each agency makes its own facet of it. */
export interface ScenarioIncident {
  /** `INC-2024-11-05-0042` */
  readonly id: string;
  /** Its part in the story; null for one of the day's many small ones. */
  readonly story: StoryName | null;
  readonly type: string;
  readonly title: string;
  /** OCD-ID of the state. */
  readonly state: string;
  /** OCD-ID of the county. */
  readonly county: string;
  readonly countyName: string;
  /** Ids of polling places that it touches. */
  readonly places: readonly string[];
  readonly occurredAt: string;
  readonly reportedAt: string;
  readonly updatedAt: string;
  readonly status: 'NEW' | 'OPEN' | 'CLOSED';
  readonly severity: string;
  readonly determination: string;
  /** The agency that brought it in. */
  readonly originator: string;
  /** A breach that is not confirmed: who the victim is must not be told. */
  readonly protectsVictim: boolean;
  readonly campaign: string | null;
  readonly narratives: readonly string[];
  readonly indicators: readonly string[];
  readonly inject: string;
}

/** An incident before it has a number. */
export type UnnumberedIncident = Omit<ScenarioIncident, 'id' | 'inject'>;

/** A product that counties run in the exercise. */
export interface ScenarioSystem {
  readonly id: string;
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  readonly deviceType: string;
  /** OCD-IDs of the counties that run it. */
  readonly counties: readonly string[];
}

/** What all agencies know alike of the exercise's day: the skeleton on which each hangs its own rows. */
export interface Scenario {
  readonly seed: string;
  readonly scale: number;
  /** Agencies with a desk in the room that play. */
  readonly players: readonly string[];
  /** All of them with exercise control, which only watches. */
  readonly agencies: readonly string[];
  /** The exercise that is played. */
  readonly exercise: string;
  /** The exercise before it, whose corrective actions are due. */
  readonly earlierExercise: string;
  readonly election: string;
  /** The day, `2024-11-05`. */
  readonly date: string;
  /** What time it is: 09:30 in Georgia; RFC 3339 in UTC. */
  readonly clock: string;
  /** The instant of a local time of the day in Georgia: `at('07:15')`. */
  readonly at: (time: string) => string;
  /** OCD-ID of Georgia. */
  readonly home: string;
  readonly states: readonly Area[];
  /** Georgia's counties, by GEOID. */
  readonly counties: readonly Area[];
  /** A county of any state by its OCD-ID; throws for another. */
  readonly county: (ocdId: string) => Area;
  readonly places: readonly ScenarioPlace[];
  readonly incidents: readonly ScenarioIncident[];
  /** The incident of a part of the story. */
  readonly story: (name: StoryName) => ScenarioIncident;
  readonly systems: readonly ScenarioSystem[];
  /** OCD-IDs of counties that opened and then went silent. */
  readonly silent: readonly string[];
  /** A marking of the exercise: status EXERCISE, tied to the exercise. */
  readonly marking: (
    tlp: Tlp,
    originator: string,
    more?: { readonly caveats?: readonly Caveat[]; readonly releasableTo?: readonly string[] },
  ) => Marking;
  /** Seeded choices for one purpose. */
  readonly random: (purpose: string) => SeededRandom;
}
