import type { Marking } from '../kit/marking.ts';
import { MARKING_COLUMNS, table } from '../kit/table.ts';
import type { RowProvenance } from './indicator-tables.ts';

/** A technique of attack. */
export interface Technique {
  readonly id: string;
  /** The number that its publisher gives it: `T1566`, `CAPEC-163`. */
  readonly externalId: string | null;
  /** The same where the publisher is MITRE and the bundle its catalogue: nobody else numbers ATT&CK's techniques. */
  readonly attackNumber: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly tactics: readonly string[];
  readonly provenance: RowProvenance | null;
  readonly revoked: boolean;
  readonly marking: Marking;
}

/** Malicious software, or a tool. */
export interface Malware {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly isTool: boolean;
  readonly provenance: RowProvenance | null;
  readonly revoked: boolean;
  readonly marking: Marking;
}

/** What helps against techniques. */
export interface Mitigation {
  readonly id: string;
  readonly name: string;
  readonly revoked: boolean;
  readonly marking: Marking;
}

export const techniques = table<Technique>({
  name: 'technique',
  key: ['id'],
  columns: {
    id: 'text',
    externalId: 'text?',
    attackNumber: 'text?',
    name: 'text',
    description: 'text?',
    tactics: 'json',
    provenance: 'json?',
    revoked: 'boolean',
  },
  marked: true,
  type: 'Technique',
});

export const malware = table<Malware>({
  name: 'malware',
  key: ['id'],
  columns: {
    id: 'text',
    name: 'text',
    description: 'text?',
    isTool: 'boolean',
    provenance: 'json?',
    revoked: 'boolean',
  },
  marked: true,
  type: 'Malware',
});

export const mitigations = table<Mitigation>({
  name: 'mitigation',
  key: ['id'],
  columns: { id: 'text', name: 'text', revoked: 'boolean' },
  marked: true,
  type: 'Technique',
});

/** Makes the tables of this file. */
export const knowledgeMigration = `create table technique (
  id text collate "C" primary key,
  external_id text collate "C",
  attack_number text collate "C",
  name text collate "C" not null,
  description text,
  tactics text not null,
  provenance text,
  revoked integer not null,
  ${MARKING_COLUMNS}
);
create index technique_external_id on technique (external_id, id);
create index technique_attack_number on technique (attack_number);
create index technique_name on technique (name, id);
create table malware (
  id text collate "C" primary key,
  name text collate "C" not null,
  description text,
  is_tool integer not null,
  provenance text,
  revoked integer not null,
  ${MARKING_COLUMNS}
);
create index malware_name on malware (name, id);
create table mitigation (
  id text collate "C" primary key,
  name text not null,
  revoked integer not null,
  ${MARKING_COLUMNS}
)`;
