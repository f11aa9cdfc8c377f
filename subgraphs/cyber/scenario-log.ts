import { putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import { changeLog } from '../kit/change-log.ts';
import type { LoggedChange } from '../kit/change-log.ts';
import { indicatorId } from '../kit/scenario/build-scenario.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import { indicatorNames } from '../kit/scenario/storyline.ts';
import { forTheRoom } from './room-marking.ts';
import { storyFindings } from './scenario-story.ts';

const indicated: Readonly<Record<keyof typeof indicatorNames, string>> = {
  phishLink: '06:30',
  phishFile: '06:50',
  floodSource: '08:20',
  hoaxSender: '08:20',
  hoaxRelay: '08:45',
};

/** What the agency changed, as situation reports tell it. */
export function logChanges(exercise: Scenario): readonly Change[] {
  const assessed = exercise.incidents.flatMap((incident): readonly LoggedChange[] => {
    const finding = incident.story ? storyFindings[incident.story] : null;
    if (finding === null) return [];
    return [
      {
        id: `assessment ${incident.id}`,
        at: incident.updatedAt,
        subjectType: 'Incident',
        subjectId: incident.id,
        summary: `Assessed: ${finding.determination}`,
        marking: forTheRoom(exercise),
      },
    ];
  });
  const published = Object.entries(indicated).map(([name, time]): LoggedChange => {
    const key = name as keyof typeof indicatorNames;
    return {
      id: `indicator ${indicatorId(key)}`,
      at: exercise.at(time),
      subjectType: 'Indicator',
      subjectId: indicatorId(key),
      summary: `New indicator: ${indicatorNames[key]}`,
      marking: exercise.marking('GREEN', 'cyber'),
    };
  });
  const silence: LoggedChange = {
    id: 'silent sensors',
    at: exercise.at('08:05'),
    subjectType: 'SensorCoverage',
    subjectId: exercise.home,
    summary: `Sensors of ${exercise.silent.length} counties have not reported for an hour`,
    marking: exercise.marking('AMBER_STRICT', 'cyber'),
  };
  return putAll(changeLog, [...assessed, ...published, silence]);
}
