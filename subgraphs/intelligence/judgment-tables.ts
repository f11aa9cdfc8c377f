import type { Marking } from '../kit/marking.ts';
import { MARKING_COLUMNS, table } from '../kit/table.ts';

/** The seven steps of estimative language (ICD 203). */
export type Likelihood =
  | 'ALMOST_NO_CHANCE'
  | 'VERY_UNLIKELY'
  | 'UNLIKELY'
  | 'ROUGHLY_EVEN_CHANCE'
  | 'LIKELY'
  | 'VERY_LIKELY'
  | 'ALMOST_CERTAIN';

/** How well a judgment is founded (ICD 203). */
export type Confidence = 'LOW' | 'MODERATE' | 'HIGH';

/** How far an agency agrees with the first judgment (STIX 2.1 opinion). */
export type Opinion = 'STRONGLY_DISAGREE' | 'DISAGREE' | 'NEUTRAL' | 'AGREE' | 'STRONGLY_AGREE';

/** What one agency judges of something. */
export interface Judgment {
  readonly id: string;
  /** What it is about: a campaign, actor, narrative or notification case, by id. */
  readonly subject: string;
  readonly agency: string;
  readonly text: string;
  /** Null where the agency takes no position. */
  readonly likelihood: Likelihood | null;
  readonly confidence: Confidence | null;
  /** Null for the judgment that the others agree with or not. */
  readonly opinion: Opinion | null;
  readonly judgedAt: string;
  readonly marking: Marking;
}

/** What intelligence says of who is behind an incident. */
export interface Attribution {
  readonly incident: string;
  /** The campaign, whose judgments are those of the incident too. */
  readonly campaign: string;
  readonly full: string;
  readonly tearline: string;
  readonly likelihood: Likelihood;
  readonly confidence: Confidence;
  readonly sourceReliability: 'A' | 'B' | 'C' | 'D' | 'E' | 'F';
  readonly informationCredibility: string;
  readonly usPerson: string | null;
  readonly actor: string;
  readonly judgedAt: string;
  readonly marking: Marking;
}

/** Whether something foreign is behind a narrative. */
export interface ForeignNexus {
  readonly narrative: string;
  readonly tearline: string;
  readonly likelihood: Likelihood;
  readonly confidence: Confidence;
  readonly actor: string | null;
  readonly marking: Marking;
}

/** What threatens an election. */
export interface ThreatAssessment {
  readonly election: string;
  readonly summary: string;
  readonly likelihood: Likelihood;
  readonly confidence: Confidence;
  readonly actorIds: readonly string[];
  readonly assessedAt: string;
  readonly marking: Marking;
}

/** Whose an indicator may be. */
export interface RelatedActor {
  readonly indicator: string;
  readonly actor: string;
  readonly likelihood: Likelihood;
  readonly confidence: Confidence;
  readonly marking: Marking;
}

export const judgments = table<Judgment>({
  name: 'judgment',
  key: ['id'],
  columns: {
    id: 'text',
    subject: 'text',
    agency: 'text',
    text: 'text',
    likelihood: 'text?',
    confidence: 'text?',
    opinion: 'text?',
    judgedAt: 'text',
  },
  marked: true,
  type: 'Judgment',
});

export const attributions = table<Attribution>({
  name: 'attribution',
  key: ['incident'],
  columns: {
    incident: 'text',
    campaign: 'text',
    full: 'text',
    tearline: 'text',
    likelihood: 'text',
    confidence: 'text',
    sourceReliability: 'text',
    informationCredibility: 'text',
    usPerson: 'text?',
    actor: 'text',
    judgedAt: 'text',
  },
  marked: true,
  type: 'Attribution',
});

export const foreignNexuses = table<ForeignNexus>({
  name: 'foreign_nexus',
  key: ['narrative'],
  columns: { narrative: 'text', tearline: 'text', likelihood: 'text', confidence: 'text', actor: 'text?' },
  marked: true,
  type: 'ForeignNexus',
});

export const threatAssessments = table<ThreatAssessment>({
  name: 'threat_assessment',
  key: ['election'],
  columns: {
    election: 'text',
    summary: 'text',
    likelihood: 'text',
    confidence: 'text',
    actorIds: 'json',
    assessedAt: 'text',
  },
  marked: true,
  type: 'ThreatAssessment',
});

export const relatedActors = table<RelatedActor>({
  name: 'related_actor',
  key: ['indicator'],
  columns: { indicator: 'text', actor: 'text', likelihood: 'text', confidence: 'text' },
  marked: true,
  type: 'RelatedActor',
});

/** Makes the tables of this file. */
export const judgmentMigration = `create table judgment (
  id text collate "C" primary key,
  subject text not null,
  agency text not null,
  text text not null,
  likelihood text,
  confidence text,
  opinion text,
  judged_at text collate "C" not null,
  ${MARKING_COLUMNS}
);
create index judgment_subject on judgment (subject, judged_at);
create table attribution (
  incident text collate "C" primary key,
  campaign text not null,
  "full" text not null,
  tearline text not null,
  likelihood text not null,
  confidence text not null,
  source_reliability text not null,
  information_credibility text not null,
  us_person text,
  actor text not null,
  judged_at text not null,
  ${MARKING_COLUMNS}
);
create index attribution_campaign on attribution (campaign);
create table foreign_nexus (
  narrative text collate "C" primary key,
  tearline text not null,
  likelihood text not null,
  confidence text not null,
  actor text,
  ${MARKING_COLUMNS}
);
create table threat_assessment (
  election text collate "C" primary key,
  summary text not null,
  likelihood text not null,
  confidence text not null,
  actor_ids text not null,
  assessed_at text not null,
  ${MARKING_COLUMNS}
);
create table related_actor (
  indicator text collate "C" primary key,
  actor text not null,
  likelihood text not null,
  confidence text not null,
  ${MARKING_COLUMNS}
)`;
