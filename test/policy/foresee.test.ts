import { describe, expect, test } from 'vitest';
import { residualOf, type Foreseen } from '../../schema/policy/foreseen.ts';
import { openPolicies } from '../../schema/policy/policies.ts';
import { resourceOf, stateOf } from '../../schema/policy/resource.ts';
import { analyst, bookOfTexts, forbidWhen, incident, permitWhen } from './written.ts';

const ofCyber = (policies: Readonly<Record<string, string>>, caller = analyst): Foreseen =>
  openPolicies(bookOfTexts(policies)).foresee(caller, 'cyber', 'display', 'Incident');

const depends = (foreseen: Foreseen) => {
  if (foreseen.kind !== 'depends') throw new Error(`it is \`${foreseen.kind}\``);
  return foreseen;
};

describe('what is foreseen', () => {
  test.each([
    ['always', 'a condition on the caller alone', permitWhen('principal.agency == "cyber"')],
    ['always', 'a condition on the type', permitWhen('resource.type == "Incident"')],
    [
      'always',
      'every label there is',
      permitWhen('["RED","AMBER_STRICT","AMBER","GREEN","CLEAR"].contains(resource.tlp)'),
    ],
    ['always', 'an attribute that is always there', permitWhen('resource has tlp')],
    [
      'always',
      'an attribute read after `has`',
      permitWhen('!(resource has state) || resource.state == resource.state'),
    ],
    ['depends', 'a label', permitWhen('resource.tlp == "GREEN"')],
    [
      'depends',
      'an optional attribute, which may be an error',
      permitWhen('resource.state == resource.state'),
    ],
    ['depends', 'an optional attribute that is read in vain', permitWhen('resource.state == "x" || true')],
    ['never', 'another agency', permitWhen('principal.agency == "elections"')],
    ['never', 'a label that there is not', permitWhen('resource.tlp == "PURPLE"')],
    ['never', 'an attribute that the caller lacks', permitWhen('principal.jurisdiction == "x" || true')],
    ['never', 'a caveat that there is not', permitWhen('resource.caveats.contains("SECRET")')],
  ])('%s: %s', (kind, _, text) => {
    expect(ofCyber({ 'cyber.one': text }).kind).toBe(kind);
  });

  test('a forbid is stronger than a permit, and is named', () => {
    const policies = {
      'cyber.permit': permitWhen('true'),
      'cyber.forbid': forbidWhen('principal.agency == "cyber"'),
    };
    expect(ofCyber(policies)).toEqual({ kind: 'never', policies: ['cyber.forbid'] });
  });

  test('the permits that allow are named', () => {
    expect(ofCyber({ 'cyber.a': permitWhen('true'), 'cyber.b': permitWhen('principal.exercise') })).toEqual({
      kind: 'always',
      policies: ['cyber.a', 'cyber.b'],
    });
  });

  test('the attributes that a decision reads are told, and no others', () => {
    const policies = {
      'cyber.one': permitWhen('resource.tlp == "RED" || resource.releasableTo.contains(resource.originator)'),
    };
    expect(depends(ofCyber(policies)).attributes).toEqual(['originator', 'releasableTo', 'tlp']);
  });
});

test.each([
  ['', '', true],
  ['*', '', true],
  ['a*b', 'ab', true],
  ['a*b', 'a', false],
  ['ab*ba', 'aba', false],
  ['ab*ba', 'abba', true],
  ['*a*a*', 'a', false],
  ['a*b*c', 'a\nbb\nc', true],
  ['a*b*c', 'acb', false],
  ['*é🗳', '🗳é🗳', true],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'axb', false],
])('the pattern `%s` and the text `%s`', (pattern, text, fits) => {
  const policies = { 'cyber.one': permitWhen(`resource.originator like "${pattern}"`) };
  expect(depends(ofCyber(policies)).decide({ ...incident, originator: text }).allowed).toBe(fits);
});

describe('an evaluation error denies', () => {
  test('of a permit, where another permit allows', () => {
    const policies = {
      'cyber.errs': permitWhen('resource.state == "x"'),
      'cyber.permit': permitWhen('resource.tlp == "GREEN"'),
    };
    const { decide } = depends(ofCyber(policies));
    expect(decide(incident)).toEqual({ allowed: false, policies: ['cyber.errs'], failed: true });
    expect(decide({ ...incident, state: 'y' })).toEqual({
      allowed: true,
      policies: ['cyber.permit'],
      failed: false,
    });
  });

  test('of a forbid, which Cedar itself would skip', () => {
    const policies = {
      'cyber.errs': forbidWhen('resource.state == "x"'),
      'cyber.permit': permitWhen('true'),
    };
    const { decide } = depends(ofCyber(policies));
    expect(decide(incident)).toEqual({ allowed: false, policies: ['cyber.errs'], failed: true });
    expect(decide({ ...incident, state: 'y' }).allowed).toBe(true);
  });

  test('that is certain before anything is fetched', () => {
    const policies = {
      'cyber.errs': forbidWhen('principal.jurisdiction == "x"'),
      'cyber.permit': permitWhen('true'),
    };
    expect(ofCyber(policies)).toEqual({ kind: 'never', policies: ['cyber.errs'] });
  });

  test.each([
    ['another type', { type: 'Victim' }],
    ['an unknown label', { tlp: 'PURPLE' }],
    ['an unknown status', { status: 'REAL' }],
    ['an unknown caveat', { caveats: ['SECRET'] }],
    ['a list that is a text', { releasableTo: 'cyber' as unknown as string[] }],
    ['a list that holds something else', { releasableTo: [1] as unknown as string[] }],
    ['a division that is no text', { jurisdiction: null as unknown as string }],
  ])('of an object with %s', (_, wrong) => {
    const { decide } = depends(ofCyber({ 'cyber.one': permitWhen('resource.originator == "coordination"') }));
    expect(decide(incident).allowed).toBe(true);
    expect(decide({ ...incident, ...wrong })).toEqual({ allowed: false, policies: [], failed: true });
  });
});

describe('whose policies count', () => {
  const policies = openPolicies(
    bookOfTexts({
      'cyber.one': permitWhen('resource.tlp == "CLEAR"'),
      'elections.one': permitWhen('true'),
      'community.one': permitWhen('resource.tlp == "GREEN"'),
      'community.two': 'forbid (principal, action, resource) when { resource.status == "TEST" };',
      'cyber.other': permitWhen('true', 'other'),
    }),
  );
  const foresee = (custodian: string, action = 'display') =>
    policies.foresee(analyst, custodian, action, 'Incident');

  test('an agency and the community, each by itself', () => {
    expect(residualOf(foresee('cyber'))).toEqual({
      op: 'and',
      of: [
        {
          op: 'or',
          of: [
            { op: 'equals', attribute: 'tlp', value: 'GREEN' },
            { op: 'equals', attribute: 'tlp', value: 'CLEAR' },
          ],
        },
        { op: 'not', of: { op: 'equals', attribute: 'status', value: 'TEST' } },
      ],
    });
  });

  test("an agency's permit opens nothing of another agency", () => {
    const { decide } = depends(foresee('cyber'));
    expect(decide({ ...incident, tlp: 'RED' })).toEqual({ allowed: false, policies: [], failed: false });
    expect(depends(foresee('elections')).decide({ ...incident, tlp: 'RED' }).allowed).toBe(true);
  });

  test("the community's forbid without an action holds for every action", () => {
    const { decide } = depends(foresee('cyber', 'other'));
    expect(decide(incident).allowed).toBe(true);
    expect(decide({ ...incident, status: 'TEST' })).toEqual({
      allowed: false,
      policies: ['community.two'],
      failed: false,
    });
  });

  test.each([
    ['an agency without a policy', 'intelligence', 'display'],
    ['an action that nothing permits', 'elections', 'other'],
    ['a name that every object inherits', 'constructor', 'display'],
  ])('%s is for nobody', (_, custodian, action) => {
    expect(foresee(custodian, action)).toEqual({ kind: 'never', policies: [] });
  });
});

describe('what is remembered', () => {
  const purposes = openPolicies(
    bookOfTexts({ 'cyber.one': permitWhen('principal.purposes.contains("NETDEF")') }),
  );

  test.each([
    ['agency', { agency: 'elections' }],
    ['roles', { roles: [] }],
    ['scopes', { scopes: ['x'] }],
    ['community', { community: [] }],
    ['assignments', { assignments: ['x'] }],
    ['purposes', { purposes: [] }],
    ['exercise', { exercise: false }],
    ['jurisdiction', { jurisdiction: 'x' }],
  ])('callers who differ in %s share nothing', (_, other) => {
    expect(purposes.callerKey({ ...analyst, ...other })).not.toBe(purposes.callerKey(analyst));
  });

  test('what one caller may is not what the next one may', () => {
    const foresee = (caller: typeof analyst) => purposes.foresee(caller, 'cyber', 'display', 'Incident').kind;
    expect([foresee(analyst), foresee({ ...analyst, purposes: [] }), foresee(analyst)]).toEqual([
      'always',
      'never',
      'always',
    ]);
  });

  test('callers who differ in their id share all, unless a policy reads it', () => {
    const other = { ...analyst, id: 'urn:other' };
    expect(purposes.callerKey(other)).toBe(purposes.callerKey(analyst));
    const byId = openPolicies(
      bookOfTexts({
        'cyber.one': permitWhen('if principal.exercise then ["urn:other"].contains(principal.id) else false'),
      }),
    );
    expect(byId.callerKey(other)).not.toBe(byId.callerKey(analyst));
    expect(byId.foresee(analyst, 'cyber', 'display', 'Incident').kind).toBe('never');
    expect(byId.foresee(other, 'cyber', 'display', 'Incident').kind).toBe('always');
  });

  test('the order of a list does not part callers', () => {
    expect(purposes.callerKey({ ...analyst, roles: ['B', 'A', 'A'] })).toBe(
      purposes.callerKey({ ...analyst, roles: ['A', 'B'] }),
    );
  });
});

describe('an object from its marking', () => {
  const marking = {
    tlp: 'AMBER',
    releasableTo: [],
    originator: 'elections',
    caveats: ['PII'],
    case: null,
    status: 'ACTUAL',
    division: 'ocd-division/country:us/state:ga/county:fulton',
  };

  test('knows its division and state, and nothing for what is null', () => {
    expect(resourceOf('Device', marking)).toEqual({
      type: 'Device',
      tlp: 'AMBER',
      releasableTo: [],
      originator: 'elections',
      caveats: ['PII'],
      status: 'ACTUAL',
      jurisdiction: 'ocd-division/country:us/state:ga/county:fulton',
      state: 'ocd-division/country:us/state:ga',
    });
  });

  test.each([
    ['no marking', null],
    ['no label', { ...marking, tlp: undefined }],
    ['an unknown label', { ...marking, tlp: 'WHITE' }],
    ['no list of readers', { ...marking, releasableTo: null }],
    ['no originator', { ...marking, originator: null }],
    ['a division that is no text', { ...marking, division: 13 }],
  ])('with %s is for nobody', (_, wrong) => {
    expect(resourceOf('Device', wrong)).toBeUndefined();
  });

  test.each([
    ['ocd-division/country:us/state:ga', 'ocd-division/country:us/state:ga'],
    ['ocd-division/country:us/district:dc/ward:1', 'ocd-division/country:us/district:dc'],
    ['ocd-division/country:us/territory:pr', 'ocd-division/country:us/territory:pr'],
    ['ocd-division/country:us', undefined],
    ['elsewhere/state:ga', undefined],
  ])('%s lies in the state %s', (division, state) => {
    expect(stateOf(division)).toBe(state);
  });
});
