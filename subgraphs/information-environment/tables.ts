import { CHANGE_LOG_MIGRATION } from '../kit/change-log.ts';
import type { Marking } from '../kit/marking.ts';
import { MARKING_COLUMNS, table } from '../kit/table.ts';

/** Where an imported row came from, as the type `Provenance` of the shared schema has it. */
export interface RowProvenance {
  readonly source: string;
  readonly file: string | null;
  readonly record: string | null;
}

/** A claim that spreads. */
export interface Narrative {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly claimType: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly reach: string;
  readonly spreadMinutesPerDoubling: number | null;
  /** OCD-IDs of the divisions that it speaks about. */
  readonly targetIds: readonly string[];
  /** DISARM numbers: `T0075`. */
  readonly techniqueNumbers: readonly string[];
  readonly provenance: RowProvenance | null;
  readonly marking: Marking;
}

/** A narrative beside one thing that it is about. */
export interface NarrativeOfSubject extends Narrative {
  /** An incident, campaign or actor by id, or a division by OCD-ID: each it targets, and each above those. */
  readonly subject: string;
}

/** That a narrative is about something. */
export interface NarrativeSubject {
  readonly narrative: string;
  readonly subject: string;
}

/** An example of a narrative. */
export interface NarrativeExample {
  readonly id: string;
  readonly narrative: string;
  readonly url: string;
  readonly domain: string;
  readonly seenAt: string;
  readonly marking: Marking;
}

/** A technique of the DISARM catalogue. */
export interface InfluenceTechnique {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  readonly description: string;
  readonly tactic: string | null;
  readonly provenance: RowProvenance | null;
  readonly marking: Marking;
}

const narrativeColumns = {
  id: 'text',
  title: 'text',
  summary: 'text',
  claimType: 'text',
  firstSeen: 'text',
  lastSeen: 'text',
  reach: 'text',
  spreadMinutesPerDoubling: 'number?',
  targetIds: 'json',
  techniqueNumbers: 'json',
  provenance: 'json?',
} as const;

export const narratives = table<Narrative>({
  name: 'narrative',
  key: ['id'],
  columns: narrativeColumns,
  marked: true,
  type: 'Narrative',
});

/** A view: each narrative as often as it has subjects. */
export const narrativesOfSubject = table<NarrativeOfSubject>({
  name: 'narrative_of_subject',
  key: ['id'],
  columns: { ...narrativeColumns, subject: 'text' },
  marked: true,
  type: 'Narrative',
});

export const narrativeSubjects = table<NarrativeSubject>({
  name: 'narrative_subject',
  key: ['narrative', 'subject'],
  columns: { narrative: 'text', subject: 'text' },
});

export const narrativeExamples = table<NarrativeExample>({
  name: 'narrative_example',
  key: ['id'],
  columns: { id: 'text', narrative: 'text', url: 'text', domain: 'text', seenAt: 'text' },
  marked: true,
  type: 'NarrativeExample',
});

export const influenceTechniques = table<InfluenceTechnique>({
  name: 'influence_technique',
  key: ['id'],
  columns: {
    id: 'text',
    externalId: 'text',
    name: 'text',
    description: 'text',
    tactic: 'text?',
    provenance: 'json?',
  },
  marked: true,
  type: 'InfluenceTechnique',
});

/** Data definition, forward only. */
export const migrations = [
  CHANGE_LOG_MIGRATION,
  `create table narrative (
    id text primary key,
    title text not null,
    summary text not null,
    claim_type text not null,
    first_seen text not null,
    last_seen text not null,
    reach text not null,
    spread_minutes_per_doubling double precision,
    target_ids text not null,
    technique_numbers text not null,
    provenance text,
    ${MARKING_COLUMNS}
  );
  create index narrative_last_seen on narrative (last_seen, id);
  create table narrative_subject (
    narrative text not null,
    subject text not null,
    primary key (narrative, subject)
  );
  create index narrative_subject_subject on narrative_subject (subject);
  create view narrative_of_subject as
    select n.*, s.subject from narrative n join narrative_subject s on s.narrative = n.id;
  create table narrative_example (
    id text primary key,
    narrative text not null,
    url text not null,
    domain text not null,
    seen_at text not null,
    ${MARKING_COLUMNS}
  );
  create index narrative_example_narrative on narrative_example (narrative);
  create table influence_technique (
    id text primary key,
    external_id text not null,
    name text not null,
    description text not null,
    tactic text,
    provenance text,
    ${MARKING_COLUMNS}
  );
  create unique index influence_technique_external_id on influence_technique (external_id)`,
];
