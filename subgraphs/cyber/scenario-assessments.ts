import { put, putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import { campaignId, narrativeId } from '../kit/scenario/build-scenario.ts';
import type { Scenario, ScenarioIncident } from '../kit/scenario/scenario.ts';
import { stixIdOf } from '../kit/scenario/seeded-random.ts';
import type { SeededRandom } from '../kit/scenario/seeded-random.ts';
import { actorNames } from '../kit/scenario/storyline.ts';
import { assessments, deviceFacts, playerActions, seenTechniques } from './assessment-tables.ts';
import { priorityOf, scoresOf } from './nciss.ts';
import { forTheRoom } from './room-marking.ts';
import { storyFindings } from './scenario-story.ts';
import type { Finding } from './scenario-story.ts';

/** What the agency knows of the day's incidents, and what its players did. */
export function assessmentChanges(exercise: Scenario): readonly Change[] {
  const random = exercise.random('cyber assessments');
  return [
    ...exercise.incidents.flatMap((incident) => {
      const finding = incident.story ? storyFindings[incident.story] : smallFinding(incident, random);
      return finding === null ? [] : rowsOf(exercise, incident, finding);
    }),
    ...putAll(
      seenTechniques,
      Object.entries(techniquesOf).flatMap(([subject, numbers]) =>
        numbers.map((number) => ({ subject, number })),
      ),
    ),
    ...putAll(
      deviceFacts,
      deviceReality.map(([narrative, text]) => ({
        narrative,
        text,
        marking: exercise.marking('GREEN', 'cyber'),
      })),
    ),
  ];
}

const techniquesOf: Readonly<Record<string, readonly string[]>> = {
  [campaignId('hoaxMail')]: ['T1583.001', 'T1585.002'],
  [campaignId('harvest')]: ['T1566.001', 'T1566.002', 'T1078'],
  [stixIdOf('intrusion-set', actorNames.ashHeron)]: ['T1583.001', 'T1585.002'],
  [stixIdOf('intrusion-set', actorNames.slateFox)]: ['T1566.002', 'T1598.003', 'T1078'],
};

const deviceReality: readonly (readonly [narrative: string, text: string])[] = [
  [
    narrativeId('machinesDown'),
    'One ballot marking device reported a fault at 07:25 and was replaced at 07:55; no other fault is known.',
  ],
  [
    narrativeId('resultsHacked'),
    'The public results site is flooded and answers slowly; it holds copies only, and nothing of the count was reached.',
  ],
];

function rowsOf(exercise: Scenario, incident: ScenarioIncident, finding: Finding): readonly Change[] {
  return [
    put(assessments, {
      incident: incident.id,
      technicalDetail: finding.technicalDetail,
      vendorNotes: finding.vendorNotes ?? null,
      ncissScore: finding.score,
      priority: priorityOf(finding.score),
      observedActivity: finding.observedActivity,
      recoverability: finding.recoverability,
      determination: finding.determination,
      status: finding.status,
      whatToDo: finding.whatToDo,
      updatedAt: incident.updatedAt,
      jurisdiction: incident.county,
      marking: forTheRoom(exercise, finding.vendorNotes === undefined ? [] : ['PCII']),
    }),
    ...putAll(
      seenTechniques,
      finding.techniques.map((number) => ({ subject: incident.id, number })),
    ),
    ...putAll(
      playerActions,
      finding.actions.map(([time, action], index) => ({
        id: `${incident.inject} ${index + 1}`,
        inject: incident.inject,
        at: exercise.at(time),
        action,
        marking: forTheRoom(exercise),
      })),
    ),
  ];
}

/** What the agency makes of one of the day's many small incidents; null where it has no part in it. */
function smallFinding({ type, severity, status }: ScenarioIncident, random: SeededRandom): Finding | null {
  const score = random.between(...scoresOf(severity));
  const shared = {
    score,
    recoverability: 'REGULAR',
    status: status === 'CLOSED' ? 'CLOSED' : 'WATCHING',
  } as const;
  switch (type) {
    case 'PHISHING':
      return {
        ...shared,
        technicalDetail: 'A mass mailing with a link to a false parcel service; not aimed at elections.',
        observedActivity: 'ENGAGE',
        determination: 'Phishing without aim at elections',
        whatToDo: 'Delete the mail.',
        techniques: ['T1566'],
        actions: [],
      };
    case 'DEVICE_FAULT':
      return {
        ...shared,
        technicalDetail:
          'The log of the scanner shows worn rollers. Seals and software are as they should be.',
        observedActivity: null,
        determination: 'Fault of one device, no attack',
        whatToDo: 'Clean the rollers or use the spare scanner. Keep ballots in the emergency box meanwhile.',
        techniques: [],
        actions: [],
      };
    default:
      return null;
  }
}
