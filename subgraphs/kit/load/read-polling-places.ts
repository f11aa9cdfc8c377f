import { tableRows } from './csv-table.ts';
import { atLine, Fault, orRefusal, quoted } from './fault.ts';
import { dayOf, stateOf } from './identifiers.ts';
import { markingOf } from './loaded-marking.ts';
import type { Reader } from './reader.ts';
import type { PollingPlaceRecord, Provenance } from './record.ts';
import { checkSiteCount, electionId, electionOf, siteId } from './site.ts';
import type { State } from './states.ts';

/** The columns of the polling place lists of the Center for Public Integrity. */
export const pollingPlaceColumns = {
  required: [
    'election_date',
    'state',
    'county_name',
    'jurisdiction',
    'precinct_id',
    'polling_place_id',
    'location_type',
    'name',
    'address',
  ],
  aliases: {},
};

/**
 * Polling places of one election: a row is a precinct, rows of one site are merged to one record.
 *
 * Records come after the last row, elections first. A row that gives a site another name or address is refused.
 */
export const readPollingPlaces: Reader = async function* (file, { counties }) {
  const sites = new Map<string, Site>();
  const elections = new Map<
    string,
    { readonly state: State; readonly date: string; readonly line: number }
  >();
  const unknown = new Set<string>();
  for await (const row of tableRows(file, pollingPlaceColumns)) {
    if (row.kind === 'refusal') {
      yield row;
      continue;
    }
    const read = orRefusal(atLine(row.line), () => {
      const entry = rowOf(row.cell, row.line);
      const countyOcdId = counties.byName(entry.state.code, entry.countyName);
      const id = siteId(entry.state, countyOcdId, entry);
      const known = sites.get(id);
      if (known === undefined) sites.set(id, { ...entry, id, countyOcdId });
      else merge(known, entry);
      checkSiteCount(sites.size);
      return { kind: 'read', entry, countyOcdId } as const;
    });
    if (read.kind === 'refusal') {
      yield read;
      continue;
    }
    const { state, date, countyName } = read.entry;
    const election = electionId(state, date);
    if (!elections.has(election)) elections.set(election, { state, date, line: row.line });
    if (read.countyOcdId === null && !unknown.has(`${state.code} ${countyName}`)) {
      unknown.add(`${state.code} ${countyName}`);
      const reason = `no county of ${state.code} is called ${quoted(countyName)}; its places have no county id`;
      yield { kind: 'warning', position: atLine(row.line), reason };
    }
  }
  for (const { state, date, line } of elections.values())
    yield electionOf(state, date, null, provenanceOf(file.name, line));
  for (const site of sites.values()) yield recordOf(site, file.name);
};

interface Row {
  readonly line: number;
  readonly state: State;
  readonly date: string;
  readonly countyName: string;
  readonly jurisdictionName: string;
  readonly localId: string | null;
  readonly name: string;
  readonly address: string;
  readonly precincts: Set<string>;
  isEarlyVoting: boolean;
  isDropBox: boolean;
}

interface Site extends Row {
  readonly id: string;
  readonly countyOcdId: string | null;
}

function rowOf(cell: (column: string) => string, line: number): Row {
  const state = stateOf(cell('state'));
  const name = cell('name');
  const countyName = cell('county_name');
  if (name === '') throw new Fault('has no `name`');
  if (countyName === '') throw new Fault('has no `county_name`');
  const locationType = cell('location_type').toLowerCase();
  return {
    line,
    state,
    date: dayOf(cell('election_date'), '`election_date`'),
    countyName,
    jurisdictionName: cell('jurisdiction') || countyName,
    localId: cell('polling_place_id') || null,
    name,
    address: cell('address'),
    precincts: new Set([cell('precinct_id') || cell('precinct_name')].filter((precinct) => precinct !== '')),
    isEarlyVoting: locationType.startsWith('early'),
    isDropBox: locationType.includes('drop'),
  };
}

function merge(site: Site, row: Row): void {
  const differing = (['name', 'address', 'date'] as const).find((field) => site[field] !== row[field]);
  // Without the office's number the id is made of name and address, letter case and signs left out.
  if (differing !== undefined && (row.localId !== null || differing === 'date')) {
    const label = row.localId === null ? quoted(row.name) : `site ${quoted(row.localId)}`;
    throw new Fault(
      `${label} has another ${differing} on line ${site.line}: ${quoted(site[differing])}, here ${quoted(row[differing])}`,
    );
  }
  for (const precinct of row.precincts) site.precincts.add(precinct);
  site.isEarlyVoting ||= row.isEarlyVoting;
  site.isDropBox ||= row.isDropBox;
}

function recordOf(site: Site, file: string): PollingPlaceRecord {
  return {
    kind: 'polling-place',
    id: site.id,
    externalIds: site.localId === null ? [] : [{ type: 'local-level', value: site.localId }],
    name: site.name,
    address: site.address,
    countyOcdId: site.countyOcdId,
    countyName: site.countyName,
    state: site.state.code,
    jurisdictionName: site.jurisdictionName,
    precincts: [...site.precincts].toSorted(),
    isDropBox: site.isDropBox,
    isEarlyVoting: site.isEarlyVoting,
    hours: [],
    electionDate: site.date,
    electionId: electionId(site.state, site.date),
    localId: site.localId,
    marking: markingOf('CLEAR'),
    provenance: provenanceOf(file, site.line),
  };
}

function provenanceOf(file: string, line: number): Provenance {
  return {
    file,
    format: 'polling-places',
    record: `line ${line}`,
    source: 'Center for Public Integrity and Stateline, US polling places',
    licence: 'CC-BY-4.0',
    statements: [],
  };
}
