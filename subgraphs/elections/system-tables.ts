import type { Marking } from '../kit/marking.ts';
import { MARKING_COLUMNS, table } from '../kit/table.ts';
import type { Division } from './jurisdiction-tables.ts';
import { jurisdictions } from './jurisdiction-tables.ts';

/** A product in a version. */
export interface VotingSystem {
  readonly id: string;
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  readonly marking: Marking;
}

/** That a county uses a voting system. */
export interface SystemUse {
  readonly system: string;
  readonly jurisdiction: string;
}

/** A device, or several of a kind, at an office. */
export interface Device {
  readonly id: string;
  readonly type: string;
  readonly system: string;
  readonly jurisdiction: string;
  readonly place: string | null;
  readonly count: number;
  readonly mitigated: boolean;
  readonly advisoryAcknowledgedAt: string | null;
  readonly marking: Marking;
}

/** An entry of a device's log. */
export interface DeviceEvent {
  readonly id: string;
  readonly device: string;
  readonly at: string;
  readonly description: string;
  readonly disposition: string;
  readonly marking: Marking;
}

/** That an advisory or a vulnerability, by its id, concerns a voting system. */
export interface SystemWeakness {
  readonly weakness: string;
  readonly system: string;
}

const systemColumns = { id: 'text', vendor: 'text', product: 'text', version: 'text' } as const;
const deviceColumns = {
  id: 'text',
  type: 'text',
  system: 'text',
  jurisdiction: 'text',
  place: 'text?',
  count: 'integer',
  mitigated: 'boolean',
  advisoryAcknowledgedAt: 'text?',
} as const;

/** Voting systems. */
export const systems = table<VotingSystem>({
  name: 'voting_system',
  key: ['id'],
  columns: systemColumns,
  marked: true,
  type: 'VotingSystem',
});

/** Which county uses which voting system. */
export const systemUses = table<SystemUse>({
  name: 'system_use',
  key: ['system', 'jurisdiction'],
  columns: { system: 'text', jurisdiction: 'text' },
});

/** Devices. */
export const devices = table<Device>({
  name: 'device',
  key: ['id'],
  columns: deviceColumns,
  marked: true,
  type: 'Device',
  division: 'jurisdiction',
});

/** The devices' logs. */
export const deviceEvents = table<DeviceEvent>({
  name: 'device_event',
  key: ['id'],
  columns: { id: 'text', device: 'text', at: 'text', description: 'text', disposition: 'text' },
  marked: true,
  type: 'DeviceEvent',
});

/** Which voting systems advisories and vulnerabilities concern. */
export const systemWeaknesses = table<SystemWeakness>({
  name: 'system_weakness',
  key: ['weakness', 'system'],
  columns: { weakness: 'text', system: 'text' },
});

/** Voting systems once for each county that uses them: a view, only read. */
export const systemsOfJurisdiction = table<VotingSystem & { readonly jurisdiction: string }>({
  name: 'system_of_jurisdiction',
  key: ['id'],
  columns: { ...systemColumns, jurisdiction: 'text' },
  marked: true,
  type: 'VotingSystem',
});

/** Devices once for each advisory or vulnerability that concerns them: a view, only read. */
export const devicesOfWeakness = table<Device & { readonly weakness: string }>({
  name: 'device_of_weakness',
  key: ['id'],
  columns: { ...deviceColumns, weakness: 'text' },
  marked: true,
  type: 'Device',
  division: 'jurisdiction',
});

const divisionColumns = {
  ocdId: 'text',
  geoid: 'text?',
  name: 'text',
  divisionType: 'text',
  country: 'text',
  parentOcdId: 'text?',
  provenance: 'json',
} as const;

/** Counties once for each voting system that they use: a view, only read. */
export const jurisdictionsOfSystem = table<Division & { readonly system: string }>({
  name: 'jurisdiction_of_system',
  key: ['ocdId'],
  columns: { ...divisionColumns, system: 'text' },
  marked: true,
  type: 'Jurisdiction',
  division: 'ocdId',
});

/** Counties once for each advisory or vulnerability that concerns a system of theirs: a view, only read. */
export const jurisdictionsOfWeakness = table<Division & { readonly weakness: string }>({
  name: 'jurisdiction_of_weakness',
  key: ['ocdId'],
  columns: { ...divisionColumns, weakness: 'text' },
  marked: true,
  type: 'Jurisdiction',
  division: 'ocdId',
});

const marks = ['tlp', 'releasable_to', 'originator', 'caveats', 'case_id', 'cap_status'];
const divisionNames = jurisdictions.columns.map(({ name }) => `jurisdiction.${name}`).join(', ');
const deviceNames = devices.columns.map(({ name }) => `device."${name}"`).join(', ');
const systemNames = ['id', 'vendor', 'product', 'version', ...marks]
  .map((name) => `voting_system.${name}`)
  .join(', ');

/** Tables of voting systems and devices. */
export const systemMigration = `
create table voting_system (
  id text collate "C" primary key,
  vendor text collate "C" not null,
  product text collate "C" not null,
  version text not null,
  ${MARKING_COLUMNS}
);
create table system_use (
  system text not null,
  jurisdiction text collate "C" not null,
  primary key (system, jurisdiction)
);
create index system_use_jurisdiction on system_use (jurisdiction, system);
create table device (
  id text collate "C" primary key,
  type text not null,
  system text not null,
  jurisdiction text not null,
  place text,
  "count" integer not null,
  mitigated integer not null,
  advisory_acknowledged_at text,
  ${MARKING_COLUMNS}
);
create index device_system on device (system);
create table device_event (
  id text collate "C" primary key,
  device text not null,
  at text collate "C" not null,
  description text not null,
  disposition text not null,
  ${MARKING_COLUMNS}
);
create index device_event_device on device_event (device, at);
create table system_weakness (
  weakness text not null,
  system text not null,
  primary key (weakness, system)
);
create view system_of_jurisdiction as
  select ${systemNames}, system_use.jurisdiction
  from system_use join voting_system on voting_system.id = system_use.system;
create view jurisdiction_of_system as
  select ${divisionNames}, system_use.system
  from system_use join jurisdiction on jurisdiction.ocd_id = system_use.jurisdiction;
create view device_of_weakness as
  select ${deviceNames}, system_weakness.weakness
  from system_weakness join device on device.system = system_weakness.system;
create view jurisdiction_of_weakness as
  select ${divisionNames}, named.weakness
  from (select distinct system_weakness.weakness, system_use.jurisdiction
    from system_weakness join system_use on system_use.system = system_weakness.system) as named
  join jurisdiction on jurisdiction.ocd_id = named.jurisdiction;
`;
