import { changeLog } from '../kit/change-log.ts';
import type { LoggedChange } from '../kit/change-log.ts';
import { putAll } from '../kit/change.ts';
import type { ScenarioPart } from '../kit/change.ts';
import type { Scenario, ScenarioIncident } from '../kit/scenario/scenario.ts';
import { exercises, injects, objectives, participations, plays } from './exercise-tables.ts';
import type { Exercise, Inject, Participation } from './exercise-tables.ts';
import { actionTypes, correctiveActions, observations } from './lesson-tables.ts';
import { objectiveChanges, objectiveId } from './scenario-objectives.ts';
import type { Aim } from './scenario-objectives.ts';
import { lessonChanges } from './scenario-lessons.ts';

/** Exercise control's part: the exercise that is played, its script, and what the one before it taught. */
export function scenario(skeleton: Scenario): ScenarioPart {
  const script = [...releasedInjects(skeleton), ...heldInjects(skeleton)];
  return {
    onShift: 'Exercise control',
    lastUpdate: skeleton.at('09:20'),
    tables: [
      injects,
      exercises,
      objectives,
      observations,
      correctiveActions,
      actionTypes,
      plays,
      participations,
      changeLog,
    ],
    changes: [
      ...putAll(exercises, exercisesOf(skeleton)),
      ...putAll(injects, script),
      ...putAll(
        plays,
        skeleton.incidents.map(({ id, type }) => ({ incident: id, exercise: skeleton.exercise, type })),
      ),
      ...objectiveChanges(skeleton),
      ...lessonChanges(skeleton),
      ...putAll(participations, participationsOf(skeleton)),
      ...putAll(changeLog, changesOf(skeleton)),
    ],
  };
}

function exercisesOf(skeleton: Scenario): readonly Exercise[] {
  const marking = skeleton.marking('GREEN', 'exercise');
  return [
    {
      id: skeleton.exercise,
      name: 'Autumn Lantern 2024',
      scenario: 'Hoax threats, phishing and false claims on election day in Georgia',
      startedAt: skeleton.at('05:30'),
      endedAt: null,
      participants: skeleton.agencies,
      marking,
    },
    {
      id: skeleton.earlierExercise,
      name: 'Summer Lantern 2024',
      scenario: 'Threats and outages on a day of early voting in Georgia',
      startedAt: '2024-08-14T13:00:00.000Z',
      endedAt: '2024-08-14T20:00:00.000Z',
      participants: skeleton.agencies.filter((id) => id !== 'intelligence'),
      marking: { ...marking, case: skeleton.earlierExercise },
    },
  ];
}

/** One inject for each incident, known to the players since the incident was reported. */
function releasedInjects(skeleton: Scenario): readonly Inject[] {
  const marking = skeleton.marking('GREEN', 'exercise');
  return skeleton.incidents.map((incident, index) => {
    const aim = aimOf(incident.type);
    const told = incident.story !== null;
    return {
      id: incident.inject,
      number: index + 1,
      exercise: skeleton.exercise,
      plannedAt: incident.reportedAt,
      releasedAt: incident.reportedAt,
      title: incident.title,
      text: told ? `Exercise: ${incident.title}. Told to ${incident.originator}.` : null,
      expectedAction: told ? expected[aim] : null,
      incident: incident.id,
      objective: told ? objectiveId(aim) : null,
      marking,
    };
  });
}

/** Injects that the players do not know of. */
function heldInjects(skeleton: Scenario): readonly Inject[] {
  const held: readonly (readonly [string, string, string, Aim])[] = [
    [
      '10:00',
      'False results page',
      'Exercise: A page that looks like the results site of a county shows numbers before polls close.',
      'correct',
    ],
    [
      '10:30',
      'Powder in a mailed ballot envelope',
      'Exercise: An election worker opens an envelope with white powder; the room is closed.',
      'warn',
    ],
    [
      '11:00',
      'Encrypted files at an election office',
      'Exercise: A workstation of an election office shows a demand for money.',
      'share',
    ],
  ];
  const first = skeleton.incidents.length + 1;
  const width = Math.max(4, String(first + held.length).length);
  return held.map(([planned, title, text, aim], index) => ({
    id: `inject-${skeleton.date}-${String(first + index).padStart(width, '0')}`,
    number: first + index,
    exercise: skeleton.exercise,
    plannedAt: skeleton.at(planned),
    releasedAt: null,
    title,
    text,
    expectedAction: expected[aim],
    incident: null,
    objective: objectiveId(aim),
    marking: skeleton.marking('RED', 'exercise', { caveats: ['EXERCISE_CONTROL'] }),
  }));
}

const expected: Readonly<Record<Aim, string>> = {
  warn: 'Assess the threat, warn the offices that it may reach, and record who acknowledged',
  share: 'Share the indicators with everybody who can use them, and report sightings back',
  restore: 'Restore voting, ask for more time where it was lost, and tell the voters',
  correct: 'Check the claim with the office, publish a correction, and link to it',
};

function aimOf(type: string): Aim {
  switch (type) {
    case 'PHISHING':
    case 'INTRUSION':
    case 'DDOS':
      return 'share';
    case 'FACILITY_OUTAGE':
    case 'POLLBOOK_OUTAGE':
    case 'DEVICE_FAULT':
    case 'SUPPLY':
    case 'WEATHER':
      return 'restore';
    case 'FALSE_PROCEDURE_CLAIM':
    case 'IMPERSONATION':
      return 'correct';
    default:
      return 'warn';
  }
}

/** Releases of the story's injects, and the start. */
function changesOf(skeleton: Scenario): readonly LoggedChange[] {
  const marking = skeleton.marking('GREEN', 'exercise');
  const isStory = ({ story }: ScenarioIncident): boolean => story !== null;
  return [
    {
      id: `start ${skeleton.exercise}`,
      at: skeleton.at('05:30'),
      subjectType: 'Exercise',
      subjectId: skeleton.exercise,
      summary: 'The exercise has started',
      marking,
    },
    ...skeleton.incidents.filter(isStory).map(({ inject, reportedAt, title }) => ({
      id: `release ${inject}`,
      at: reportedAt,
      subjectType: 'Inject',
      subjectId: inject,
      summary: `Released to the players: ${title}`,
      marking,
    })),
  ];
}

/** About a third of the counties have played before. */
function participationsOf(skeleton: Scenario): readonly Participation[] {
  const marking = { ...skeleton.marking('GREEN', 'exercise'), case: skeleton.earlierExercise };
  const random = skeleton.random('participation');
  return random.sample(skeleton.counties, Math.round(skeleton.counties.length / 3)).map(({ ocdId }) => ({
    jurisdiction: ocdId,
    exercise: skeleton.earlierExercise,
    on: '2024-08-14',
    role: random.fraction() < 0.75 ? 'player' : 'observer',
    marking,
  }));
}
