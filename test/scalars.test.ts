import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readScalar, scalarForms } from '../schema/scalar-forms.ts';
import { openWholeRoom } from './questions/whole-room.ts';
import type { WholeRoom } from './questions/whole-room.ts';

const good: readonly (readonly [string, string, string])[] = [
  ['DateTime', '2024-11-05T09:30:00-05:00', '2024-11-05T14:30:00.000Z'],
  ['DateTime', '2024-11-05T14:30Z', '2024-11-05T14:30:00.000Z'],
  ['DateTime', '2024-02-29T23:59:59.999999Z', '2024-02-29T23:59:59.999Z'],
  ['Date', '2024-02-29', '2024-02-29'],
  [
    'OcdId',
    'ocd-division/country:us/state:md/county:prince_george~s',
    'ocd-division/country:us/state:md/county:prince_george~s',
  ],
  ['OcdId', 'ocd-division/country:us', 'ocd-division/country:us'],
  ['GeoId', '04013', '04013'],
  ['GeoId', '13', '13'],
  [
    'StixId',
    'x-mitre-tactic--2558fd61-8c75-4730-94c4-11926db2a263',
    'x-mitre-tactic--2558fd61-8c75-4730-94c4-11926db2a263',
  ],
  ['CveId', 'CVE-2022-1739', 'CVE-2022-1739'],
  ['Url', 'https://gwinnett-elections.example/facts?a=b', 'https://gwinnett-elections.example/facts?a=b'],
];

const bad: readonly (readonly [string, unknown])[] = [
  ['DateTime', '2024-11-05T09:30:00'],
  ['DateTime', '2024-11-05'],
  ['DateTime', '2024-02-30T09:30:00Z'],
  ['DateTime', '2024-11-05T25:00:00Z'],
  ['DateTime', '2024-11-05T09:30:00+99:00'],
  ['DateTime', 1730812345],
  ['Date', '2024-13-01'],
  ['Date', '2023-02-29'],
  ['OcdId', 'ocd-division/country:US'],
  ['OcdId', 'ocd-division/country:us/state:ga/'],
  ['OcdId', "ocd-division/country:us/state:ga'; drop table jurisdiction"],
  ['OcdId', `ocd-division/country:us/state:${'a'.repeat(600)}`],
  ['GeoId', '4013'],
  ['GeoId', 4013],
  ['StixId', 'indicator--8E2E2D2B-17D4-4CBF-938F-98EE46B3CD3F'],
  ['StixId', '8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f'],
  ['CveId', 'cve-2022-1739'],
  ['CveId', 'CVE-22-1'],
  ['Url', 'javascript:alert(1)'],
  ['Url', '//example.example'],
  ['Url', null],
];

test.each(good)('a %s may be %s', (name, given, value) => {
  expect(readScalar(name, given)).toEqual({ value });
});

test.each(bad)('a %s is never %s', (name, given) => {
  expect(readScalar(name, given)).toEqual({
    problem: expect.stringMatching(new RegExp(`is not a valid ${name}; give an? `, 'u')),
  });
});

test('every form has a value it takes and one it refuses', () => {
  for (const name of Object.keys(scalarForms)) {
    expect(
      good.some(([each]) => each === name),
      name,
    ).toBe(true);
    expect(
      bad.some(([each]) => each === name),
      name,
    ).toBe(true);
  }
});

describe('a value out of form is the caller’s error, before any agency is asked', () => {
  let room: WholeRoom;
  beforeAll(async () => {
    room = await openWholeRoom();
  });
  afterAll(() => room.close());
  const situation =
    '{ situation(jurisdiction: "ocd-division/country:us/state:ga", since: "2024-11-05") { id } }';

  test('in the document', async () => {
    const { status, errors, asked } = await room.ask(situation);
    expect(status).toBe(400);
    expect(errors[0]?.message).toContain(
      '`2024-11-05` is not a valid DateTime; give an instant with its zone',
    );
    expect(errors[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(asked).toEqual([]);
  });

  test('in a variable', async () => {
    const { status, errors, asked } = await room.ask(
      'query ($id: OcdId!) { situation(jurisdiction: $id) { id } }',
      {
        variables: { id: 'Georgia' },
      },
    );
    expect(status).toBe(400);
    expect(errors[0]?.message).toContain('`Georgia` is not a valid OcdId; give an OCD-ID');
    expect(errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(asked).toEqual([]);
  });
});
