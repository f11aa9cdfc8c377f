import { put, putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import { indicatorId } from '../kit/scenario/build-scenario.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import { bulletinNames } from '../kit/scenario/storyline.ts';
import type { StoryName, indicatorNames } from '../kit/scenario/storyline.ts';
import { divisionAndAbove } from '../kit/division.ts';
import { acknowledgements, audiences, bulletinDivisions, bulletins } from './exchange-tables.ts';
import { roomAgencyIds } from './scenario-desks.ts';
import type { RoomAgency } from './scenario-desks.ts';

/** The bulletins of the day, whom they ask to acknowledge, and who did. */
export function bulletinChanges(scenario: Scenario): readonly Change[] {
  return Object.entries(stories).flatMap(([name, story]) =>
    bulletinRows(scenario, bulletinNames[name as keyof typeof bulletinNames], story),
  );
}

interface BulletinStory {
  readonly headline: string;
  readonly text: string;
  readonly whatToDo: string;
  readonly issuer: RoomAgency;
  readonly issued: string;
  readonly due: string;
  readonly urgency: string;
  readonly certainty: string;
  readonly about: StoryName | null;
  readonly indicators: readonly (keyof typeof indicatorNames)[];
  readonly tlp: 'AMBER' | 'GREEN';
  /** Counties of Georgia, with the local time of their acknowledgement, or null. */
  readonly audience: Readonly<Record<string, string | null>>;
}

const stories: Readonly<Record<keyof typeof bulletinNames, BulletinStory>> = {
  phishing: {
    headline: 'Deceiving mail to election offices',
    text: 'Since 05:50 election offices get mail that asks them to sign in on a false page.',
    whatToDo: 'Do not sign in from a mail. Forward what you got, and change the password of who did sign in.',
    issuer: 'cyber',
    issued: '06:50',
    due: '07:50',
    urgency: 'IMMEDIATE',
    certainty: 'OBSERVED',
    about: 'phishingClarke',
    indicators: ['phishLink', 'phishFile'],
    tlp: 'AMBER',
    audience: {
      clarke: '06:58',
      bibb: '07:01',
      muscogee: '07:04',
      lowndes: '07:12',
      houston: '07:15',
      troup: '07:21',
      coffee: '07:33',
      bulloch: '07:40',
      whitfield: '07:47',
      ware: null,
    },
  },
  hoax: {
    headline: 'Hoax bomb threats by e-mail to polling places',
    text: 'Threats by e-mail name polling places in several counties. None was found credible so far.',
    whatToDo: 'Call 911, keep the mail, open again as soon as police say so, and ask for more hours.',
    issuer: 'law-enforcement',
    issued: '08:55',
    due: '09:25',
    urgency: 'IMMEDIATE',
    certainty: 'OBSERVED',
    about: 'hoaxFulton',
    indicators: ['hoaxSender', 'hoaxRelay'],
    tlp: 'GREEN',
    audience: {
      fulton: '08:57',
      dekalb: '08:59',
      gwinnett: '09:02',
      cobb: '09:06',
      clayton: '09:11',
      hall: '09:19',
      cherokee: null,
      forsyth: null,
      henry: null,
      fayette: null,
      douglas: null,
      rockdale: null,
    },
  },
  flood: {
    headline: 'Results sites may be flooded',
    text: 'The results site of one county is flooded from many addresses. The count is not touched.',
    whatToDo: 'Ask your provider to filter, and have a second page ready for tonight.',
    issuer: 'cyber',
    issued: '09:05',
    due: '10:05',
    urgency: 'EXPECTED',
    certainty: 'OBSERVED',
    about: 'ddosChatham',
    indicators: ['floodSource'],
    tlp: 'AMBER',
    audience: { chatham: '09:09', fulton: '09:20', cobb: null, richmond: null, bryan: null },
  },
  hourly: {
    headline: 'Report to the room every hour today',
    text: 'Until the polls close, the room asks each county that was threatened before to report every hour.',
    whatToDo: 'Call the room at the full hour, also when nothing happened.',
    issuer: 'coordination',
    issued: '06:20',
    due: '07:20',
    urgency: 'EXPECTED',
    certainty: 'OBSERVED',
    about: null,
    indicators: [],
    tlp: 'GREEN',
    audience: { fulton: '06:24', chatham: '06:29', dekalb: '06:31', cobb: '06:40' },
  },
  closingTime: {
    headline: 'A picture with a false closing time goes round',
    text: 'A picture says that polling places close at noon. They close at 19:00.',
    whatToDo: 'Answer with the hours on the page of your office. Do not pass the picture on.',
    issuer: 'information-environment',
    issued: '08:05',
    due: '09:05',
    urgency: 'EXPECTED',
    certainty: 'OBSERVED',
    about: null,
    indicators: [],
    tlp: 'GREEN',
    audience: { ware: '08:12', pierce: '08:20', bacon: '08:31' },
  },
};

function bulletinRows(scenario: Scenario, id: string, story: BulletinStory): readonly Change[] {
  const marking = scenario.marking(story.tlp, story.issuer, {
    releasableTo: story.tlp === 'AMBER' ? roomAgencyIds : [],
  });
  const issuedAt = scenario.at(story.issued);
  const asked = Object.entries(story.audience).map(([county, at]) => ({
    ocdId: scenario.county(`${scenario.home}/county:${county}`).ocdId,
    at: at === null ? null : scenario.at(at),
  }));
  const divisions = new Set(asked.flatMap(({ ocdId }) => divisionAndAbove(ocdId)));
  return [
    put(bulletins, {
      id,
      headline: story.headline,
      text: story.text,
      whatToDo: story.whatToDo,
      issuerId: story.issuer,
      issuedAt,
      msgType: 'ALERT',
      urgency: story.urgency,
      certainty: story.certainty,
      incidentId: story.about === null ? null : scenario.story(story.about).id,
      ackDueAt: scenario.at(story.due),
      indicatorIds: story.indicators.map(indicatorId),
      marking,
    }),
    ...putAll(
      audiences,
      asked.map(({ ocdId }) => ({
        bulletinId: id,
        ocdId,
        agencyId: 'elections',
        capStatus: 'EXERCISE' as const,
      })),
    ),
    ...putAll(
      bulletinDivisions,
      [...divisions].map((ocdId) => ({ bulletinId: id, ocdId, capStatus: 'EXERCISE' as const })),
    ),
    ...putAll(
      acknowledgements,
      asked.flatMap(({ ocdId, at }, index) =>
        at === null
          ? []
          : [
              {
                bulletinId: id,
                byId: ocdId,
                at,
                minutesToAcknowledge: Math.round((Date.parse(at) - Date.parse(issuedAt)) / 60_000),
                feedback: feedback[index] ?? null,
                marking: scenario.marking(story.tlp, 'elections', { releasableTo: marking.releasableTo }),
              },
            ],
      ),
    ),
  ];
}

/** What the first to acknowledge said to the issuer. */
const feedback = ['Received and passed on to all polling places.', 'Received. We see the same here.'];
