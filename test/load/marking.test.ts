import { describe, expect, test } from 'vitest';
import type { RecordOf } from '../../subgraphs/kit/load/record.ts';
import { bundle, csafJson, file, indicator, uuid } from './fixture.ts';
import { loaded } from './run.ts';

const red = 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed';
const amber = 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82';
const green = 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da';
const amberStrict = 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003';
const clear = 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487';

async function stix(
  ...objects: readonly object[]
): Promise<{ records: readonly RecordOf<'stix'>[]; stderr: string }> {
  const { records, stderr } = await loaded(file(bundle(...objects)));
  return { stderr, records: records.filter((record) => record.kind === 'stix') };
}

function definition(n: number, properties: object): object {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: `marking-definition--${uuid(n)}`,
    created: '2030-01-01T00:00:00Z',
    ...properties,
  };
}

describe('an object takes the strictest of its markings', () => {
  test.each([
    ['TLP 1 RED, not in the bundle', [red], 'RED'],
    ['TLP 1 WHITE', ['marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9'], 'CLEAR'],
    ['TLP 2.0 AMBER+STRICT, not in the bundle', [amberStrict], 'AMBER_STRICT'],
    ['TLP 2.0 CLEAR and TLP 1 GREEN', [clear, green], 'GREEN'],
    ['GREEN, RED and AMBER', [green, red, amber], 'RED'],
    ['none', [], 'AMBER_STRICT'],
  ])('%s', async (_, references, tlp) => {
    const { records, stderr } = await stix(
      indicator(1, references.length === 0 ? {} : { object_marking_refs: references }),
    );
    expect(records[0]?.marking.tlp).toBe(tlp);
    expect(stderr).toBe('');
  });

  test.each([
    ['old white', { definition_type: 'tlp', definition: { tlp: 'white' } }, 'CLEAR'],
    ['amber', { definition_type: 'tlp', definition: { tlp: 'amber' } }, 'AMBER'],
    [
      'TLP 2.0 by its extension',
      {
        extensions: {
          'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d': {
            extension_type: 'property-extension',
            tlp_2_0: 'amber+strict',
          },
        },
      },
      'AMBER_STRICT',
    ],
  ])('by a definition of the bundle: %s', async (_, properties, tlp) => {
    const { records } = await stix(
      indicator(1, { object_marking_refs: [`marking-definition--${uuid(9)}`] }),
      definition(9, properties),
    );
    expect(records.map(({ marking }) => marking.tlp)).toEqual([tlp]);
  });
});

describe('a marking that is not understood is RED, with a warning', () => {
  const reference = { object_marking_refs: [`marking-definition--${uuid(9)}`] };
  test.each([
    ['one that is nowhere defined', []],
    [
      'a label that TLP does not have',
      [definition(9, { definition_type: 'tlp', definition: { tlp: 'purple' } })],
    ],
    [
      'an extension',
      [
        definition(9, {
          extensions: { [`extension-definition--${uuid(8)}`]: { extension_type: 'property-extension' } },
        }),
      ],
    ],
    [
      'one that is defined twice, differently',
      [
        definition(9, { definition_type: 'tlp', definition: { tlp: 'amber' } }),
        definition(9, {
          definition_type: 'tlp',
          definition: { tlp: 'white' },
          modified: '2031-01-01T00:00:00Z',
        }),
      ],
    ],
  ])('%s', async (_, definitions) => {
    const { records, stderr } = await stix(indicator(1, reference), ...definitions);
    expect(records[0]?.marking.tlp).toBe('RED');
    expect(stderr).toContain('is unknown and treated as TLP:RED');
  });
});

test('a bundle cannot redefine a label that OASIS publishes', async () => {
  const { records } = await stix(indicator(1, { object_marking_refs: [red] }), {
    ...definition(9, { definition_type: 'tlp', definition: { tlp: 'white' } }),
    id: red,
  });
  expect(records[0]?.marking.tlp).toBe('RED');
});

test('granular markings become the markings of single properties, selectors as written', async () => {
  const { records, stderr } = await stix(
    indicator(1, {
      indicator_types: ['malicious-activity', 'attribution'],
      granular_markings: [
        { marking_ref: red, selectors: ['name'] },
        { marking_ref: amber, selectors: ['indicator_types.[1]', 'pattern'] },
        { marking_ref: green, selectors: ['pattern'] },
        { lang: 'en', selectors: ['name'] },
      ],
    }),
  );
  expect(stderr).toBe('');
  expect(records[0]?.marking.tlp).toBe('AMBER_STRICT');
  expect(records[0]?.fieldMarkings.map(({ field, marking }) => [field, marking.tlp])).toEqual([
    ['name', 'RED'],
    ['indicator_types.[1]', 'AMBER'],
    ['pattern', 'AMBER'],
  ]);
});

test('a selector that selects nothing marks the whole object', async () => {
  const { records, stderr } = await stix(
    indicator(1, {
      object_marking_refs: [green],
      granular_markings: [{ marking_ref: red, selectors: ['nmae'] }],
    }),
  );
  expect(records[0]).toMatchObject({ marking: { tlp: 'RED' }, fieldMarkings: [] });
  expect(stderr).toContain('selector `nmae` selects nothing');
});

test('a copyright statement restricts nothing and loosens nothing', async () => {
  const { records } = await stix(
    indicator(1, { object_marking_refs: [`marking-definition--${uuid(9)}`] }),
    definition(9, { definition_type: 'statement', definition: { statement: 'Copyright Example' } }),
  );
  expect(records[0]).toMatchObject({
    marking: { tlp: 'AMBER_STRICT' },
    provenance: { statements: ['Copyright Example'] },
  });
});

describe('a public catalogue is CLEAR', () => {
  const creator = 'identity--f1a0f560-2d9e-4c5d-bf47-7e96e805de82';
  const statement = 'marking-definition--f79f25d2-8b96-4580-b169-eb7b613a7c31';
  const frame = [
    {
      type: 'identity',
      id: creator,
      name: 'DISARM Foundation',
      created: '2030-01-01T00:00:00Z',
      modified: '2030-01-01T00:00:00Z',
    },
    {
      ...definition(9, { definition_type: 'statement', definition: { statement: 'CC-BY-SA-4.0' } }),
      id: statement,
    },
  ];
  const technique = indicator(1, { object_marking_refs: [statement] });

  test('with its objects under its own statement', async () => {
    const { records } = await stix(...frame, technique);
    expect(records.map(({ marking, catalogue }) => [marking.tlp, catalogue])).toEqual([
      ['CLEAR', 'DISARM'],
      ['CLEAR', 'DISARM'],
    ]);
  });

  test.each([
    ['an object of somebody else', indicator(2, { created_by_ref: `identity--${uuid(7)}` })],
    ['an object that bears no statement', indicator(2)],
    [
      'an object with a property marked',
      indicator(2, {
        object_marking_refs: [statement],
        granular_markings: [{ marking_ref: red, selectors: ['name'] }],
      }),
    ],
  ])('but not with %s in it', async (_, foreign) => {
    const { records } = await stix(...frame, technique, foreign);
    expect(records.map(({ marking }) => marking.tlp)).toEqual([
      'AMBER_STRICT',
      'AMBER_STRICT',
      'AMBER_STRICT',
    ]);
  });
});

test("the default label is the operator's to choose, in the words of TLP", async () => {
  const path = file(bundle(indicator(1)));
  const { records } = await loaded(path, '--default-marking', 'TLP:RED');
  expect(records[0]?.marking.tlp).toBe('RED');
  expect((await loaded(path, '--default-marking', 'secret')).code).toBe(2);
});

test.each([
  ['WHITE', 'CLEAR', ''],
  ['AMBER', 'AMBER', ''],
  ['BLUE', 'RED', 'TLP label `BLUE` is unknown'],
])('an advisory labelled %s is %s', async (label, tlp, warning) => {
  const { records, stderr } = await loaded(file(csafJson(label)));
  expect(records[0]?.marking.tlp).toBe(tlp);
  expect(stderr).toContain(warning);
});
