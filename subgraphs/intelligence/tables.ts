import { CHANGE_LOG_MIGRATION } from '../kit/change-log.ts';
import type { FieldMarking } from '../kit/load/stix-object.ts';
import type { Provenance } from '../kit/load/record.ts';
import type { Marking } from '../kit/marking.ts';
import { MARKING_COLUMNS, table } from '../kit/table.ts';
import { judgmentMigration } from './judgment-tables.ts';

/** Where an imported row came from, as the type `Provenance` of the shared schema has it. */
export type RowProvenance = Pick<Provenance, 'source' | 'file' | 'record'>;

/** A group or person that acts with malice. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly description: string | null;
  readonly goals: readonly string[];
  /** RFC 3339 in UTC, as every time of the agency. */
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly fieldMarkings: readonly FieldMarking[];
  readonly provenance: RowProvenance | null;
  /** Whether its maker took it back (STIX 2.1, 3.2); such a row is kept and never read. */
  readonly revoked: boolean;
  readonly marking: Marking;
}

/** Activity with a common aim over a time. */
export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly objective: string | null;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly provenance: RowProvenance | null;
  readonly revoked: boolean;
  readonly marking: Marking;
}

/** That a campaign is judged to be an actor's; either may be loaded later, or never. */
export interface CampaignActor {
  readonly id: string;
  readonly campaign: string;
  readonly actor: string;
  readonly revoked: boolean;
  readonly marking: Marking;
}

export const actors = table<Actor>({
  name: 'actor',
  key: ['id'],
  columns: {
    id: 'text',
    name: 'text',
    aliases: 'json',
    description: 'text?',
    goals: 'json',
    firstSeen: 'text?',
    lastSeen: 'text?',
    fieldMarkings: 'json',
    provenance: 'json?',
    revoked: 'boolean',
  },
  marked: true,
  type: 'ThreatActor',
});

export const campaigns = table<Campaign>({
  name: 'campaign',
  key: ['id'],
  columns: {
    id: 'text',
    name: 'text',
    description: 'text?',
    objective: 'text?',
    firstSeen: 'text?',
    lastSeen: 'text?',
    provenance: 'json?',
    revoked: 'boolean',
  },
  marked: true,
  type: 'Campaign',
});

export const campaignActors = table<CampaignActor>({
  name: 'campaign_actor',
  key: ['id'],
  columns: { id: 'text', campaign: 'text', actor: 'text', revoked: 'boolean' },
  marked: true,
  type: 'Campaign',
});

/** Data definition, forward only. */
export const migrations = [
  CHANGE_LOG_MIGRATION,
  `create table actor (
    id text collate "C" primary key,
    name text collate "C" not null,
    aliases text not null,
    description text,
    goals text not null,
    first_seen text,
    last_seen text,
    field_markings text not null,
    provenance text,
    revoked integer not null,
    ${MARKING_COLUMNS}
  );
  create index actor_name on actor (name, id);
  create table campaign (
    id text collate "C" primary key,
    name text collate "C" not null,
    description text,
    objective text,
    first_seen text,
    last_seen text collate "C",
    provenance text,
    revoked integer not null,
    ${MARKING_COLUMNS}
  );
  create index campaign_name on campaign (name, id);
  create index campaign_last_seen on campaign (last_seen, id);
  create table campaign_actor (
    id text collate "C" primary key,
    campaign text not null,
    actor text not null,
    revoked integer not null,
    ${MARKING_COLUMNS}
  );
  create index campaign_actor_campaign on campaign_actor (campaign);
  create index campaign_actor_actor on campaign_actor (actor)`,
  judgmentMigration,
];
