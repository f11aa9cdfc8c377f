import { readFileSync } from 'node:fs';
import { buildASTSchema, isObjectType, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compose } from '../../gateway/compose/compose.ts';
import { readRules } from '../../gateway/supergraph/rules.ts';
import { openWholeRoom, type Loose, type WholeRoom } from '../questions/whole-room.ts';

const sdl = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');

test('every entity that carries a marking says what is withheld of it', () => {
  const rules = readRules(sdl);
  const schema = buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
  const entities = Object.values(schema.getTypeMap()).filter(isObjectType);
  const marked = entities.filter(({ name }) => rules.type(name).isMarked && rules.type(name).isEntity);
  expect(marked.length).toBeGreaterThan(20);
  expect(marked.flatMap((type) => ('withheld' in type.getFields() ? [] : [type.name]))).toEqual([]);
});

test('what an entity says of itself changes neither who decides about it nor what its fields need', () => {
  const rules = readRules(sdl);
  for (const type of ['Incident', 'Indicator', 'ThreatActor', 'PollingPlace']) {
    expect(rules.type(type).custodians).not.toContain('watchfloor');
    expect(rules.field(type, 'id').custodians).not.toContain('watchfloor');
    expect(rules.field(type, 'withheld').isPublic).toBe(true);
  }
});

test('an entity that an agency adds says it from then on; one whose keys are more than a field goes without', () => {
  const document = (file: string) => ({
    file,
    text: readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'),
  });
  const shared = document('schema/shared.graphql');
  const text = `
    "What can be asked." type Query { "Warnings." warnings: [Warning!] @public "Storms." storms: [Storm!] @public }
    "A warning." type Warning @key(fields: "id") @marked(by: "marking") {
      "Its identifier." id: ID!
      "How this object may be handled and shared." marking: Marking
    }
    "A storm." type Storm @key(fields: "name year") @marked(by: "marking") {
      "Its name." name: String!
      "Its year." year: Int!
      "How this object may be handled and shared." marking: Marking
    }`;
  const composition = compose([
    { name: 'weather', shared, own: { file: 'weather.graphql', text } },
    { name: 'watchfloor', shared, own: document('gateway/viewer/schema.graphql') },
  ]);
  if (composition.kind === 'failed') throw new Error(JSON.stringify(composition.problems));
  const rules = readRules(composition.supergraph.sdl);
  expect(rules.valueType('Warning', 'withheld')).toBe('Withheld');
  expect(rules.valueType('Storm', 'withheld')).toBeUndefined();
  expect(rules.type('Warning').custodians).toEqual(['weather']);
});

describe('where rights are enforced', () => {
  let room: WholeRoom;
  beforeAll(async () => {
    room = await openWholeRoom({ enforced: true });
  }, 60_000);
  afterAll(() => room.close());

  const fields = 'coordinate mode reason custodian requestable marking instead';
  const patterns = (selected: string) => `{ indicators(first: 50) { nodes { ${selected} } } }`;
  const nodesOf = (data: Loose): Loose[] => (data['indicators'] as Loose)['nodes'] as Loose[];

  test('an object tells what is withheld of it, with custodian, reason and label', async () => {
    const { data } = await room.ask(patterns(`marking { tlp } withheld { ${fields} }`));
    const first = nodesOf(data).find(({ marking }) => marking.tlp === 'AMBER');
    expect(first?.['withheld']).toContainEqual({
      coordinate: 'Indicator.pattern',
      mode: 'COUNT',
      reason: 'NEED_TO_KNOW',
      custodian: 'cyber',
      requestable: true,
      marking: 'TLP:AMBER',
      instead: null,
    });
  });

  test('it is decided on each object by its own marking', async () => {
    const { data } = await room.ask(
      '{ incidents(first: 200) { nodes { marking { caveats } withheld { coordinate } } } }',
      { persona: 'vendor-liaison' },
    );
    const nodes = data.incidents.nodes as Loose[];
    const isProtected = ({ marking }: Loose): boolean => (marking.caveats as string[]).includes('IDSRC');
    const isTold = ({ withheld }: Loose): boolean =>
      (withheld as Loose[]).some(({ coordinate }) => coordinate === 'Incident.victim');
    expect(new Set(nodes.map(isProtected))).toEqual(new Set([true, false]));
    expect(nodes.map(isTold)).toEqual(nodes.map(isProtected));
  });

  test('it is the same whatever else is selected', async () => {
    const alone = await room.ask(patterns('withheld { coordinate }'));
    const beside = await room.ask(patterns('name pattern withheld { coordinate }'));
    const aliased = await room.ask(patterns('one: withheld { coordinate } two: withheld { c: coordinate }'));
    const lists = nodesOf(alone.data).map(({ withheld }) => withheld as Loose[]);
    expect(lists.flat().length).toBeGreaterThan(0);
    expect(nodesOf(beside.data).map(({ withheld }) => withheld as unknown)).toEqual(lists);
    expect(nodesOf(aliased.data).map(({ one }) => one as unknown)).toEqual(lists);
    expect(nodesOf(aliased.data).map(({ two }) => two as unknown)).toEqual(
      lists.map((list) => list.map(({ coordinate }) => ({ c: coordinate as unknown }))),
    );
  });

  test('it tells exactly the fields that the answer withholds', async () => {
    const { data, extensions } = await room.ask(patterns('pattern withheld { coordinate }'));
    const told = nodesOf(data).flatMap(({ withheld }, index) =>
      (withheld as Loose[]).some(({ coordinate }) => coordinate === 'Indicator.pattern') ? [index] : [],
    );
    const entries = extensions.withheld?.items.filter(({ coordinate }) => coordinate === 'Indicator.pattern');
    const paths = entries?.flatMap((item) => item.paths.map((path) => path[2]));
    expect(new Set(paths)).toEqual(new Set(told));
    expect(told.length).toBeGreaterThan(0);
  });

  test('who may read the field is not told of it, and asking adds no entry to the answer', async () => {
    const { data, extensions } = await room.ask(patterns('pattern withheld { coordinate }'), {
      persona: 'cyber-analyst',
    });
    expect(JSON.stringify(nodesOf(data))).not.toContain('Indicator.pattern');
    expect(nodesOf(data).some(({ pattern }) => typeof pattern === 'string')).toBe(true);
    expect(extensions.withheld?.items ?? []).toEqual([]);
    const asked = await room.ask(patterns('withheld { coordinate }'));
    expect(asked.extensions.withheld).toBeUndefined();
  });

  test('no agency is asked for it', async () => {
    const alone = await room.ask('{ indicators(first: 2) { nodes { name withheld { coordinate } } } }');
    expect(alone.asked).toEqual(['cyber']);
  });

  test('nothing of mode HIDDEN is in it, whoever asks', async () => {
    const rules = readRules(sdl);
    const modes = new Set<string>();
    for (const persona of ['player', 'county-clerk', 'watch-officer', 'chief-state-election-official']) {
      const { data, errors } = await room.ask(
        '{ incidents(first: 50) { nodes { withheld { coordinate } } } indicators(first: 50) { nodes { withheld { coordinate } } } pollingPlaces(first: 20) { nodes { withheld { coordinate } } } }',
        { persona },
      );
      expect(errors).toEqual([]);
      for (const [, type = '', field = ''] of JSON.stringify(data).matchAll(
        /"coordinate":"(\w+)\.(\w+)"/gu,
      )) {
        modes.add(rules.field(type, field).withhold.mode);
      }
    }
    expect(modes.size).toBeGreaterThan(0);
    expect(modes).not.toContain('HIDDEN');
  });

  test('a client that asks for errors gets each withheld value as one, on both ways through the gateway', async () => {
    const query = '{ indicators(first: 50) { nodes { id pattern } } }';
    const headers = { 'x-watchfloor-withheld': 'errors' };
    const plain = await room.ask(query);
    expect(plain.errors).toEqual([]);
    const items = plain.extensions.withheld?.items ?? [];
    const expected = items.flatMap(({ paths, counts: _counts, ...told }) =>
      paths.map((path) => ({
        message: 'a value is withheld',
        path,
        extensions: { code: 'WITHHELD', traceId: expect.any(String) as string, ...told },
      })),
    );
    expect(expected.length).toBeGreaterThan(0);
    // A document that is not known yet goes through Apollo Server, a known one straight through the flow.
    const fresh = query.replace('id ', 'id name ');
    const answers = [
      await room.ask(fresh, { headers }),
      await room.ask(fresh, { headers }),
      await room.ask(query, { headers }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.errors).toEqual(expected);
      expect(answer.extensions).toEqual(plain.extensions);
    }
    const withoutTrace = answers.map(({ text }) => text.replaceAll(/"traceId":"[^"]+"/gu, '').trim());
    expect(withoutTrace[0]).toBe(withoutTrace[1]);
    expect(answers[2]?.data).toEqual(plain.data);
  });
});

test.each(['apollo', 'compiled'] as const)(
  'where rights are not enforced nothing is withheld (%s)',
  async (engine) => {
    const room = await openWholeRoom({ engine });
    try {
      const { data, errors } = await room.ask(
        '{ indicators(first: 2) { nodes { name withheld { coordinate } } } incidents(first: 2) { nodes { id withheld { mode } } } }',
      );
      expect(errors).toEqual([]);
      expect((data as Loose)['indicators'].nodes).toHaveLength(2);
      for (const { nodes } of Object.values(data as Record<string, Loose>)) {
        for (const { withheld } of nodes as Loose[]) expect(withheld).toEqual([]);
      }
    } finally {
      await room.close();
    }
  },
  60_000,
);
