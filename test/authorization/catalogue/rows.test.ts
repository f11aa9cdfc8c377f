import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permitWhen } from '../../policy/written.ts';
import { outsider, police } from './attack.ts';
import { openWorld, type World } from './attack-room.ts';

type Row = Readonly<Record<string, unknown>>;

const good: Row = {
  tlp: 'GREEN',
  releasableTo: ['police'],
  originator: 'notes',
  caveats: [],
  case: null,
  status: 'EXERCISE',
  division: null,
};
/** Somebody who may always have everything of `notes` and `labs`. */
const everywhere: Parameters<World['ask']>[1] = { agency: 'notes', roles: ['ALL'] };
const keyed = 'id: ID! @flow(mayEnter: ["notes", "labs"])';
/** What the one document of this room says about itself, and what the second agency says about it. */
const held: { own: unknown; others: unknown; typename: string } = {
  own: good,
  others: good,
  typename: 'Open',
};

let room: World;
beforeAll(async () => {
  room = await openWorld({
    subgraphs: {
      notes: {
        sdl: `
          type Query { file: File @public files: [File!] @public paper: Paper @public papers: [Paper!] @public held: Held @public }
          type File @key(fields: "id") @marked(by: "marking") { ${keyed} text: String marking: Mark }
          scalar Loose
          type Mark @shareable @public {
            tlp: Loose releasableTo: Loose originator: Loose caveats: Loose case: Loose status: Loose division: Loose @inaccessible
          }
          interface Paper @key(fields: "id") { ${keyed} pub: String }
          type Open implements Paper @key(fields: "id") @marked(by: "marking") { ${keyed} pub: String marking: Marking }
          type Closed implements Paper @key(fields: "id") @marked(by: "marking") @access(action: "secret.read") {
            ${keyed} pub: String marking: Marking
          }
          type Held @key(fields: "id") @marked(by: "marking") { ${keyed} text: String marking: Marking }
        `,
        resolvers: {
          Query: {
            file: () => ({ id: 'f', text: 'TEXT', marking: held.own }),
            files: () => [{ id: 'f', text: 'TEXT', marking: held.own }],
            paper: () => ({ __typename: held.typename, id: 'p', pub: 'TEXT', marking: good }),
            papers: () => [{ __typename: held.typename, id: 'p', pub: 'TEXT', marking: good }],
            held: () => ({ id: 'h', text: 'TEXT', marking: held.own }),
          },
          Paper: {
            __resolveType: (row: Row) => row['__typename'],
            __resolveReference: ({ id }: Row) => ({
              __typename: held.typename,
              id,
              pub: 'TEXT',
              marking: good,
            }),
          },
        },
      },
      labs: {
        sdl: `
          type Paper @interfaceObject @key(fields: "id") { id: ID! audit: String @access(action: "secret.read") }
          type Held @key(fields: "id") @marked(by: "labMarking") { id: ID! labMarking: Marking }
        `,
        resolvers: {
          Paper: { __resolveReference: ({ id }: Row) => ({ id, audit: 'TEXT' }) },
          Held: { __resolveReference: ({ id }: Row) => ({ id, labMarking: held.others }) },
        },
      },
    },
    policies: {
      'notes.display': permitWhen(
        'principal.community.contains("room") && (resource.tlp == "GREEN" || resource.releasableTo.contains(principal.agency))',
      ),
      'notes.all': permitWhen('principal.roles.contains("ALL")'),
      'labs.all': permitWhen('principal.roles.contains("ALL")'),
      'notes.secret': permitWhen('principal.agency == "police"', 'secret.read'),
      'labs.display': permitWhen(
        'principal.community.contains("room") && (resource.tlp == "GREEN" || resource.releasableTo.contains(principal.agency))',
      ),
      'labs.secret': permitWhen('principal.agency == "police"', 'secret.read'),
    },
  });
});
afterAll(() => room.close());

describe('an object that does not say clearly who may have it is for nobody', () => {
  test.each<[id: string, what: string, marking: unknown]>([
    ['ROW-4', 'no marking', null],
    ['ROW-4', 'an empty one', {}],
    ['ROW-4', 'a text in its place', 'GREEN'],
    ['ROW-5', 'a label that TLP does not know', { ...good, tlp: 'BLUE' }],
    ['ROW-5', 'a label in small letters', { ...good, tlp: 'green' }],
    ['ROW-5', 'a label with a blank', { ...good, tlp: 'GREEN ' }],
    ['ROW-5', 'a label as a list', { ...good, tlp: ['GREEN'] }],
    ['ROW-5', 'an unknown status', { ...good, status: 'REAL' }],
    ['ROW-5', 'an unknown caveat', { ...good, caveats: ['NOFORN'] }],
    ['ROW-6', 'no list of recipients', { ...good, releasableTo: null }],
    ['ROW-6', 'a text as recipients', { ...good, releasableTo: 'police' }],
    ['ROW-6', 'a recipient without a name', { ...good, releasableTo: [null] }],
    ['ROW-6', 'an empty recipient', { ...good, releasableTo: [''] }],
    ['ROW-6', 'no caveats', { ...good, caveats: null }],
    ['ROW-6', 'no originator', { ...good, originator: null }],
    ['ROW-6', 'a number as originator', { ...good, originator: 7 }],
    ['ROW-6', 'a division that is no text', { ...good, division: 7 }],
  ])('%s: %s', async (_id, _what, marking) => {
    held.own = marking;
    for (const caller of [outsider, police, everywhere]) {
      const { text } = await room.ask('{ file { id text } files { id text } }', caller);
      expect(text).not.toContain('TEXT');
      expect(text).not.toContain('"id":"f"');
    }
  });

  test('and a good one is for those it names', async () => {
    held.own = good;
    expect((await room.ask('{ file { text } }', outsider)).text).toContain('TEXT');
    held.own = { ...good, tlp: 'AMBER', releasableTo: ['police', 'police'] };
    expect((await room.ask('{ file { text } }', outsider)).text).not.toContain('TEXT');
    expect((await room.ask('{ file { text } }', police)).text).toContain('TEXT');
    held.own = { ...good, tlp: 'AMBER', releasableTo: ['Police'] };
    expect((await room.ask('{ file { text } }', police)).text).not.toContain('TEXT');
  });
});

describe('ROW-8: an object that two agencies mark is as strict as the stricter of them', () => {
  const strict = { ...good, tlp: 'AMBER', releasableTo: ['police'] };
  test.each<[own: unknown, others: unknown, outsiders: boolean, officers: boolean]>([
    [good, good, true, true],
    [strict, good, false, true],
    [good, strict, false, true],
    [strict, { ...strict, releasableTo: ['labs'] }, false, false],
    [good, { ...good, status: 'ACTUAL' }, false, false],
    [good, null, false, false],
    [good, { ...good, tlp: 'BLUE' }, false, false],
  ])('%j and %j', async (own, others, outsiders, officers) => {
    Object.assign(held, { own, others });
    expect((await room.ask('{ held { text } }', outsider)).text.includes('TEXT')).toBe(outsiders);
    expect((await room.ask('{ held { text } }', police)).text.includes('TEXT')).toBe(officers);
  });
});

describe('what an agency says of the type of its objects', () => {
  test('POLY-13, ENT-6: an object that is called by a protected type’s name is treated as one, in both directions', async () => {
    const query = '{ paper { __typename pub ... on Open { pub } } papers { pub } }';
    held.typename = 'Closed';
    expect((await room.ask(query, outsider)).text).not.toContain('TEXT');
    expect((await room.ask(query, police)).text).toContain('TEXT');
    held.typename = 'Open';
    expect((await room.ask(query, outsider)).text).toContain('TEXT');
  });

  test.each(['Nothing', 'Query', 'Mark', '__Type'])(
    'ENT-6: an object called `%s` is not shown',
    async (typename) => {
      held.typename = typename;
      for (const caller of [outsider, police]) {
        expect((await room.ask('{ paper { id pub } papers { id pub } }', caller)).text).not.toContain('TEXT');
      }
      held.typename = 'Open';
    },
  );

  test('POLY-10: what another agency adds to an interface has its own rule on every type', async () => {
    for (const typename of ['Open', 'Closed']) {
      held.typename = typename;
      expect((await room.ask('{ paper { audit } papers { audit } }', outsider)).text).not.toContain('TEXT');
    }
    expect((await room.ask('{ paper { audit } }', police)).text).toContain('TEXT');
    held.typename = 'Open';
  });
});
