import type { Marking } from '../kit/marking.ts';
import { MARKING_COLUMNS, table } from '../kit/table.ts';
import type { RowProvenance } from './indicator-tables.ts';

/** A security advisory. */
export interface Advisory {
  readonly id: string;
  /** The publisher's own; products and weaknesses of another version are no longer named. */
  readonly version: string;
  readonly title: string;
  readonly publisher: string;
  readonly publishedAt: string;
  readonly updatedAt: string;
  readonly summary: string;
  readonly quotable: string | null;
  readonly mitigations: readonly string[];
  readonly references: readonly string[];
  readonly whatToDo: string | null;
  readonly provenance: RowProvenance | null;
  readonly marking: Marking;
}

/** A product that a version of an advisory names. */
export interface AdvisoryProduct {
  readonly advisory: string;
  readonly version: string;
  /** The publisher's id of the product. */
  readonly product: string;
  readonly name: string;
  readonly vendor: string | null;
  readonly productVersion: string | null;
  /** Id of the voting system that it is, where it is one. */
  readonly system: string | null;
  readonly marking: Marking;
}

/** A weakness that a version of an advisory names. */
export interface AdvisoryWeakness {
  readonly advisory: string;
  readonly version: string;
  readonly cveId: string;
  readonly marking: Marking;
}

/**
 * What one source says of a weakness.
 *
 * Sources are kept apart, so that loading them in any order, and again, gives the same: of each weakness the report of
 * the lowest `rank` is read, among those that the reader may know of.
 */
export interface Vulnerability {
  readonly cveId: string;
  /** The catalogue, advisory or object that says so. */
  readonly source: string;
  /** 0 the catalogue of known exploited ones, 1 an advisory, 2 any other object. */
  readonly rank: number;
  readonly name: string;
  readonly vendor: string | null;
  readonly product: string | null;
  /** Of `productKey`; null where maker or product is not told. */
  readonly productKey: string | null;
  readonly description: string;
  readonly requiredAction: string | null;
  /** `YYYY-MM-DD` */
  readonly addedAt: string | null;
  readonly dueAt: string | null;
  readonly knownRansomwareUse: boolean | null;
  readonly weaknesses: readonly string[];
  readonly references: readonly string[];
  readonly provenance: RowProvenance | null;
  readonly revoked: boolean;
  readonly marking: Marking;
}

/** Maker and product in one text that is the same whatever the case of their letters. */
export function productKey(vendor: string, product: string): string {
  return JSON.stringify([vendor.trim().toLowerCase(), product.trim().toLowerCase()]);
}

const advisoryColumns = {
  id: 'text',
  version: 'text',
  title: 'text',
  publisher: 'text',
  publishedAt: 'text',
  updatedAt: 'text',
  summary: 'text',
  quotable: 'text?',
  mitigations: 'json',
  references: 'json',
  whatToDo: 'text?',
  provenance: 'json?',
} as const;

export const advisories = table<Advisory>({
  name: 'advisory',
  key: ['id'],
  columns: advisoryColumns,
  marked: true,
  type: 'Advisory',
});

/** A view: each advisory as often as a voting system or weakness is named in it. */
export const advisoriesOfSubject = table<Advisory & { readonly subject: string }>({
  name: 'advisory_of_subject',
  key: ['id'],
  columns: { ...advisoryColumns, subject: 'text' },
  marked: true,
  type: 'Advisory',
});

const productColumns = {
  advisory: 'text',
  version: 'text',
  product: 'text',
  name: 'text',
  vendor: 'text?',
  productVersion: 'text?',
  system: 'text?',
} as const;

export const advisoryProducts = table<AdvisoryProduct>({
  name: 'advisory_product',
  key: ['advisory', 'product'],
  columns: productColumns,
  marked: true,
  type: 'Advisory',
});

/** A view: products that the advisories' present versions name. */
export const namedProducts = table<AdvisoryProduct>({
  name: 'named_product',
  key: ['advisory', 'product'],
  columns: productColumns,
  marked: true,
  type: 'Advisory',
});

const weaknessColumns = { advisory: 'text', version: 'text', cveId: 'text' } as const;

export const advisoryWeaknesses = table<AdvisoryWeakness>({
  name: 'advisory_weakness',
  key: ['advisory', 'cveId'],
  columns: weaknessColumns,
  marked: true,
  type: 'Advisory',
});

/** A view: weaknesses that the advisories' present versions name. */
export const namedWeaknesses = table<AdvisoryWeakness>({
  name: 'named_weakness',
  key: ['advisory', 'cveId'],
  columns: weaknessColumns,
  marked: true,
  type: 'Advisory',
});

const vulnerabilityColumns = {
  cveId: 'text',
  source: 'text',
  rank: 'integer',
  name: 'text',
  vendor: 'text?',
  product: 'text?',
  productKey: 'text?',
  description: 'text',
  requiredAction: 'text?',
  addedAt: 'text?',
  dueAt: 'text?',
  knownRansomwareUse: 'boolean?',
  weaknesses: 'json',
  references: 'json',
  provenance: 'json?',
  revoked: 'boolean',
} as const;

export const vulnerabilityReports = table<Vulnerability>({
  name: 'vulnerability_report',
  key: ['cveId', 'source'],
  columns: vulnerabilityColumns,
  marked: true,
  type: 'Vulnerability',
});

/** The same by weakness: read with `bestReports`, which leaves one report of each. */
export const vulnerabilities = table<Vulnerability>({
  name: 'vulnerability_report',
  key: ['cveId'],
  columns: vulnerabilityColumns,
  marked: true,
  type: 'Vulnerability',
});

/** Makes the tables of this file. */
export const weaknessMigration = `create table advisory (
  id text collate "C" primary key,
  version text not null,
  title text collate "C" not null,
  publisher text not null,
  published_at text collate "C" not null,
  updated_at text not null,
  summary text not null,
  quotable text,
  mitigations text not null,
  "references" text not null,
  what_to_do text,
  provenance text,
  ${MARKING_COLUMNS}
);
create index advisory_published_at on advisory (published_at, id);
create index advisory_title on advisory (title, id);
create table advisory_product (
  advisory text collate "C" not null,
  version text not null,
  product text collate "C" not null,
  name text collate "C" not null,
  vendor text,
  product_version text,
  system text,
  ${MARKING_COLUMNS},
  primary key (advisory, product)
);
create index advisory_product_system on advisory_product (system);
create view named_product as
  select p.* from advisory_product p join advisory a on a.id = p.advisory and a.version = p.version;
create table advisory_weakness (
  advisory text collate "C" not null,
  version text not null,
  cve_id text collate "C" not null,
  ${MARKING_COLUMNS},
  primary key (advisory, cve_id)
);
create index advisory_weakness_cve_id on advisory_weakness (cve_id);
create view named_weakness as
  select w.* from advisory_weakness w join advisory a on a.id = w.advisory and a.version = w.version;
create view advisory_of_subject as
  select a.*, s.subject from advisory a join (
    select advisory, version, system as subject from advisory_product where system is not null
    union
    select advisory, version, cve_id as subject from advisory_weakness
  ) s on s.advisory = a.id and s.version = a.version;
create table vulnerability_report (
  cve_id text collate "C" not null,
  source text collate "C" not null,
  rank integer not null,
  name text not null,
  vendor text,
  product text,
  product_key text collate "C",
  description text not null,
  required_action text,
  added_at text collate "C",
  due_at text collate "C",
  known_ransomware_use integer,
  weaknesses text not null,
  "references" text not null,
  provenance text,
  revoked integer not null,
  ${MARKING_COLUMNS},
  primary key (cve_id, source)
);
create index vulnerability_report_product_key on vulnerability_report (product_key, added_at);
create index vulnerability_report_added_at on vulnerability_report (added_at, cve_id);
create view vulnerability as
  select v.* from vulnerability_report v where v.revoked = 0 and not exists (
    select 1 from vulnerability_report o where o.cve_id = v.cve_id and o.revoked = 0
      and (o.rank < v.rank or (o.rank = v.rank and o.source < v.source)))`;
