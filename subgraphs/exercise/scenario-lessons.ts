import { putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import type { Marking, Tlp } from '../kit/marking.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import { actionTypes, correctiveActions, observations } from './lesson-tables.ts';
import type { CorrectiveAction, Observation } from './lesson-tables.ts';
import { earlierObjectiveId, objectiveId } from './scenario-objectives.ts';
import type { Aim } from './scenario-objectives.ts';

type Seen = readonly [
  time: string,
  agency: string,
  aim: Aim,
  rating: string,
  text: string,
  weakness: string | null,
];

/** What evaluators have seen so far. */
const seenToday: readonly Seen[] = [
  ['07:40', 'cyber', 'share', 'P', 'Indicators of the phishing wave went out within 40 minutes', null],
  [
    '08:20',
    'elections',
    'restore',
    'M',
    'Paper poll books came late to half of the places',
    'One county keeps its paper poll books in one store and had no car for them',
  ],
  [
    '08:50',
    'law-enforcement',
    'warn',
    'S',
    'The victim of a breach was told, the state was not told at the same time',
    'The delay of a notice had no approval on file for the first hour',
  ],
  [
    '09:10',
    'information-environment',
    'correct',
    'P',
    'A correction was linked within 30 minutes of the claim',
    null,
  ],
];

/** What evaluators saw in the earlier exercise; a corrective action followed from each. */
const seenEarlier: readonly Seen[] = [
  [
    '10:05',
    'law-enforcement',
    'warn',
    'S',
    'Places did not know what to do about a threat by mail',
    'The advice for polling places was two years old',
  ],
  [
    '10:40',
    'elections',
    'restore',
    'M',
    'Voting stopped where electronic poll books stopped',
    'Most counties had no paper poll books at the places',
  ],
  [
    '11:15',
    'elections',
    'restore',
    'M',
    'Voters found no results while the site was flooded',
    'Results sites had nothing to fall back to',
  ],
  [
    '11:50',
    'cyber',
    'share',
    'M',
    'Offices took hours to report a deceiving mail',
    'The way to report was on a page that needs a sign-in',
  ],
  [
    '13:10',
    'coordination',
    'warn',
    'S',
    'Nobody knew who tells the state of a breach',
    'The duty list had two agencies accountable for one notice',
  ],
];

type Mend = readonly [
  title: string,
  csf: string,
  due: string,
  closed: string | null,
  types: readonly string[],
];

/** What followed from the earlier exercise, in the order of what was seen. */
const mends: readonly Mend[] = [
  [
    'Give every place a card for threats by telephone and mail',
    'RESPOND',
    '2024-10-15',
    '2024-10-10',
    ['BOMB_THREAT', 'SWATTING'],
  ],
  ['Keep paper poll books at every place', 'RECOVER', '2024-10-31', null, ['POLLBOOK_OUTAGE']],
  [
    'Put a static page behind every results site',
    'RECOVER',
    '2024-10-01',
    '2024-10-18',
    ['DDOS', 'DEFACEMENT'],
  ],
  [
    'Train all offices to report deceiving mail within 30 minutes',
    'PROTECT',
    '2024-12-15',
    null,
    ['PHISHING'],
  ],
  [
    'Name one agency that tells the chief state election official of a breach',
    'GOVERN',
    '2024-10-20',
    '2024-10-20',
    ['INTRUSION', 'RANSOMWARE'],
  ],
];

/** Observations of both exercises, and the corrective actions of the earlier one. */
export function lessonChanges(scenario: Scenario): readonly Change[] {
  const now = (tlp: Tlp, releasableTo: readonly string[] = []): Marking =>
    scenario.marking(tlp, 'exercise', { releasableTo });
  const earlier = (tlp: Tlp, releasableTo: readonly string[] = []): Marking => ({
    ...now(tlp, releasableTo),
    case: scenario.earlierExercise,
  });
  const actions = mends.map(([title, csfFunction, dueAt, closedAt, types], index): CorrectiveAction => {
    const number = String(index + 1).padStart(2, '0');
    return {
      id: `ca-2024-08-${number}`,
      title,
      exercise: scenario.earlierExercise,
      observation: `os-2024-08-${number}`,
      csfFunction,
      dueAt,
      closedAt,
      scenarioIncidentTypes: types,
      marking: earlier('GREEN'),
    };
  });
  const day = scenario.date;
  return [
    ...putAll(observations, [
      ...seenToday.map((seen, index) =>
        observationOf(
          seen,
          `os-${day.slice(0, 7)}-0${index + 1}`,
          scenario.exercise,
          scenario.at(seen[0]),
          objectiveId,
          now,
        ),
      ),
      ...seenEarlier.map((seen, index) =>
        observationOf(
          seen,
          `os-2024-08-0${index + 1}`,
          scenario.earlierExercise,
          // Georgia was at UTC-4 in August.
          new Date(`2024-08-14T${seen[0]}:00-04:00`).toISOString(),
          earlierObjectiveId,
          earlier,
        ),
      ),
    ]),
    ...putAll(correctiveActions, actions),
    ...putAll(
      actionTypes,
      actions.flatMap(({ id, scenarioIncidentTypes }) =>
        scenarioIncidentTypes.map((incidentType) => ({ action: id, incidentType })),
      ),
    ),
  ];
}

function observationOf(
  [, agency, aim, rating, text, weakness]: Seen,
  id: string,
  exercise: string,
  at: string,
  objective: (aim: Aim) => string,
  marking: (tlp: Tlp, releasableTo: readonly string[]) => Marking,
): Observation {
  return {
    id,
    exercise,
    at,
    text,
    strength: weakness === null,
    agency,
    weakness,
    objective: objective(aim),
    rating,
    // The agency it speaks about may read the whole of it.
    marking: marking('AMBER', [agency]),
  };
}
