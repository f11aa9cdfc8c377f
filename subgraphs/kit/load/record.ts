import type { Marking } from '../marking.ts';
import type { FieldMarking, StixObject } from './stix-object.ts';

/** The file formats the loader can read, each with what a person calls it. */
export const formats = {
  divisions: 'divisions (CSV)',
  'polling-places': 'polling places (CSV)',
  vip: 'VIP 6 feed (XML)',
  kev: 'known exploited vulnerabilities (JSON)',
  stix: 'STIX 2.1 bundle (JSON)',
  csaf: 'CSAF 2.0 advisory (JSON)',
  domains: '.gov domains (CSV)',
} as const;

/** One format the loader can read. */
export type Format = keyof typeof formats;

/**
 * Where a record came from, to be stored with it.
 *
 * `record` is its position as a person would look it up: `line 12`, or `objects[3], line 40`.
 */
export interface Provenance {
  /** Base name of the file, never its folder. */
  readonly file: string;
  readonly format: Format;
  readonly record: string;
  /** The publication, with its version where it states one: `CISA KEV 2025.08.25`. */
  readonly source: string;
  readonly licence: string | null;
  /** Texts of statement markings (copyright notices), in the words of the publisher. */
  readonly statements: readonly string[];
}

interface Base {
  /** Its originator is the agency whose `imports` is given the record; the publisher stands in `provenance`. */
  readonly marking: Marking;
  readonly provenance: Provenance;
}

/** A political division, keyed by its Open Civic Data id. */
export interface DivisionRecord extends Base {
  readonly kind: 'division';
  /** `ocd-division/country:us/state:ga/county:fulton` */
  readonly ocdId: string;
  readonly name: string;
  /** Five digits, US counties and their equivalents only. */
  readonly geoid: string | null;
  /** Two letters, upper case, US only. */
  readonly state: string | null;
  /** `county`, `parish`, `precinct`, `ed`; what the file says, else the type of the id's last part. */
  readonly divisionType: string;
  /** ISO 3166-1 alpha-2, upper case; `EU` for the European Union's own divisions. */
  readonly country: string;
  /** The division one level up, `null` at the top. It may not be in the data itself. */
  readonly parentOcdId: string | null;
  readonly sameAs: string | null;
  /** `YYYY-MM-DD` */
  readonly validFrom: string | null;
  /** `YYYY-MM-DD` */
  readonly validThrough: string | null;
}

/** An identifier that another system gives; the types are those of VIP 6. */
export interface ExternalId {
  readonly type: 'local-level' | 'fips' | 'ocd-id' | 'state-level' | 'national-level' | 'other';
  readonly value: string;
}

/** A span of days with one opening time; times as the source writes them, with their offset where stated. */
export interface OpeningHours {
  readonly startDate: string;
  readonly endDate: string;
  readonly opens: string;
  readonly closes: string;
}

/** A site where people vote or hand in ballots; rows that repeat a site per precinct are merged to one. */
export interface PollingPlaceRecord extends Base {
  readonly kind: 'polling-place';
  /** County OCD-ID, `/place:`, local site id; a hash of name and address stands in for a missing site id. */
  readonly id: string;
  readonly externalIds: readonly ExternalId[];
  readonly name: string;
  readonly address: string;
  /** `null` when no known county of the state has this name. */
  readonly countyOcdId: string | null;
  readonly countyName: string;
  /** Two letters, upper case. */
  readonly state: string;
  readonly jurisdictionName: string;
  /** Precinct ids as the office writes them, sorted, each once. */
  readonly precincts: readonly string[];
  readonly isDropBox: boolean;
  readonly isEarlyVoting: boolean;
  /** Empty when the source says nothing. */
  readonly hours: readonly OpeningHours[];
  /** `YYYY-MM-DD` */
  readonly electionDate: string;
  /** Id of the `election` record of the same load. */
  readonly electionId: string;
  /** The office's own site id, `null` where it gives none. */
  readonly localId: string | null;
}

/** An election day of one state. */
export interface ElectionRecord extends Base {
  readonly kind: 'election';
  /** `us-ga-2020-11-03` */
  readonly id: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly state: string;
  /** OCD-ID of the state. */
  readonly stateOcdId: string;
  readonly name: string;
  /** `general`, `primary`; `null` when the source does not say. */
  readonly type: string | null;
}

/** An entry of CISA's catalogue of known exploited vulnerabilities. */
export interface VulnerabilityRecord extends Base {
  readonly kind: 'vulnerability';
  readonly cveId: string;
  readonly vendor: string;
  readonly product: string;
  readonly name: string;
  readonly description: string;
  readonly requiredAction: string;
  /** `YYYY-MM-DD` */
  readonly dateAdded: string;
  /** `YYYY-MM-DD` */
  readonly dueDate: string | null;
  readonly knownRansomwareUse: boolean;
  readonly notes: string;
  readonly cwes: readonly string[];
  readonly catalogVersion: string;
}

/** A product that a security advisory names. */
export interface AdvisoryProduct {
  readonly id: string;
  readonly name: string;
  readonly vendor: string | null;
  readonly product: string | null;
  readonly version: string | null;
}

/** A vulnerability as a security advisory describes it. */
export interface AdvisoryVulnerability {
  /** `null` when none was assigned. */
  readonly cveId: string | null;
  readonly title: string | null;
  readonly cwe: { readonly id: string; readonly name: string } | null;
  readonly summary: string;
  readonly cvss: { readonly score: number; readonly severity: string; readonly vector: string } | null;
  /** Ids of `AdvisoryProduct`. */
  readonly affectedProducts: readonly string[];
  readonly remediations: readonly { readonly category: string; readonly details: string }[];
}

/** A security advisory. */
export interface AdvisoryRecord extends Base {
  readonly kind: 'advisory';
  /** The publisher's tracking id: `ICSA-22-154-01`. */
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly status: string;
  readonly version: string;
  readonly summary: string;
  /** The publisher's general notes, in their order. */
  readonly notes: readonly string[];
  /** RFC 3339 */
  readonly initialReleaseDate: string;
  /** RFC 3339 */
  readonly currentReleaseDate: string;
  readonly products: readonly AdvisoryProduct[];
  readonly vulnerabilities: readonly AdvisoryVulnerability[];
  readonly references: readonly {
    readonly category: string;
    readonly summary: string;
    readonly url: string;
  }[];
}

/** A registered `.gov` domain. */
export interface DomainRecord extends Base {
  readonly kind: 'domain';
  readonly domain: string;
  /** As the registry writes it: `County - Election`. */
  readonly type: string;
  readonly isElection: boolean;
  readonly organization: string;
  readonly suborganization: string | null;
  readonly city: string;
  readonly state: string;
  readonly hasSecurityContact: boolean;
}

/** A STIX 2.1 object, whole, with its markings resolved; marking definitions themselves are not records. */
export interface StixRecord extends Base {
  readonly kind: 'stix';
  readonly object: StixObject;
  /** Markings of single properties; selectors as STIX writes them (`indicator_types.[1]`), each once. */
  readonly fieldMarkings: readonly FieldMarking[];
  /** The public catalogue the object belongs to. */
  readonly catalogue: 'ATTACK' | 'DISARM' | null;
}

/** What a reader yields and an agency's `imports` map to its tables. */
export type LoadRecord =
  | DivisionRecord
  | PollingPlaceRecord
  | ElectionRecord
  | VulnerabilityRecord
  | AdvisoryRecord
  | DomainRecord
  | StixRecord;

/** The kinds of record, the keys of an agency's `imports`. */
export type RecordKind = LoadRecord['kind'];

/** The record of one kind: `RecordOf<'stix'>`. */
export type RecordOf<K extends RecordKind> = Extract<LoadRecord, { readonly kind: K }>;

/** What names a record within its kind: OCD-ID, CVE id, domain, STIX id. */
export function identityOf(record: LoadRecord): string {
  switch (record.kind) {
    case 'division':
      return record.ocdId;
    case 'vulnerability':
      return record.cveId;
    case 'domain':
      return record.domain;
    case 'stix':
      return record.object.id;
    case 'polling-place':
    case 'election':
    case 'advisory':
      return record.id;
    default:
      throw new Error(`no identity for ${String(record satisfies never)}`);
  }
}
