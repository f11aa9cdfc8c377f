import type { Marking } from '../kit/marking.ts';
import { MARKING_COLUMNS, table } from '../kit/table.ts';

/** Where an object came from, as the shared type `Provenance` has it. */
export interface Origin {
  readonly source: string;
  readonly file: string | null;
  readonly record: string | null;
}

/** A political division with what is known of it. */
export interface Division {
  readonly ocdId: string;
  readonly geoid: string | null;
  readonly name: string;
  readonly divisionType: string;
  /** ISO 3166-1, lower case. */
  readonly country: string;
  readonly parentOcdId: string | null;
  readonly provenance: Origin;
  readonly marking: Marking;
}

/** An election of one division. */
export interface Election {
  readonly id: string;
  readonly name: string;
  readonly date: string;
  readonly type: string | null;
  readonly jurisdiction: string;
  readonly provenance: Origin;
  readonly marking: Marking;
}

/** What an office said about opening. */
export interface Opening {
  readonly jurisdiction: string;
  readonly status: string;
  readonly openedAt: string | null;
  readonly placesOpen: number;
  readonly placesTotal: number;
  readonly lastReportAt: string;
  readonly marking: Marking;
}

/** How far an office is with its results. */
export interface Results {
  readonly jurisdiction: string;
  readonly status: string;
  readonly unitsReported: number;
  readonly unitsTotal: number;
  readonly unitType: string;
  readonly updatedAt: string;
  readonly marking: Marking;
}

const divisionTable = (name: string) =>
  table<Division>({
    name,
    key: ['ocdId'],
    columns: {
      ocdId: 'text',
      geoid: 'text?',
      name: 'text',
      divisionType: 'text',
      country: 'text',
      parentOcdId: 'text?',
      provenance: 'json',
    },
    marked: true,
    type: 'Jurisdiction',
    division: 'ocdId',
  });

const electionTable = (name: string) =>
  table<Election>({
    name,
    key: ['id'],
    columns: {
      id: 'text',
      name: 'text',
      date: 'text',
      type: 'text?',
      jurisdiction: 'text',
      provenance: 'json',
    },
    marked: true,
    type: 'Election',
    division: 'jurisdiction',
  });

/** Divisions that were imported. */
export const divisions = divisionTable('division');

/** States and counties as the atlas has them; they stand where no division was imported. */
export const atlasDivisions = divisionTable('atlas_division');

/** All divisions, imported before built in: a view, only read. */
export const jurisdictions = divisionTable('jurisdiction');

/** Elections that were imported. */
export const importedElections = electionTable('imported_election');

/** The election of the exercise; it stands where none was imported under its id. */
export const exerciseElections = electionTable('exercise_election');

/** All elections: a view, only read. */
export const elections = electionTable('election');

/** The newest report of each office about opening. */
export const openings = table<Opening>({
  name: 'opening_report',
  key: ['jurisdiction'],
  columns: {
    jurisdiction: 'text',
    status: 'text',
    openedAt: 'text?',
    placesOpen: 'integer',
    placesTotal: 'integer',
    lastReportAt: 'text',
  },
  marked: true,
  type: 'OpeningReport',
  division: 'jurisdiction',
});

/** How far each office is with its results. */
export const results = table<Results>({
  name: 'results_report',
  key: ['jurisdiction'],
  columns: {
    jurisdiction: 'text',
    status: 'text',
    unitsReported: 'integer',
    unitsTotal: 'integer',
    unitType: 'text',
    updatedAt: 'text',
  },
  marked: true,
  type: 'ResultsReport',
  division: 'jurisdiction',
});

const divisionColumns = `ocd_id text collate "C" primary key,
  geoid text collate "C",
  name text collate "C" not null,
  division_type text not null,
  country text not null,
  parent_ocd_id text collate "C",
  provenance text not null,
  ${MARKING_COLUMNS}`;

const electionColumns = `id text collate "C" primary key,
  name text not null,
  "date" text collate "C" not null,
  type text,
  jurisdiction text not null,
  provenance text not null,
  ${MARKING_COLUMNS}`;

const marks = 'tlp, releasable_to, originator, caveats, case_id, cap_status';
const divisionNames = `ocd_id, geoid, name, division_type, country, parent_ocd_id, provenance, ${marks}`;
const electionNames = `id, name, "date", type, jurisdiction, provenance, ${marks}`;

/** Tables of divisions, elections and the offices' reports. */
export const jurisdictionMigration = `
create table division (${divisionColumns});
create index division_geoid on division (geoid);
create index division_parent on division (parent_ocd_id, name);
create index division_name on division (name, ocd_id);
create table atlas_division (${divisionColumns});
create index atlas_division_geoid on atlas_division (geoid);
create index atlas_division_parent on atlas_division (parent_ocd_id, name);
create view jurisdiction as
  select ${divisionNames} from division
  union all
  select ${divisionNames} from atlas_division
    where not exists (select 1 from division as imported where imported.ocd_id = atlas_division.ocd_id)
      and not exists (select 1 from division as imported where imported.geoid = atlas_division.geoid);
create table imported_election (${electionColumns});
create table exercise_election (${electionColumns});
create view election as
  select ${electionNames} from imported_election
  union all
  select ${electionNames} from exercise_election
    where not exists (select 1 from imported_election as imported where imported.id = exercise_election.id);
create table opening_report (
  jurisdiction text collate "C" primary key,
  status text not null,
  opened_at text,
  places_open integer not null,
  places_total integer not null,
  last_report_at text collate "C" not null,
  ${MARKING_COLUMNS}
);
create index opening_report_last on opening_report (last_report_at, jurisdiction);
create table results_report (
  jurisdiction text primary key,
  status text not null,
  units_reported integer not null,
  units_total integer not null,
  unit_type text not null,
  updated_at text not null,
  ${MARKING_COLUMNS}
);
`;
