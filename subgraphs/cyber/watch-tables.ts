import type { Marking } from '../kit/marking.ts';
import { MARKING_COLUMNS, table } from '../kit/table.ts';
import type { RowProvenance } from './indicator-tables.ts';

/** What of a county is watched. */
export interface SensorCoverage {
  /** OCD-ID */
  readonly jurisdiction: string;
  readonly networkSensor: boolean;
  readonly endpointDetection: boolean;
  readonly domainBlocking: boolean;
  /** When the network sensor last reported; null where there is none. */
  readonly lastReportAt: string | null;
  readonly marking: Marking;
}

/** Something of a county that can be attacked. */
export interface Exposure {
  readonly id: string;
  /** OCD-ID */
  readonly jurisdiction: string;
  readonly asset: string;
  readonly cveId: string | null;
  readonly unpatched: number;
  readonly since: string;
  readonly mitigatedAt: string | null;
  readonly marking: Marking;
}

/** A registered .gov domain. */
export interface Domain {
  readonly name: string;
  readonly type: string;
  readonly organization: string;
  readonly hasSecurityContact: boolean;
  /** OCD-ID of the county that holds it; null where its registration does not name one. */
  readonly jurisdiction: string | null;
  readonly provenance: RowProvenance;
  readonly marking: Marking;
}

export const sensors = table<SensorCoverage>({
  name: 'sensor_coverage',
  key: ['jurisdiction'],
  columns: {
    jurisdiction: 'text',
    networkSensor: 'boolean',
    endpointDetection: 'boolean',
    domainBlocking: 'boolean',
    lastReportAt: 'text?',
  },
  marked: true,
  type: 'SensorCoverage',
  division: 'jurisdiction',
});

export const exposures = table<Exposure>({
  name: 'exposure',
  key: ['id'],
  columns: {
    id: 'text',
    jurisdiction: 'text',
    asset: 'text',
    cveId: 'text?',
    unpatched: 'integer',
    since: 'text',
    mitigatedAt: 'text?',
  },
  marked: true,
  type: 'Exposure',
  division: 'jurisdiction',
});

export const domains = table<Domain>({
  name: 'domain',
  key: ['name'],
  columns: {
    name: 'text',
    type: 'text',
    organization: 'text',
    hasSecurityContact: 'boolean',
    jurisdiction: 'text?',
    provenance: 'json',
  },
  marked: true,
  type: 'Domain',
  division: 'jurisdiction',
});

/** Makes the tables of this file. */
export const watchMigration = `create table sensor_coverage (
  jurisdiction text collate "C" primary key,
  network_sensor integer not null,
  endpoint_detection integer not null,
  domain_blocking integer not null,
  last_report_at text collate "C",
  ${MARKING_COLUMNS}
);
create table exposure (
  id text collate "C" primary key,
  jurisdiction text collate "C" not null,
  asset text not null,
  cve_id text,
  unpatched integer not null,
  since text collate "C" not null,
  mitigated_at text,
  ${MARKING_COLUMNS}
);
create index exposure_jurisdiction on exposure (jurisdiction);
create table domain (
  name text collate "C" primary key,
  type text not null,
  organization text not null,
  has_security_contact integer not null,
  jurisdiction text collate "C",
  provenance text not null,
  ${MARKING_COLUMNS}
);
create index domain_jurisdiction on domain (jurisdiction)`;
