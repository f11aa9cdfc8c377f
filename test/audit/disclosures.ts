import type { Disclosure } from '../../gateway/audit/disclosure.ts';

/** A disclosure about one entity, `entity` being its digest; the rest as given or invented. */
export function disclosureOf(entity: string, given: Partial<Disclosure> = {}): Disclosure {
  return {
    at: '2026-10-01T09:30:00.000Z',
    request: 'request-1',
    principal: 'urn:watchfloor:demo#watch-officer',
    agency: 'coordination',
    purposes: ['incident-response'],
    coordinate: 'Incident.victim',
    entities: [entity],
    marking: 'TLP:AMBER',
    decision: 'RELEASED',
    policies: ['community.release'],
    bundle: 'b'.repeat(64),
    receivers: ['elections'],
    returned: 1,
    suppressed: 0,
    ...given,
  };
}

/** The digest of a nameless entity, for tests that are not about entities. */
export const someEntity = 'e'.repeat(64);

/** So many disclosures, told apart by their request. */
export function disclosures(count: number, prefix = 'request'): readonly Disclosure[] {
  return Array.from({ length: count }, (_, index) =>
    disclosureOf(someEntity, { request: `${prefix}-${index + 1}` }),
  );
}
