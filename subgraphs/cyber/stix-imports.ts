import { put } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import type { RecordOf } from '../kit/load/record.ts';
import { stixExternalId, stixText, stixTexts } from '../kit/load/stix-object.ts';
import type { Json, StixObject } from '../kit/load/stix-object.ts';
import { indicators, sightings, stixLinks } from './indicator-tables.ts';
import type { Indicator, RowProvenance, StixLink } from './indicator-tables.ts';
import { malware, mitigations, techniques } from './knowledge-tables.ts';
import { vulnerabilityReports } from './weakness-tables.ts';

type StixRecord = RecordOf<'stix'>;

/** The rows of a STIX object; none for one that is not the agency's business, as all of DISARM. */
export function stixChanges(record: StixRecord): readonly Change[] {
  if (record.catalogue === 'DISARM') return [];
  const { object, marking } = record;
  const revoked = object['revoked'] === true;
  const described = {
    id: object.id,
    name: stixText(object, 'name') ?? object.id,
    description: stixText(object, 'description'),
    provenance: provenanceOf(record),
    revoked,
    marking,
  };
  switch (object.type) {
    case 'indicator':
      return [put(indicators, indicatorOf(record, revoked))];
    case 'sighting':
      return sightingOf(record, revoked);
    case 'attack-pattern': {
      const externalId = stixExternalId(object, 'mitre-attack') ?? stixExternalId(object, 'capec');
      const attackNumber = record.catalogue === 'ATTACK' ? externalId : null;
      return [put(techniques, { ...described, externalId, attackNumber, tactics: tacticsOf(object) })];
    }
    case 'malware':
    case 'tool':
      return [put(malware, { ...described, isTool: object.type === 'tool' })];
    case 'course-of-action':
      return [put(mitigations, { id: object.id, name: described.name, revoked, marking })];
    case 'vulnerability':
      return vulnerabilityOf(record, revoked);
    case 'relationship':
      return linkOf(record, revoked);
    default:
      return [];
  }
}

function indicatorOf(record: StixRecord, revoked: boolean): Indicator {
  const { object, marking, fieldMarkings } = record;
  return {
    id: object.id,
    name: stixText(object, 'name'),
    description: stixText(object, 'description'),
    pattern: needed(object, 'pattern'),
    patternType: stixText(object, 'pattern_type') ?? 'stix',
    validFrom: instantOf(object, 'valid_from') ?? needed(object, 'valid_from'),
    validUntil: instantOf(object, 'valid_until'),
    types: stixTexts(object, 'indicator_types'),
    confidence: confidenceOf(object['confidence']),
    pap: null,
    source: null,
    consent: null,
    fieldMarkings,
    provenance: provenanceOf(record),
    revoked,
    marking,
  };
}

function sightingOf(record: StixRecord, revoked: boolean): readonly Change[] {
  const { object, marking } = record;
  const indicator = stixText(object, 'sighting_of_ref');
  if (indicator === null || !indicator.startsWith('indicator--')) return [];
  const made = instantOf(object, 'modified') ?? instantOf(object, 'created');
  const firstSeen = instantOf(object, 'first_seen') ?? instantOf(object, 'last_seen') ?? made;
  const lastSeen = instantOf(object, 'last_seen') ?? firstSeen;
  if (firstSeen === null || lastSeen === null)
    throw new Error('the sighting says neither when it was nor when it was made; give `last_seen`');
  const count = object['count'];
  return [
    put(sightings, {
      id: object.id,
      indicator,
      // Who made a bundle is a STIX identity, and no agency that takes part.
      agency: null,
      firstSeen,
      lastSeen,
      count: typeof count === 'number' ? count : 1,
      jurisdiction: null,
      provenance: provenanceOf(record),
      revoked,
      marking,
    }),
  ];
}

function vulnerabilityOf(record: StixRecord, revoked: boolean): readonly Change[] {
  const { object, marking } = record;
  const cveId = stixExternalId(object, 'cve') ?? stixText(object, 'name');
  if (cveId === null || !/^CVE-\d{4}-\d{4,19}$/u.test(cveId)) return [];
  return [
    put(vulnerabilityReports, {
      cveId,
      source: object.id,
      rank: 2,
      name: stixText(object, 'name') ?? cveId,
      vendor: null,
      product: null,
      productKey: null,
      description: stixText(object, 'description') ?? '',
      requiredAction: null,
      addedAt: null,
      dueAt: null,
      knownRansomwareUse: null,
      weaknesses: [],
      references: [],
      provenance: provenanceOf(record),
      revoked,
      marking,
    }),
  ];
}

/** Relationships that the agency follows, each with the types of its target. */
const followable: Readonly<Record<StixLink['kind'], readonly string[]>> = {
  uses: ['attack-pattern', 'malware', 'tool'],
  indicates: ['malware', 'tool', 'campaign'],
  mitigates: ['attack-pattern'],
};

function linkOf({ object, marking }: StixRecord, revoked: boolean): readonly Change[] {
  const [source, target] = [needed(object, 'source_ref'), needed(object, 'target_ref')];
  const kind = (Object.keys(followable) as StixLink['kind'][]).find(
    (each) => each === object['relationship_type'],
  );
  if (kind === undefined || !followable[kind].some((type) => target.startsWith(`${type}--`))) return [];
  return [put(stixLinks, { id: object.id, kind, source, target, revoked, marking })];
}

function provenanceOf({ provenance }: StixRecord): RowProvenance {
  return { source: provenance.source, file: provenance.file, record: provenance.record };
}

function needed(object: StixObject, property: string): string {
  const text = stixText(object, property);
  if (text !== null) return text;
  throw new Error(`\`${property}\` is missing; STIX 2.1 requires it`);
}

function instantOf(object: StixObject, property: string): string | null {
  const text = stixText(object, property);
  return text === null ? null : new Date(text).toISOString();
}

/** Low, medium and high of STIX 2.1, Appendix A; 0 is none. */
function confidenceOf(value: Json | undefined): Indicator['confidence'] {
  if (typeof value !== 'number' || value <= 0) return null;
  if (value < 30) return 'LOW';
  return value < 70 ? 'MODERATE' : 'HIGH';
}

function tacticsOf(object: StixObject): readonly string[] {
  const phases = object['kill_chain_phases'];
  if (!Array.isArray(phases)) return [];
  return phases.flatMap((phase: Json) => {
    if (phase === null || typeof phase !== 'object' || Array.isArray(phase)) return [];
    const name = (phase as { readonly [key: string]: Json })['phase_name'];
    return typeof name === 'string' ? [name] : [];
  });
}
