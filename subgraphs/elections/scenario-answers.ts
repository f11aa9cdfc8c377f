import { changeLog } from '../kit/change-log.ts';
import type { LoggedChange } from '../kit/change-log.ts';
import { putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import { narrativeId, sightingId } from '../kit/scenario/build-scenario.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import { bulletinNames } from '../kit/scenario/storyline.ts';
import type { StoryName, indicatorNames } from '../kit/scenario/storyline.ts';
import {
  bulletinActions,
  injectActions,
  narrativeFacts,
  progresses,
  sightingReporters,
} from './impact-tables.ts';
import type { BulletinAction } from './impact-tables.ts';
import type { IncidentImpact } from './scenario-impacts.ts';

const sightings: Readonly<Partial<Record<keyof typeof indicatorNames, readonly string[]>>> = {
  phishLink: ['clarke', 'bibb', 'muscogee', 'lowndes'],
  phishFile: ['clarke', 'bibb', 'muscogee'],
  hoaxSender: ['fulton', 'dekalb', 'gwinnett'],
};

const bulletins: readonly (readonly [keyof typeof bulletinNames, string, string, string, boolean])[] = [
  ['phishing', 'clarke', '07:20', 'Blocked the sender and told all staff', true],
  ['phishing', 'bibb', '07:32', 'Blocked the sender and set new passwords for two accounts', true],
  ['phishing', 'muscogee', '07:41', 'Blocked the sender', true],
  ['phishing', 'houston', '08:02', 'Searched the mail of the day and found nothing', true],
  ['hoax', 'fulton', '09:05', 'Every place has the police instructions and a second door to vote by', false],
  ['hoax', 'gwinnett', '09:08', 'Told all places to stay open unless police say otherwise', true],
  ['hoax', 'cobb', '09:10', 'Told all places what to do about a threat by mail', true],
  ['flood', 'chatham', '09:15', 'The provider filters; the static page of results stays in front', false],
  ['flood', 'fulton', '09:24', 'A second page for tonight is ready', true],
];

/** What players do, besides what the change log says of the office. */
const actions: readonly (readonly [StoryName, string, string])[] = [
  ['phishingClarke', '06:45', 'The office reports the mail, blocks its sender and warns its neighbours'],
  ['outageDougherty', '07:15', 'The office opens the hall next door and puts up signs'],
  ['pollbookCobb', '07:50', 'The office sends paper poll books to four places'],
  ['pollbookCobb', '08:50', 'The office asks the court for more time'],
  ['deviceGwinnett', '07:55', 'The office replaces the device'],
  ['hoaxFulton', '08:15', 'The office empties five places as police advise'],
  ['hoaxFulton', '09:00', 'The office asks the court for more time at five places'],
  ['hoaxDekalb', '08:40', 'The office empties two places as police advise'],
  ['claimGwinnett', '09:00', 'The office publishes a correction with the count of its devices'],
  ['ddosChatham', '08:40', 'The office puts a static page in front of its results site'],
];

const done: readonly (readonly [string, string])[] = [
  ['ca-2024-08-01', 'All counties of the exercise have the card for telephone and mail threats'],
  ['ca-2024-08-02', '61 of 159 counties have paper poll books at every place'],
  ['ca-2024-08-03', 'Results sites of 40 counties have a static page to fall back to'],
  ['ca-2024-08-04', '97 of 159 counties have finished the training'],
  ['ca-2024-08-05', 'All counties of the exercise know whom to call first when an account is misused'],
];

/** What election offices say about other agencies' objects, and what they changed. */
export function answerChanges(all: readonly IncidentImpact[], scenario: Scenario): readonly Change[] {
  const county = (slug: string): string => `${scenario.home}/county:${slug}`;
  const amber = scenario.marking('AMBER', 'elections');
  const green = scenario.marking('GREEN', 'elections');
  return [
    ...putAll(narrativeFacts, narrativesOf(scenario, county)),
    ...putAll(
      bulletinActions,
      bulletins.map(([name, slug, time, action, mitigated]): BulletinAction => {
        const at = scenario.at(time);
        return { bulletin: bulletinNames[name], by: county(slug), at, action, mitigated, marking: amber };
      }),
    ),
    ...putAll(
      sightingReporters,
      Object.entries(sightings).flatMap(([name, slugs]) =>
        slugs.map((slug, index) => ({
          sighting: sightingId(name as keyof typeof sightings, index),
          office: county(slug),
          marking: scenario.marking('AMBER_STRICT', 'elections', { caveats: ['IDSRC'] }),
        })),
      ),
    ),
    ...putAll(
      injectActions,
      actions.map(([story, time, action]) => ({
        inject: scenario.story(story).inject,
        at: scenario.at(time),
        action,
        marking: amber,
      })),
    ),
    ...putAll(
      progresses,
      done.map(([correctiveAction, progress]) => ({ correctiveAction, progress, marking: green })),
    ),
    ...putAll(changeLog, changesOf(all, scenario)),
  ];
}

function narrativesOf(scenario: Scenario, county: (slug: string) => string) {
  const marking = scenario.marking('CLEAR', 'elections');
  return [
    {
      narrative: narrativeId('machinesDown'),
      factStatus: 'FALSE',
      text: 'One of our ballot marking devices did not print this morning and was replaced at 07:55. All others work.',
      url: 'https://gwinnett-elections.example/facts',
      issuedAt: scenario.at('09:00'),
      by: county('gwinnett'),
      marking,
    },
    {
      narrative: narrativeId('pollsClosed'),
      factStatus: 'MISLEADING',
      text: 'Five of our polling places were emptied for a short time this morning. Four are open again, one follows; all of them stay open until 19:20.',
      url: 'https://fulton-elections.example/facts',
      issuedAt: scenario.at('09:10'),
      by: county('fulton'),
      marking,
    },
    {
      narrative: narrativeId('resultsHacked'),
      factStatus: 'CHECKING',
      text: null,
      url: null,
      issuedAt: null,
      by: county('chatham'),
      marking,
    },
  ];
}

function changesOf(all: readonly IncidentImpact[], scenario: Scenario): readonly LoggedChange[] {
  const change = (
    time: string,
    subjectType: string,
    subjectId: string,
    summary: string,
    marking = scenario.marking('GREEN', 'elections'),
  ): LoggedChange => ({
    id: `${time} ${subjectType} ${subjectId}`,
    at: time,
    subjectType,
    subjectId,
    summary,
    marking,
  });
  const ofIncidents = all.flatMap(({ incident, effect, places }) => {
    // A change that names a breach would tell that its victim is an office.
    if (incident.story === null || incident.protectsVictim) return [];
    const closed = places.filter(({ minutesClosed }) => minutesClosed > 0);
    const still = places.filter(({ since, reopenedAt }) => since !== null && reopenedAt === null);
    const lost = places.reduce((sum, { minutesClosed }) => sum + minutesClosed, 0);
    return [
      change(
        incident.reportedAt,
        'Incident',
        incident.id,
        `${incident.title}: impact ${effect.functionalImpact}`,
      ),
      change(
        incident.updatedAt,
        'Incident',
        incident.id,
        places.length === 0
          ? `${incident.title}: no place is closed by it`
          : `${places.length} places touched, ${closed.length} closed for a time, ${still.length} still; ${lost} minutes lost`,
      ),
    ];
  });
  return [
    change(scenario.at('07:00'), 'Jurisdiction', scenario.home, 'Polls are open in Georgia'),
    ...ofIncidents,
    change(
      scenario.at('09:00'),
      'Narrative',
      narrativeId('machinesDown'),
      'A correction is published: the claim is false',
    ),
    change(
      scenario.at('09:10'),
      'Narrative',
      narrativeId('pollsClosed'),
      'A correction is published: the claim misleads',
    ),
    change(
      scenario.at('09:20'),
      'OperationalImpact',
      scenario.story('hoaxFulton').id,
      'A court extends the hours of five places in Fulton County until 19:20',
    ),
  ];
}
