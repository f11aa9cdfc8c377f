import type { RecordOf } from '../../subgraphs/kit/load/record.ts';
import type { StixObject } from '../../subgraphs/kit/load/stix-object.ts';
import type { Marking, Tlp } from '../../subgraphs/kit/marking.ts';

const marking = (tlp: Tlp): Marking => ({
  tlp,
  releasableTo: [],
  originator: 'cyber',
  caveats: [],
  case: null,
  status: 'ACTUAL',
});
const provenance = (format: 'kev' | 'csaf' | 'domains' | 'stix', source: string) => ({
  file: `a.${format}`,
  format,
  record: 'line 1',
  source,
  licence: null,
  statements: [],
});

/** A STIX object as the loader reads it. */
export const stix = (
  object: StixObject,
  { tlp = 'CLEAR', catalogue = null }: { tlp?: Tlp; catalogue?: RecordOf<'stix'>['catalogue'] } = {},
): RecordOf<'stix'> => ({
  kind: 'stix',
  object,
  fieldMarkings: [],
  catalogue,
  marking: marking(tlp),
  provenance: provenance('stix', 'STIX bundle'),
});
/** A UUID for a small number. */
export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** An ATT&CK technique, or one of another author that says so. */
export const technique = (number: number, externalId: string, more: object = {}): StixObject => ({
  type: 'attack-pattern',
  id: `attack-pattern--${uuid(number)}`,
  name: `Technique ${number}`,
  external_references: [{ source_name: 'mitre-attack', external_id: externalId }],
  kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: 'initial-access' }],
  ...more,
});
/** A STIX relationship. */
export const relation = (number: number, kind: string, source: string, target: string): StixObject => ({
  type: 'relationship',
  id: `relationship--${uuid(number)}`,
  relationship_type: kind,
  source_ref: source,
  target_ref: target,
});
export const indicator: StixObject = {
  type: 'indicator',
  id: `indicator--${uuid(1)}`,
  name: 'A page',
  pattern: "[url:value = 'https://page.example/']",
  pattern_type: 'stix',
  valid_from: '2024-01-01T00:00:00.123456Z',
  indicator_types: ['malicious-activity'],
  confidence: 75,
};
export const software: StixObject = { type: 'malware', id: `malware--${uuid(1)}`, name: 'Software' };
export const actor = `intrusion-set--${uuid(1)}`;
/** An entry of the catalogue of known exploited weaknesses. */
export const exploited: RecordOf<'vulnerability'> = {
  kind: 'vulnerability',
  cveId: 'CVE-2024-0001',
  vendor: 'MICROSOFT',
  product: 'Windows',
  name: 'A weakness',
  description: 'Something is wrong.',
  requiredAction: 'Apply updates.',
  dateAdded: '2024-01-02',
  dueDate: '2024-01-23',
  knownRansomwareUse: true,
  notes: 'https://one.example/a ; see also https://two.example/b',
  cwes: ['CWE-79'],
  catalogVersion: '2024.01.02',
  marking: marking('CLEAR'),
  provenance: provenance('kev', 'CISA KEV 2024.01.02'),
};
/** A version of one advisory that names these weaknesses. */
export const advisory = (version: string, cveIds: readonly string[]): RecordOf<'advisory'> => ({
  kind: 'advisory',
  id: 'ADV-1',
  title: 'Two weaknesses',
  publisher: 'Publisher',
  status: 'final',
  version,
  summary: 'An attacker could exploit this. We have no evidence that it was exploited.',
  notes: [],
  initialReleaseDate: '2024-01-03T00:00:00Z',
  currentReleaseDate: '2024-01-04T00:00:00Z',
  products: [{ id: 'P1', name: 'Maker Thing 1', vendor: 'Maker', product: 'Thing', version: '1' }],
  vulnerabilities: cveIds.map((cveId) => ({
    cveId,
    title: null,
    cwe: { id: 'CWE-20', name: 'Input' },
    summary: 'As the advisory has it.',
    notes: [],
    cvss: null,
    affectedProducts: ['P1'],
    remediations: [{ category: 'vendor_fix', details: 'Update.' }],
  })),
  references: [
    { category: 'self', summary: '', url: 'https://adv.example/1' },
    { category: 'external', summary: '', url: 'ftp://adv.example/1' },
  ],
  marking: marking('CLEAR'),
  provenance: provenance('csaf', 'Publisher ADV-1'),
});
/** A registered domain of Georgia. */
export const domain = (name: string, type: string, organization: string): RecordOf<'domain'> => ({
  kind: 'domain',
  domain: name,
  type,
  isElection: false,
  organization,
  suborganization: null,
  city: 'Town',
  state: 'GA',
  hasSecurityContact: true,
  marking: marking('CLEAR'),
  provenance: provenance('domains', 'CISA .gov registry'),
});
