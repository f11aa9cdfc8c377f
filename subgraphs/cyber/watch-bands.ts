import { table } from '../kit/table.ts';
import type { Exposure, SensorCoverage } from './watch-tables.ts';

/** What a band of watching is made of. */
export type Watched = Omit<SensorCoverage, 'lastReportAt' | 'marking'>;

/**
 * Coverage without its marking, for its band alone: whoever may not see the coverage may see how much it is, by the
 * rule of the band, so the rows are read whoever asks. Those of an exercise are for who is in it (`countableRows`).
 */
export const watched = table<Watched>({
  name: 'sensor_coverage',
  key: ['jurisdiction'],
  columns: {
    jurisdiction: 'text',
    networkSensor: 'boolean',
    endpointDetection: 'boolean',
    domainBlocking: 'boolean',
  },
});

/** The same of exposures. */
export const openings = table<Pick<Exposure, 'id' | 'jurisdiction' | 'mitigatedAt'>>({
  name: 'exposure',
  key: ['id'],
  columns: { id: 'text', jurisdiction: 'text', mitigatedAt: 'text?' },
});
