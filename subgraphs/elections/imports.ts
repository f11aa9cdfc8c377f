import { put, putAll } from '../kit/change.ts';
import type { ImportMap } from '../kit/change.ts';
import { allStates } from '../kit/geography.ts';
import type { DivisionRecord, OpeningHours, Provenance } from '../kit/load/record.ts';
import { divisions, importedElections } from './jurisdiction-tables.ts';
import type { Origin } from './jurisdiction-tables.ts';
import { placeFacts, withins, withinsOf } from './place-tables.ts';
import type { Hours } from './place-tables.ts';

/** What the election offices take from imported files: divisions, elections and polling places. */
export const imports: ImportMap = {
  division: (record) => [
    put(divisions, {
      ocdId: record.ocdId,
      geoid: record.geoid ?? geoidOfState(record),
      name: record.name,
      divisionType: record.divisionType,
      country: record.country.toLowerCase(),
      parentOcdId: record.parentOcdId,
      provenance: originOf(record.provenance),
      marking: record.marking,
    }),
  ],
  election: (record) => [
    put(importedElections, {
      id: record.id,
      name: record.name,
      date: record.date,
      type: record.type,
      jurisdiction: record.stateOcdId,
      provenance: originOf(record.provenance),
      marking: record.marking,
    }),
  ],
  'polling-place': (record) => {
    const division = record.countyOcdId ?? stateOf(record.state);
    return [
      put(placeFacts, {
        id: record.id,
        name: record.name,
        address: record.address,
        jurisdiction: record.countyOcdId,
        division,
        election: record.electionId,
        precincts: record.precincts,
        isDropBox: record.isDropBox,
        isEarlyVoting: record.isEarlyVoting,
        externalIds: record.externalIds,
        hours: record.hours.flatMap(hoursOf),
        provenance: originOf(record.provenance),
        marking: record.marking,
      }),
      ...putAll(withins, withinsOf(division)),
    ];
  },
};

const MAXIMUM_DAYS = 92;

/** One span for each day; a time without a zone says no instant, since an address does not tell its zone. */
function hoursOf({ startDate, endDate, opens, closes }: OpeningHours): readonly Hours[] {
  const start = Date.parse(`${startDate}T00:00:00Z`);
  const end = Date.parse(`${endDate}T00:00:00Z`);
  if (Number.isNaN(start) || Number.isNaN(end) || end < start) return [];
  const days = Math.min((end - start) / 86_400_000 + 1, MAXIMUM_DAYS);
  return Array.from({ length: days }, (_, day) => {
    const date = new Date(start + day * 86_400_000).toISOString().slice(0, 10);
    return { date, from: instantOf(date, opens), until: instantOf(date, closes) };
  });
}

function instantOf(date: string, time: string): string | null {
  if (!/^\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/u.test(time)) return null;
  const at = Date.parse(`${date}T${time}`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

// Files of divisions give GEOIDs of counties alone; a state without one would lose its shape.
function geoidOfState({ ocdId }: DivisionRecord): string | null {
  return allStates().find((area) => area.ocdId === ocdId)?.geoid ?? null;
}

function stateOf(code: string): string {
  const state = code.toLowerCase();
  return allStates().find((area) => area.state === state)?.ocdId ?? 'ocd-division/country:us';
}

function originOf({ source, file, record }: Provenance): Origin {
  return { source, file, record };
}
