import { expect, test } from 'vitest';
import { claimsOf, findPersona } from '../../gateway/identity/personas.ts';
import { principalFromClaims } from '../../gateway/identity/principal-from-claims.ts';
import { policyCaller } from '../../gateway/rights/policy-caller.ts';
import { openPolicies } from '../../schema/policy/policies.ts';
import type { PolicyResource } from '../../schema/policy/resource.ts';
import { agencies, readRoomPolicies } from '../policy/room-policies.ts';

const policies = openPolicies(readRoomPolicies().book);
const room = agencies.map(({ source }) => source.custodian);
const amber: PolicyResource = {
  type: 'Incident',
  tlp: 'AMBER',
  releasableTo: room,
  originator: 'coordination',
  caveats: [],
  status: 'EXERCISE',
};

function may(id: string, custodian: string, action: string, more: Partial<PolicyResource> = {}): boolean {
  const persona = findPersona(id);
  if (!persona) throw new Error(`no persona ${id}`);
  const caller = policyCaller(principalFromClaims(claimsOf(persona), true), Date.now());
  const resource = { ...amber, ...more };
  const foreseen = policies.foresee(caller, custodian, action, resource.type);
  return foreseen.kind === 'depends' ? foreseen.decide(resource).allowed : foreseen.kind === 'always';
}

// A row of the field policy each: who may, beside somebody who is as near as can be and may not.
test.each<[string, string, string, string, Partial<PolicyResource>?]>([
  ['notification-panel-member', 'watch-officer', 'coordination', 'notification.deliberation'],
  ['notification-panel-member', 'watch-officer', 'intelligence', 'notification.deliberation'],
  ['vendor-liaison', 'county-clerk', 'cyber', 'incident.technicalDetail'],
  [
    'unmasking-analyst',
    'intelligence-analyst',
    'intelligence',
    'attribution.unmask',
    { type: 'Attribution' },
  ],
  ['task-force-member', 'former-task-force-member', 'coordination', 'contact.mobile', { type: 'Contact' }],
  ['watch-officer', 'exercise-outsider', 'coordination', 'display'],
  ['watch-officer', 'exercise-outsider', 'coordination', 'notification.delay'],
])('%s may, %s may not: %s, %s', (who, other, custodian, action, more) => {
  expect([may(who, custodian, action, more), may(other, custodian, action, more)]).toEqual([true, false]);
});

test('the outsider sees of what is real what a watch officer sees', () => {
  const real = { status: 'ACTUAL' };
  expect(may('exercise-outsider', 'coordination', 'display', real)).toBe(true);
  expect(may('watch-officer', 'coordination', 'display', real)).toBe(true);
});

test('every persona of the task force sees the objects on which its field is', () => {
  for (const id of ['notification-panel-member', 'vendor-liaison', 'unmasking-analyst', 'task-force-member'])
    for (const custodian of ['coordination', 'cyber', 'intelligence'])
      expect(may(id, custodian, 'display'), `${id} at ${custodian}`).toBe(true);
});
