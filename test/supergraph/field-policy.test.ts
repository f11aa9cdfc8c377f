import { expect, test } from 'vitest';
import { committedFiles } from '../../gateway/compose/subgraph-folders.ts';
import { sourceTree } from '../../gateway/config/source-tree.ts';
import { readRules } from '../../gateway/supergraph/rules.ts';

const rules = readRules(committedFiles(sourceTree()).supergraph ?? '');

// The field policy of the domain, as far as the schema states it: the action whose policies say who, and what
// everybody else gets.
test.each<[coordinate: string, actions: string, otherwise: string, custodian: string]>([
  ['Incident.title', 'display', 'NULL', 'coordination'],
  ['Incident.status', 'display', 'NULL', 'coordination'],
  ['Incident.state', 'display', 'NULL', 'coordination'],
  ['Incident.victim', 'incident.victim', 'GENERALIZE state', 'coordination'],
  ['Incident.jurisdiction', 'incident.victim', 'GENERALIZE state', 'coordination'],
  ['Reporter.office', 'incident.reporter', 'MASK an election office in {state}', 'coordination'],
  ['CyberAssessment.technicalDetail', 'incident.technicalDetail', 'NULL', 'cyber'],
  ['CyberAssessment.vendorNotes', 'incident.technicalDetail', 'NULL', 'cyber'],
  ['LawEnforcementAssessment.caseRef', 'case.read', 'HIDDEN', 'law-enforcement'],
  ['LawEnforcementAssessment.subject', 'case.read', 'HIDDEN', 'law-enforcement'],
  ['LawEnforcementAssessment.evidenceHold', 'case.hold', 'HIDDEN', 'law-enforcement'],
  ['LawEnforcementAssessment.credibility', 'threat.credibility', 'NULL', 'law-enforcement'],
  [
    'LawEnforcementAssessment.threatText',
    'threat.content',
    'MASK withheld: content of a threat',
    'law-enforcement',
  ],
  [
    'LawEnforcementAssessment.targetName',
    'threat.content',
    'MASK withheld: person threatened',
    'law-enforcement',
  ],
  ['LawEnforcementAssessment.targetAddress', 'threat.content', 'MASK withheld: address', 'law-enforcement'],
  ['Attribution.full', 'attribution.full', 'TEARLINE tearline', 'intelligence'],
  ['Attribution.confidence', 'attribution.tearline', 'NULL', 'intelligence'],
  ['Attribution.likelihood', 'attribution.tearline', 'NULL', 'intelligence'],
  ['Attribution.usPerson', 'attribution.unmask', 'MASK U.S. Person 1', 'intelligence'],
  ['Indicator.pattern', 'indicator.pattern', 'COUNT sightingCount', 'cyber'],
  ['Indicator.source', 'indicator.source', 'HIDDEN', 'cyber'],
  ['Jurisdiction.sensorCoverage', 'jurisdiction.exposure', 'GENERALIZE sensorBand', 'cyber'],
  ['Jurisdiction.exposures', 'jurisdiction.exposure', 'GENERALIZE exposureBand', 'cyber'],
  ['PollingPlace.address', '', 'NULL', 'elections'],
  ['PollingPlace.sweep', 'facility.security', 'HIDDEN', 'law-enforcement'],
  ['PollingPlace.securityPlan', 'facility.security', 'HIDDEN', 'law-enforcement'],
  ['Contact.mobile', 'contact.mobile', 'GENERALIZE phone', 'coordination'],
  ['Narrative.summary', 'display', 'NULL', 'information-environment'],
  ['NarrativeExample.url', 'narrative.exampleUrl', 'GENERALIZE domain', 'information-environment'],
  ['NotificationCase.deliberation', 'notification.deliberation', 'NULL', 'coordination'],
  ['Inject.text', 'exercise.control', 'HIDDEN', 'exercise'],
  ['Observation.agency', 'observation.agency', 'NULL', 'exercise'],
  ['Observation.weakness', 'observation.agency', 'TEARLINE text', 'exercise'],
  ['CooperationMetric.figures', 'metrics.pair', 'GENERALIZE average', 'coordination'],
])('%s needs %s, else %s, and %s decides', (coordinate, actions, otherwise, custodian) => {
  const [type = '', field = ''] = coordinate.split('.');
  const rule = rules.field(type, field);
  const { mode, mask, tearline, generalize, count } = rule.withhold;
  expect(rules.coordinates).toContain(coordinate);
  expect(rule.actions.join(' ')).toBe(actions);
  expect([mode, mask ?? tearline ?? generalize ?? count].filter((part) => part !== undefined).join(' ')).toBe(
    otherwise,
  );
  expect(rule.custodians).toEqual([custodian]);
});

test('who is identified by a released value is recorded', () => {
  for (const coordinate of ['Incident.victim', 'LawEnforcementAssessment.targetName', 'Contact.mobile']) {
    const [type = '', field = ''] = coordinate.split('.');
    expect(rules.field(type, field).audited).toBe('SENSITIVE');
  }
});
