import { changeLog } from '../kit/change-log.ts';
import { put } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import type { Scenario, ScenarioIncident } from '../kit/scenario/scenario.ts';
import { assessmentStories } from './assessment-story.ts';
import type { AssessmentStory } from './assessment-story.ts';
import { forTheRoom } from './exercise-room.ts';
import { assessments, playerActions } from './tables.ts';
import type { Assessment } from './tables.ts';

/** Types of incident that law enforcement assesses. */
const assessed = new Set([
  'BOMB_THREAT',
  'SWATTING',
  'THREAT_TO_PERSON',
  'INTRUSION',
  'DDOS',
  'VOTER_INTIMIDATION',
  'IMPERSONATION',
]);

/** Its assessment of every incident of a type it works on, with what its players did and what it changed. */
export function assessmentChanges(scenario: Scenario): readonly Change[] {
  return scenario.incidents.flatMap((incident) => {
    const assessment = assessmentOf(scenario, incident);
    if (assessment === null) return [];
    return [
      put(assessments, assessment),
      ...actions(scenario, incident, assessment),
      ...logged(scenario, incident, assessment),
    ];
  });
}

/** Law enforcement's assessment of an incident, or null where it has none. */
export function assessmentOf(scenario: Scenario, incident: ScenarioIncident): Assessment | null {
  if (!assessed.has(incident.type)) return null;
  const story =
    incident.story === null
      ? smallStory(incident)
      : (assessmentStories[incident.story] ?? smallStory(incident));
  const assessedAt = assessmentTime(scenario, incident, story);
  return {
    incidentId: incident.id,
    stateId: incident.state,
    credibility: story.credibility,
    assessedAt,
    status: story.status,
    priority: story.priority ?? incident.severity,
    leadId: 'law-enforcement',
    protectiveAdvice: story.advice,
    caseRef:
      story.caseNumber === undefined
        ? null
        : `EX-CASE-${scenario.date.slice(0, 4)}-${String(story.caseNumber).padStart(4, '0')}`,
    subject: story.subject ?? null,
    threatText: story.threatText ?? null,
    targetName: story.targetName ?? null,
    targetAddress: story.targetAddress ?? null,
    updatedAt: assessedAt ?? incident.reportedAt,
    reviewBy: `${Number(scenario.date.slice(0, 4)) + 5}${scenario.date.slice(4)}`,
    jurisdictionId: incident.county,
    marking: forTheRoom(scenario),
  };
}

function smallStory({ type, status, determination }: ScenarioIncident): AssessmentStory {
  const over = status === 'CLOSED';
  return {
    credibility: over && determination === 'FALSE_POSITIVE' ? 'NON_CREDIBLE' : 'UNDETERMINED',
    status: over ? 'closed' : 'officers informed',
    advice:
      type === 'IMPERSONATION'
        ? 'Ask for the badge and call the police.'
        : 'Ask the people to keep their distance and call the police if they do not.',
  };
}

function assessmentTime(
  scenario: Scenario,
  { reportedAt, story: part }: ScenarioIncident,
  { assessed: time }: AssessmentStory,
): string | null {
  if (time === null) return null;
  if (time !== undefined) return scenario.at(time);
  const minutes = part === null ? 10 : 20;
  return new Date(Date.parse(reportedAt) + minutes * 60_000).toISOString();
}

function actions(
  scenario: Scenario,
  { story, inject, reportedAt }: ScenarioIncident,
  { assessedAt, credibility }: Assessment,
): readonly Change[] {
  if (story === null) return [];
  const did: readonly (readonly [string, string])[] = [
    [minutesAfter(reportedAt, 3), 'Took the report and gave it to the coordinator on duty.'],
    ...(assessedAt === null
      ? []
      : [[assessedAt, `Told the room that it is ${spoken(credibility)}.`] as const]),
  ];
  return did.map(([at, action], index) =>
    put(playerActions, {
      id: `${inject}-law-enforcement-${index + 1}`,
      injectId: inject,
      at,
      action,
      marking: forTheRoom(scenario),
    }),
  );
}

// Only the title is told: it never names the county of an unconfirmed breach.
function logged(
  scenario: Scenario,
  { id, title }: ScenarioIncident,
  { assessedAt, credibility }: Assessment,
): readonly Change[] {
  if (assessedAt === null) return [];
  return [
    put(changeLog, {
      id: `assessment:${id}`,
      at: assessedAt,
      subjectType: 'Incident',
      subjectId: id,
      summary: `Assessed as ${spoken(credibility)}: ${title}.`,
      marking: forTheRoom(scenario),
    }),
  ];
}

function spoken(credibility: string): string {
  return credibility === 'NON_CREDIBLE' ? 'not credible' : credibility.toLowerCase();
}

function minutesAfter(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}
