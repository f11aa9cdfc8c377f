import type { ScenarioPart } from '../kit/change.ts';
import { changeLog } from '../kit/change-log.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import { assessments, deviceFacts, playerActions, seenTechniques } from './assessment-tables.ts';
import { incidentIndicators, indicators, sightings, stixLinks } from './indicator-tables.ts';
import { malware } from './knowledge-tables.ts';
import { assessmentChanges } from './scenario-assessments.ts';
import { indicatorChanges } from './scenario-indicators.ts';
import { logChanges } from './scenario-log.ts';
import { watchChanges } from './scenario-watch.ts';
import { exposures, sensors } from './watch-tables.ts';
import { advisories, advisoryProducts, advisoryWeaknesses, vulnerabilityReports } from './weakness-tables.ts';

/** The cyber agency's part of the exercise. */
export function scenario(exercise: Scenario): ScenarioPart {
  return {
    onShift: 'Cyber watch desk 3',
    lastUpdate: exercise.at('09:27'),
    tables: [
      indicators,
      incidentIndicators,
      sightings,
      stixLinks,
      malware,
      advisories,
      advisoryProducts,
      advisoryWeaknesses,
      vulnerabilityReports,
      sensors,
      exposures,
      assessments,
      seenTechniques,
      playerActions,
      deviceFacts,
      changeLog,
    ],
    changes: [
      ...indicatorChanges(exercise),
      ...watchChanges(exercise),
      ...assessmentChanges(exercise),
      ...logChanges(exercise),
    ],
  };
}
