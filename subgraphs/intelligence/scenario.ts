import { put, putAll } from '../kit/change.ts';
import type { Change, ScenarioPart } from '../kit/change.ts';
import { changeLog } from '../kit/change-log.ts';
import type { LoggedChange } from '../kit/change-log.ts';
import { campaignId, narrativeId } from '../kit/scenario/build-scenario.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import { stixIdOf } from '../kit/scenario/seeded-random.ts';
import { actorNames, campaignNames } from '../kit/scenario/storyline.ts';
import {
  attributions,
  foreignNexuses,
  judgments,
  relatedActors,
  threatAssessments,
} from './judgment-tables.ts';
import { judgmentChanges } from './scenario-judgments.ts';
import { actors, campaignActors, campaigns } from './tables.ts';
import { forTheRoom, originatorControlled } from './scenario-marking.ts';

/** Intelligence's part of the exercise: who may be behind the day's incidents, and who thinks otherwise. */
export function scenario(exercise: Scenario): ScenarioPart {
  return {
    onShift: 'Election threats desk',
    lastUpdate: exercise.at('09:20'),
    tables: [
      actors,
      campaigns,
      campaignActors,
      attributions,
      judgments,
      foreignNexuses,
      threatAssessments,
      relatedActors,
      changeLog,
    ],
    changes: [
      ...actorChanges(exercise),
      ...campaignChanges(exercise),
      ...judgmentChanges(exercise),
      ...putAll(changeLog, logged(exercise)),
    ],
  };
}

function actorChanges(exercise: Scenario): readonly Change[] {
  const shared = {
    fieldMarkings: [],
    provenance: null,
    revoked: false,
    marking: originatorControlled(exercise),
  };
  return [
    put(actors, {
      ...shared,
      id: stixIdOf('intrusion-set', actorNames.ashHeron),
      name: actorNames.ashHeron,
      aliases: ['Grey Wader', 'EX-ACTOR-11'],
      description:
        'Sends threats and false news around elections; rents what it uses for a few days each time.',
      goals: ['Make people doubt that it is safe to vote'],
      firstSeen: '2022-09-14T00:00:00.000Z',
      lastSeen: exercise.at('09:05'),
    }),
    put(actors, {
      ...shared,
      id: stixIdOf('intrusion-set', actorNames.slateFox),
      name: actorNames.slateFox,
      aliases: ['EX-ACTOR-17'],
      description: 'Collects credentials of public offices and sells or keeps the access.',
      goals: ['Access to mail of public offices'],
      firstSeen: '2021-03-02T00:00:00.000Z',
      lastSeen: exercise.at('06:10'),
    }),
  ];
}

function campaignChanges(exercise: Scenario): readonly Change[] {
  return [
    ...campaignOf(exercise, {
      name: 'hoaxMail',
      actor: 'ashHeron',
      description: 'Threats by e-mail to polling places in five states, in words that differ little.',
      objective: 'Close polling places for a time and have it talked about',
      times: ['08:05', '09:05'],
    }),
    ...campaignOf(exercise, {
      name: 'harvest',
      actor: 'slateFox',
      description: 'Mail to election offices that leads to a false sign-in page.',
      objective: 'Credentials of election offices',
      times: ['05:50', '06:10'],
    }),
  ];
}

interface WrittenCampaign {
  readonly name: keyof typeof campaignNames;
  readonly actor: keyof typeof actorNames;
  readonly description: string;
  readonly objective: string;
  /** Local times in Georgia of the first and the last incident. */
  readonly times: readonly [string, string];
}

function campaignOf(exercise: Scenario, { name, actor, description, objective, times }: WrittenCampaign) {
  const [campaign, behind] = [campaignId(name), stixIdOf('intrusion-set', actorNames[actor])];
  return [
    put(campaigns, {
      id: campaign,
      name: campaignNames[name],
      description,
      objective,
      firstSeen: exercise.at(times[0]),
      lastSeen: exercise.at(times[1]),
      provenance: null,
      revoked: false,
      marking: forTheRoom(exercise),
    }),
    put(campaignActors, {
      id: stixIdOf('relationship', `${campaign} attributed-to ${behind}`),
      campaign,
      actor: behind,
      revoked: false,
      marking: originatorControlled(exercise),
    }),
  ];
}

function logged(exercise: Scenario): readonly LoggedChange[] {
  const change = (time: string, subjectType: string, subjectId: string, summary: string): LoggedChange => ({
    id: `${time} ${subjectId}`,
    at: exercise.at(time),
    subjectType,
    subjectId,
    summary,
    marking: forTheRoom(exercise),
  });
  return [
    change(
      '08:00',
      'Campaign',
      campaignId('harvest'),
      'The mail with the false sign-in page is judged one campaign',
    ),
    change(
      '08:50',
      'Campaign',
      campaignId('hoaxMail'),
      'The threats by e-mail are judged one campaign, likely foreign',
    ),
    change(
      '09:05',
      'Narrative',
      narrativeId('pollsClosed'),
      'Something foreign behind the claim is judged likely',
    ),
    change(
      '09:10',
      'Narrative',
      narrativeId('machinesDown'),
      'Something foreign behind the claim is judged unlikely',
    ),
  ];
}
