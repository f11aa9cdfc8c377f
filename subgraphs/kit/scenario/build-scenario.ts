import { allStates, counties } from '../geography.ts';
import type { Area } from '../geography.ts';
import { inventedPlaces } from './invented-places.ts';
import { smallIncidents } from './small-incidents.ts';
import type {
  Scenario,
  ScenarioIncident,
  ScenarioPlace,
  ScenarioSystem,
  UnnumberedIncident,
} from './scenario.ts';
import { seededRandom, stixIdOf } from './seeded-random.ts';
import { campaignNames, indicatorNames, narrativeNames, stories } from './storyline.ts';

/** What a scenario is made of. */
export interface ScenarioOptions {
  readonly seed: string;
  /** How many times the places and small incidents of the smallest exercise: 1, 10 or 100. */
  readonly scale: number;
  /** Real polling places of Georgia, where they were imported; empty: the exercise invents its own. */
  readonly importedPlaces: readonly ScenarioPlace[];
}

const date = '2024-11-05';
const home = 'ocd-division/country:us/state:ga';
const players = [
  'elections',
  'cyber',
  'law-enforcement',
  'intelligence',
  'information-environment',
  'coordination',
];
const neighbours = ['ga', 'pa', 'az', 'mi', 'wi'];

/** The skeleton of the exercise; the same options give the same scenario on every machine. */
export function buildScenario({ seed, scale, importedPlaces }: ScenarioOptions): Scenario {
  const all = counties().filter(({ state }) => neighbours.includes(state));
  const byId = new Map(all.map((area) => [area.ocdId, area]));
  const own = all.filter(({ state }) => state === 'ga');
  const places = importedPlaces.length > 0 ? importedPlaces : inventedPlaces(own, seed, scale);
  const incidents = numbered([
    ...storyIncidents(places, seed),
    ...smallIncidents({
      counties: own,
      places,
      random: seededRandom(seed, 'small incidents'),
      count: 24 * scale,
      at,
    }),
  ]);
  const byStory = new Map(incidents.map((incident) => [incident.story, incident]));
  const exercise = 'ex-2024-11-05';
  return {
    seed,
    scale,
    players,
    agencies: [...players, 'exercise'],
    exercise,
    earlierExercise: 'ex-2024-08-14',
    election: 'us-ga-2024-11-05',
    date,
    clock: at('09:30'),
    at,
    home,
    states: allStates().filter(({ state }) => neighbours.includes(state)),
    counties: own,
    county(ocdId) {
      const found = byId.get(ocdId);
      if (found) return found;
      throw new Error(`the exercise has no county \`${ocdId}\``);
    },
    places,
    incidents,
    story(name) {
      const found = byStory.get(name);
      if (found) return found;
      throw new Error(`the story has no part \`${name}\``);
    },
    systems: systems(own, seed),
    silent: ['ware', 'telfair', 'echols'].map((county) => `${home}/county:${county}`),
    marking: (tlp, originator, { caveats = [], releasableTo = [] } = {}) => ({
      tlp,
      releasableTo,
      originator,
      caveats,
      case: exercise,
      status: 'EXERCISE',
    }),
    random: (purpose) => seededRandom(seed, purpose),
  };
}

/** The instant of a local time on the day; Georgia was at UTC-5. */
function at(time: string): string {
  return new Date(`${date}T${time}:00-05:00`).toISOString();
}

function storyIncidents(places: readonly ScenarioPlace[], seed: string): readonly UnnumberedIncident[] {
  const named = new Map(counties().map((area) => [area.ocdId, area]));
  return stories().map(([name, story]) => {
    const county = `ocd-division/country:us/state:${story.state ?? 'ga'}/county:${story.county}`;
    const near = places.filter((place) => place.county === county);
    const touched = seededRandom(seed, `places of ${name}`).sample(near, story.places ?? 0);
    return {
      story: name,
      type: story.type,
      title: story.title,
      state: `ocd-division/country:us/state:${story.state ?? 'ga'}`,
      county,
      countyName: named.get(county)?.name ?? story.county,
      places: touched.map(({ id }) => id),
      occurredAt: at(story.occurred),
      reportedAt: at(story.reported),
      updatedAt: at(story.updated),
      status: story.status,
      severity: story.severity,
      determination: story.determination,
      originator: story.originator,
      protectsVictim: story.protectsVictim ?? false,
      campaign: story.campaign ? campaignId(story.campaign) : null,
      narratives: (story.narratives ?? []).map(narrativeId),
      indicators: (story.indicators ?? []).map(indicatorId),
    };
  });
}

/** Numbers in the order of the reports, as a room gives them. */
function numbered(incidents: readonly UnnumberedIncident[]): readonly ScenarioIncident[] {
  const width = Math.max(4, String(incidents.length).length);
  return incidents
    .toSorted((a, b) => (a.reportedAt < b.reportedAt ? -1 : a.reportedAt > b.reportedAt ? 1 : 0))
    .map((incident, index) => {
      const number = String(index + 1).padStart(width, '0');
      return { ...incident, id: `INC-${date}-${number}`, inject: `inject-${date}-${number}` };
    });
}

/** Identifier of a campaign of the story. */
export function campaignId(name: keyof typeof campaignNames): string {
  return stixIdOf('campaign', campaignNames[name]);
}

/** Identifier of a narrative of the story. */
export function narrativeId(name: keyof typeof narrativeNames): string {
  return stixIdOf('narrative', narrativeNames[name]);
}

/** Identifier of an indicator of the story. */
export function indicatorId(name: keyof typeof indicatorNames): string {
  return stixIdOf('indicator', indicatorNames[name]);
}

/** Identifier of one of an indicator's sightings, counted from 0: where it was seen can not be told from it. */
export function sightingId(name: keyof typeof indicatorNames, index: number): string {
  return stixIdOf('sighting', `${indicatorId(name)} ${index}`);
}

function systems(own: readonly Area[], seed: string): readonly ScenarioSystem[] {
  const random = seededRandom(seed, 'systems');
  const always = ['fulton', 'gwinnett', 'cobb', 'chatham'].map((county) => `${home}/county:${county}`);
  const used = (count: number): readonly string[] => [
    ...new Set([...always, ...random.sample(own, count).map(({ ocdId }) => ocdId)]),
  ];
  return [
    ['Northlight Ballot Works', 'ClearMark BMD', '4.2', 'BMD', 60],
    ['Tallybridge Systems', 'PollRoster', '7.1', 'ELECTRONIC_POLL_BOOK', 45],
    ['Tallybridge Systems', 'CountReady', '3.0', 'SCAN_BATCH', 30],
    // A maker that the catalogue of exploited vulnerabilities names, so that the two meet once it is loaded.
    ['Microsoft', 'Windows', '10, election management workstation', 'EMS', 80],
  ].map(([vendor, product, version, deviceType, count]) => ({
    id: [vendor, product, version]
      .join(' ')
      .toLowerCase()
      .replaceAll(/[^a-z0-9.]+/gu, '-'),
    vendor: String(vendor),
    product: String(product),
    version: String(version),
    deviceType: String(deviceType),
    counties: used(Number(count)),
  }));
}
