import { putAll } from '../kit/change.ts';
import type { ScenarioPart } from '../kit/change.ts';
import { changeLog } from '../kit/change-log.ts';
import { divisionAndAbove } from '../kit/division.ts';
import { narrativeId } from '../kit/scenario/build-scenario.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import { stixIdOf } from '../kit/scenario/seeded-random.ts';
import { actorNames, narrativeNames } from '../kit/scenario/storyline.ts';
import { narrativeExamples, narratives, narrativeSubjects } from './tables.ts';
import type { Narrative, NarrativeExample } from './tables.ts';

/** A narrative as the exercise's author wrote it. */
interface Told {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly claimType: string;
  readonly reach: string;
  /** Slugs of counties in Georgia. */
  readonly targets: readonly string[];
  /** Local times in Georgia. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly doubling: number;
  readonly techniques: readonly string[];
  readonly domains: readonly string[];
  /** Whether an election office has published a correction. */
  readonly isCorrected?: true;
}

const own = 'information-environment';

const told: readonly Told[] = [
  {
    id: narrativeId('machinesDown'),
    title: narrativeNames.machinesDown,
    summary: 'Posts say that no machine in the county works and that people should come back tomorrow.',
    claimType: 'MACHINES',
    reach: 'REGIONAL',
    targets: ['gwinnett'],
    firstSeen: '08:05',
    lastSeen: '09:25',
    doubling: 35,
    techniques: ['T0023', 'T0068'],
    domains: ['county-watch.example', 'short-clips.example'],
    isCorrected: true,
  },
  {
    id: narrativeId('pollsClosed'),
    title: narrativeNames.pollsClosed,
    summary: 'Posts in near identical words say that every threatened place stays closed all day.',
    claimType: 'SAFETY',
    reach: 'NATIONAL',
    targets: ['fulton', 'dekalb', 'gwinnett'],
    firstSeen: '08:20',
    lastSeen: '09:28',
    doubling: 20,
    techniques: ['T0049', 'T0068', 'T0084'],
    domains: ['city-bulletin.example'],
    isCorrected: true,
  },
  {
    id: narrativeId('resultsHacked'),
    title: narrativeNames.resultsHacked,
    summary: 'Posts show the error page of the results site as proof that votes were changed.',
    claimType: 'RESULTS',
    reach: 'LOCAL',
    targets: ['chatham'],
    firstSeen: '08:25',
    lastSeen: '09:20',
    doubling: 90,
    techniques: ['T0022', 'T0023'],
    domains: ['coast-forum.example'],
  },
  {
    id: stixIdOf('narrative', 'late closing'),
    title: 'Polling places in Ware County close at noon',
    summary: 'A picture with a false closing time goes round.',
    claimType: 'PROCEDURE',
    reach: 'LOCAL',
    targets: ['ware'],
    firstSeen: '07:40',
    lastSeen: '08:15',
    doubling: 240,
    techniques: ['T0023'],
    domains: ['pictures.example'],
  },
  {
    id: stixIdOf('narrative', 'officials resigned'),
    title: 'Election officials of Bibb County have resigned',
    summary: 'A false statement in the name of the office goes round.',
    claimType: 'OFFICIALS',
    reach: 'LOCAL',
    targets: ['bibb'],
    firstSeen: '07:10',
    lastSeen: '07:55',
    doubling: 300,
    techniques: ['T0085'],
    domains: ['middle-news.example'],
  },
];

/** The analysts' part of the exercise: what is claimed, about whom, and how it spreads. */
export function scenario(exercise: Scenario): ScenarioPart {
  return {
    onShift: 'Information environment desk 2',
    lastUpdate: exercise.at('09:28'),
    tables: [narratives, narrativeSubjects, narrativeExamples, changeLog],
    changes: [
      ...putAll(
        narratives,
        told.map((each) => narrativeOf(exercise, each)),
      ),
      ...putAll(
        narrativeSubjects,
        told.flatMap(({ id, targets }) =>
          [
            ...new Set([
              ...targets.flatMap((county) => above(exercise, county)),
              ...subjectsOf(exercise, id),
            ]),
          ].map((subject) => ({ narrative: id, subject })),
        ),
      ),
      ...putAll(
        narrativeExamples,
        told.flatMap((each) => examplesOf(exercise, each)),
      ),
      ...putAll(
        changeLog,
        told.map(({ id, title, lastSeen }) => ({
          id: `change-${id}`,
          at: exercise.at(lastSeen),
          subjectType: 'Narrative',
          subjectId: id,
          summary: `Spreads: ${title}`,
          marking: exercise.marking('GREEN', own),
        })),
      ),
    ],
  };
}

function narrativeOf(exercise: Scenario, each: Told): Narrative {
  return {
    id: each.id,
    title: each.title,
    summary: each.summary,
    claimType: each.claimType,
    firstSeen: exercise.at(each.firstSeen),
    lastSeen: exercise.at(each.lastSeen),
    reach: each.reach,
    spreadMinutesPerDoubling: each.doubling,
    targetIds: targetsOf(exercise, each),
    techniqueNumbers: each.techniques,
    provenance: null,
    // What an office has answered in public anybody may read; a claim that nobody answered yet is not passed on.
    marking: exercise.marking(each.isCorrected ? 'CLEAR' : 'GREEN', own),
  };
}

function targetsOf(exercise: Scenario, { targets }: Told): readonly string[] {
  return targets.map((county) => `${exercise.home}/county:${county}`);
}

function above(exercise: Scenario, county: string): readonly string[] {
  return divisionAndAbove(`${exercise.home}/county:${county}`);
}

/** Incidents that the narrative speaks about, their campaigns, and the actor that is judged to push it. */
function subjectsOf(exercise: Scenario, id: string): readonly string[] {
  const about = exercise.incidents.filter(({ narratives: spoken }) => spoken.includes(id));
  const campaigns = about.flatMap(({ campaign }) => campaign ?? []);
  const pushed = id === narrativeId('pollsClosed') ? [stixIdOf('intrusion-set', actorNames.ashHeron)] : [];
  return [...about.map((incident) => incident.id), ...campaigns, ...pushed];
}

function examplesOf(exercise: Scenario, each: Told): readonly NarrativeExample[] {
  const { id, domains, firstSeen } = each;
  return domains.map((domain, index) => ({
    id: `${id}-example-${index + 1}`,
    narrative: id,
    url: `https://www.${domain}/post/${index + 1}`,
    domain: `www.${domain}`,
    seenAt: exercise.at(firstSeen),
    // The offices that the claim speaks about may read the address.
    marking: exercise.marking('AMBER', own, { releasableTo: targetsOf(exercise, each) }),
  }));
}
