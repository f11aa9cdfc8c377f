import { createHash } from 'node:crypto';
import { Fault } from './fault.ts';
import type { ElectionRecord } from './record.ts';
import { markingOf } from './loaded-marking.ts';
import type { Provenance } from './record.ts';
import type { State } from './states.ts';

/** Most polling places that one file may hold; they are merged in memory. The whole United States has about 100,000. */
const maximumSites = 200_000;

/** Throws when a file holds more sites than can be merged in memory. */
export function checkSiteCount(count: number): void {
  if (count > maximumSites)
    throw new Fault(`holds more than ${maximumSites} polling places; split it by state`);
}

/**
 * The id of a polling place: its county, then the office's own site id.
 *
 * Offices number sites within their county only, hence the county in front. Where there is no number, a hash of
 * name and address stands in for it, so that the next load finds the same site again.
 */
export function siteId(
  state: State,
  countyOcdId: string | null,
  site: {
    readonly countyName: string;
    readonly localId: string | null;
    readonly name: string;
    readonly address: string;
  },
): string {
  const county = countyOcdId ?? `${state.ocdId}/unknown:${slug(site.countyName)}`;
  if (site.localId !== null) return `${county}/place:${slug(site.localId)}`;
  const text = [slug(site.countyName), slug(site.name), slug(site.address)].join('\n');
  return `${county}/place:h-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

/** The election of a state on a day. */
export function electionOf(
  state: State,
  date: string,
  type: string | null,
  provenance: Provenance,
): ElectionRecord {
  return {
    kind: 'election',
    id: electionId(state, date),
    date,
    state: state.code,
    stateOcdId: state.ocdId,
    name: `${state.name} ${type === null ? '' : `${type} `}election, ${date}`,
    type,
    marking: markingOf('CLEAR'),
    provenance,
  };
}

/** `us-ga-2020-11-03` */
export function electionId(state: State, date: string): string {
  return `us-${state.code.toLowerCase()}-${date}`;
}

function slug(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}._]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
}
