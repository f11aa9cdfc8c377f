import { divisionAndAbove } from '../kit/division.ts';
import type { OperationalPeriod } from './room-tables.ts';

/** The picture of an area over a time, as far as its identifier tells it. */
export interface Situation {
  /** `<ocdId>|<since>` */
  readonly id: string;
  readonly ocdId: string;
  /** RFC 3339, UTC with milliseconds. */
  readonly since: string;
}

/** The situation of an area since a time. */
export function situationOf(ocdId: string, since: string): Situation {
  return { id: `${ocdId}|${since}`, ocdId, since };
}

/** The situation that an identifier names, or null when it names none. */
export function situationById(id: string): Situation | null {
  const [ocdId, since, ...rest] = id.split('|');
  if (ocdId === undefined || since === undefined || rest.length > 0) return null;
  const at = Date.parse(since);
  if (divisionAndAbove(ocdId).length === 0 || Number.isNaN(at) || new Date(at).toISOString() !== since)
    return null;
  return situationOf(ocdId, since);
}

/** The period that holds a time, or null. */
export function periodAt(periods: readonly OperationalPeriod[], time: string): OperationalPeriod | null {
  return periods.find(({ from, until }) => from <= time && time < until) ?? null;
}
