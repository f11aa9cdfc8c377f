import { changeLog } from '../kit/change-log.ts';
import type { ScenarioPart } from '../kit/change.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import { areaChanges } from './scenario-areas.ts';
import { assessmentChanges } from './scenario-assessments.ts';
import { caseChanges } from './scenario-cases.ts';
import { placeChanges } from './scenario-places.ts';
import * as tables from './tables.ts';

/** Law enforcement's rows of the exercise. */
export function scenario(of: Scenario): ScenarioPart {
  return {
    onShift: 'Election crimes command post',
    lastUpdate: of.at('09:28'),
    tables: [...Object.values(tables), changeLog],
    changes: [...assessmentChanges(of), ...caseChanges(of), ...areaChanges(of), ...placeChanges(of)],
  };
}
