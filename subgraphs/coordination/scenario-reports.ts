import { changeLog } from '../kit/change-log.ts';
import { put } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import type { Scenario, ScenarioIncident } from '../kit/scenario/scenario.ts';
import { bulletinNames } from '../kit/scenario/storyline.ts';

/** What the coordinating body changed during the day: each incident's report and last change, and its own acts. */
export function reportChanges(scenario: Scenario): readonly Change[] {
  const entries = [...scenario.incidents.flatMap(ofIncident), ...acts(scenario)];
  return entries.map(({ step, ...entry }) =>
    put(changeLog, {
      id: `change:${entry.subjectId}:${step}`,
      ...entry,
      marking: scenario.marking('GREEN', 'coordination'),
    }),
  );
}

interface Entry {
  readonly at: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly summary: string;
  readonly step: string;
}

// Only the title is told: it never names the county of an unconfirmed breach.
function ofIncident({ id, title, status, reportedAt, updatedAt }: ScenarioIncident): readonly Entry[] {
  const subject = { subjectType: 'Incident', subjectId: id };
  return [
    { ...subject, at: reportedAt, summary: `Reported: ${title}.`, step: 'reported' },
    {
      ...subject,
      at: updatedAt,
      summary: `${status === 'CLOSED' ? 'Closed' : 'Brought up to date'}: ${title}.`,
      step: 'updated',
    },
  ];
}

function acts({ at, date }: Scenario): readonly Entry[] {
  return [
    {
      at: at('06:50'),
      subjectType: 'Bulletin',
      subjectId: bulletinNames.phishing,
      summary: 'A bulletin went to 10 counties.',
      step: 'issued',
    },
    {
      at: at('06:20'),
      subjectType: 'Bulletin',
      subjectId: bulletinNames.hourly,
      summary: 'A bulletin went to 4 counties.',
      step: 'issued',
    },
    {
      at: at('08:05'),
      subjectType: 'Bulletin',
      subjectId: bulletinNames.closingTime,
      summary: 'A bulletin went to 3 counties.',
      step: 'issued',
    },
    {
      at: at('08:55'),
      subjectType: 'Bulletin',
      subjectId: bulletinNames.hoax,
      summary: 'A bulletin went to 12 counties.',
      step: 'issued',
    },
    {
      at: at('09:05'),
      subjectType: 'Bulletin',
      subjectId: bulletinNames.flood,
      summary: 'A bulletin went to 5 counties.',
      step: 'issued',
    },
    {
      at: at('09:00'),
      subjectType: 'Rfi',
      subjectId: `rfi-${date}-01`,
      summary: 'A request for information is past due and blocks a decision.',
      step: 'overdue',
    },
    {
      at: at('08:45'),
      subjectType: 'NotificationCase',
      subjectId: `nc-${date}-01`,
      summary: 'A notification case was nominated.',
      step: 'nominated',
    },
    {
      at: at('09:10'),
      subjectType: 'NotificationCase',
      subjectId: `nc-${date}-01`,
      summary: 'The experts have weighed a notification case.',
      step: 'assessed',
    },
    {
      at: at('08:30'),
      subjectType: 'Disagreement',
      subjectId: `disagreement-${date}-03`,
      summary: 'Two agencies differ on whether to hold for evidence or to restore service.',
      step: 'opened',
    },
  ];
}
