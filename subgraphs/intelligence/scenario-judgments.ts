import { put, putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import { campaignId, indicatorId, narrativeId } from '../kit/scenario/build-scenario.ts';
import type { Scenario, ScenarioIncident } from '../kit/scenario/scenario.ts';
import { stixIdOf } from '../kit/scenario/seeded-random.ts';
import { actorNames } from '../kit/scenario/storyline.ts';
import {
  attributions,
  foreignNexuses,
  judgments,
  relatedActors,
  threatAssessments,
} from './judgment-tables.ts';
import type { Attribution, Judgment } from './judgment-tables.ts';
import { forTheRoom, originatorControlled } from './scenario-marking.ts';

const ashHeron = stixIdOf('intrusion-set', actorNames.ashHeron);
const slateFox = stixIdOf('intrusion-set', actorNames.slateFox);
const notificationCase = 'nc-2024-11-05-01';

/** What is judged of incidents, campaigns, actors, narratives, indicators, the case and the election. */
export function judgmentChanges(exercise: Scenario): readonly Change[] {
  return [
    ...putAll(
      attributions,
      exercise.incidents.flatMap((incident) => attributionOf(exercise, incident)),
    ),
    ...putAll(
      judgments,
      written.map(([subject, agency, time, judgment], index) => ({
        id: stixIdOf('opinion', `${subject} ${agency} ${index}`),
        subject,
        agency,
        ...judgment,
        judgedAt: exercise.at(time),
        marking: markingOf(exercise, subject, agency),
      })),
    ),
    put(foreignNexuses, {
      narrative: narrativeId('pollsClosed'),
      tearline: 'A foreign actor likely pushes the claim that threatened places stay closed.',
      likelihood: 'LIKELY',
      confidence: 'MODERATE',
      actor: ashHeron,
      marking: originatorControlled(exercise),
    }),
    put(foreignNexuses, {
      narrative: narrativeId('machinesDown'),
      tearline: 'Nothing foreign is seen behind the claim; it began with one real fault.',
      likelihood: 'UNLIKELY',
      confidence: 'LOW',
      actor: null,
      marking: originatorControlled(exercise),
    }),
    put(threatAssessments, {
      election: exercise.election,
      summary:
        'Attempts to frighten voters and to take over accounts of offices are likely; none can change a count.',
      likelihood: 'LIKELY',
      confidence: 'MODERATE',
      actorIds: [ashHeron, slateFox],
      assessedAt: exercise.at('05:30'),
      marking: exercise.marking('GREEN', 'intelligence'),
    }),
    put(relatedActors, {
      indicator: indicatorId('hoaxSender'),
      actor: ashHeron,
      likelihood: 'LIKELY',
      confidence: 'MODERATE',
      marking: originatorControlled(exercise),
    }),
    put(relatedActors, {
      indicator: indicatorId('phishLink'),
      actor: slateFox,
      likelihood: 'VERY_LIKELY',
      confidence: 'LOW',
      marking: originatorControlled(exercise),
    }),
  ];
}

type Judged = Omit<Judgment, 'id' | 'subject' | 'agency' | 'judgedAt' | 'marking'>;

/** About what, by whom, at which local time in Georgia; of one subject the first is what others agree with or not. */
const written: readonly (readonly [subject: string, agency: string, time: string, judgment: Judged])[] = [
  [
    campaignId('hoaxMail'),
    'intelligence',
    '08:50',
    {
      text: 'One foreign actor likely sent all of the threats.',
      likelihood: 'LIKELY',
      confidence: 'MODERATE',
      opinion: null,
    },
  ],
  [
    campaignId('hoaxMail'),
    'cyber',
    '08:55',
    {
      text: 'It is not established that the senders are who the mail says.',
      likelihood: 'ROUGHLY_EVEN_CHANCE',
      confidence: 'LOW',
      opinion: 'DISAGREE',
    },
  ],
  [
    campaignId('hoaxMail'),
    'law-enforcement',
    '09:00',
    {
      text: 'Under investigation; no position on who sent the threats.',
      likelihood: null,
      confidence: null,
      opinion: 'NEUTRAL',
    },
  ],
  [
    campaignId('harvest'),
    'intelligence',
    '08:00',
    {
      text: 'A known actor very likely collects credentials of election offices; sources are few.',
      likelihood: 'VERY_LIKELY',
      confidence: 'LOW',
      opinion: null,
    },
  ],
  [
    campaignId('harvest'),
    'cyber',
    '08:10',
    {
      text: 'Page and mail fit earlier work of the same hand.',
      likelihood: 'LIKELY',
      confidence: 'MODERATE',
      opinion: 'AGREE',
    },
  ],
  [
    campaignId('harvest'),
    'law-enforcement',
    '08:20',
    {
      text: 'Under investigation; no position on who is behind it.',
      likelihood: null,
      confidence: null,
      opinion: 'NEUTRAL',
    },
  ],
  [
    ashHeron,
    'intelligence',
    '08:50',
    { text: 'Acts for a foreign state.', likelihood: 'LIKELY', confidence: 'MODERATE', opinion: null },
  ],
  [
    ashHeron,
    'cyber',
    '08:56',
    {
      text: 'What it uses is rented and was used by others; for whom it acts is not established.',
      likelihood: 'ROUGHLY_EVEN_CHANCE',
      confidence: 'LOW',
      opinion: 'DISAGREE',
    },
  ],
  [
    slateFox,
    'intelligence',
    '08:00',
    { text: 'Acts for gain and sells to states.', likelihood: 'LIKELY', confidence: 'LOW', opinion: null },
  ],
  [
    narrativeId('pollsClosed'),
    'intelligence',
    '09:05',
    {
      text: 'The claim is likely pushed by who sent the threats.',
      likelihood: 'LIKELY',
      confidence: 'MODERATE',
      opinion: null,
    },
  ],
  [
    narrativeId('pollsClosed'),
    'cyber',
    '09:08',
    {
      text: 'It is not established that who spreads the claim sent the mail.',
      likelihood: 'ROUGHLY_EVEN_CHANCE',
      confidence: 'LOW',
      opinion: 'DISAGREE',
    },
  ],
  [
    notificationCase,
    'intelligence',
    '09:10',
    {
      text: 'One foreign actor is likely behind the threats. Telling the public would calm more than it would spread; sources are safe if no name is given.',
      likelihood: 'LIKELY',
      confidence: 'MODERATE',
      opinion: null,
    },
  ],
];

/** A judgment is handled like what it is about: the panel's stays with the panel, an actor's with its originator. */
function markingOf(exercise: Scenario, subject: string, agency: string) {
  if (subject === notificationCase) return exercise.marking('RED', agency);
  if (subject === ashHeron || subject === slateFox) return originatorControlled(exercise, agency);
  return forTheRoom(exercise, agency);
}

function attributionOf(exercise: Scenario, incident: ScenarioIncident): readonly Attribution[] {
  const shared = {
    incident: incident.id,
    judgedAt: incident.updatedAt,
    marking: originatorControlled(exercise),
  };
  switch (incident.campaign) {
    case campaignId('hoaxMail'):
      return [
        {
          ...shared,
          campaign: incident.campaign,
          full: 'A source with access says that Ash Heron was told to close polling places with mail. The relay was paid for with an account that it used before.',
          tearline: 'The threats are likely the work of one foreign actor that wants to disturb voting.',
          likelihood: 'LIKELY',
          confidence: 'MODERATE',
          sourceReliability: 'B',
          informationCredibility: 'POSSIBLY_TRUE',
          usPerson: null,
          actor: ashHeron,
        },
      ];
    case campaignId('harvest'):
      return [
        {
          ...shared,
          campaign: incident.campaign,
          full: 'The false page was built with a kit that Slate Fox alone is known to use. One report, not confirmed, names a buyer.',
          tearline:
            'The mail is very likely the work of an actor that collects credentials; this rests on few sources.',
          likelihood: 'VERY_LIKELY',
          confidence: 'LOW',
          sourceReliability: 'C',
          informationCredibility: 'POSSIBLY_TRUE',
          usPerson: incident.story === 'breachLowndes' ? 'Exercise Person 7' : null,
          actor: slateFox,
        },
      ];
    default:
      return [];
  }
}
