import type { Watched } from './watch-bands.ts';
import type { SensorCoverage } from './watch-tables.ts';

/** After how many minutes without a report a sensor counts as silent. */
const SILENT_AFTER_MINUTES = 60;

/** Whether a sensor has missed its time; null where there is none that could report. */
export function isSilent({ networkSensor, lastReportAt }: SensorCoverage, now: string): boolean | null {
  if (!networkSensor) return null;
  return lastReportAt === null || lastReportAt < minutesBefore(now, SILENT_AFTER_MINUTES);
}

/** How much is watched, less exactly than by what: of the three means all, some or none. */
export function sensorBand({ networkSensor, endpointDetection, domainBlocking }: Watched): string {
  switch ([networkSensor, endpointDetection, domainBlocking].filter(Boolean).length) {
    case 3:
      return 'most of it watched';
    case 0:
      return 'hardly watched';
    default:
      return 'part of it watched';
  }
}

/** How much can be attacked, less exactly than what: by how many weaknesses are not mitigated. */
export function exposureBand(exposures: readonly { readonly mitigatedAt: string | null }[]): string {
  const open = exposures.filter(({ mitigatedAt }) => mitigatedAt === null).length;
  if (open === 0) return 'nothing known to be open';
  return open < 3 ? 'something open' : 'much open';
}

/** The instant some minutes before another, RFC 3339 in UTC. */
export function minutesBefore(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) - minutes * 60_000).toISOString();
}
