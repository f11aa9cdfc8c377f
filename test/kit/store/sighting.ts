import fc from 'fast-check';
import {
  atLeast,
  before,
  contains,
  isPresent,
  isTrue,
  oneOf,
  withinDivision,
} from '../../../subgraphs/kit/filter.ts';
import type { Marking } from '../../../subgraphs/kit/marking.ts';
import { migrate } from '../../../subgraphs/kit/migrate.ts';
import type { Store } from '../../../subgraphs/kit/store.ts';
import { MARKING_COLUMNS, table } from '../../../subgraphs/kit/table.ts';

/** An invented object with a property of every kind of column. */
export interface Sighting {
  readonly id: string;
  readonly parent: string;
  readonly seenAt: string | null;
  readonly name: string;
  readonly score: number | null;
  readonly times: number;
  readonly isOpen: boolean;
  readonly order: { readonly [name: string]: unknown } | null;
  readonly marking: Marking;
}

export const sightings = table<Sighting>({
  name: 'sighting',
  key: ['id'],
  columns: {
    id: 'text',
    parent: 'text',
    seenAt: 'text?',
    name: 'text',
    score: 'number?',
    times: 'integer',
    isOpen: 'boolean',
    order: 'json?',
  },
  marked: true,
  type: 'Sighting',
});

export const marking: Marking = {
  tlp: 'AMBER',
  releasableTo: ['cyber', 'law-enforcement'],
  originator: 'elections',
  caveats: ['LES'],
  case: null,
  status: 'EXERCISE',
};

export function sighting(id: string, change: Partial<Sighting> = {}): Sighting {
  return {
    id,
    parent: 'p',
    seenAt: null,
    name: id,
    score: null,
    times: 0,
    isOpen: false,
    order: null,
    marking,
    ...change,
  };
}

/** Makes the table in a fresh store; on PostgreSQL in a language's order, which the kit's own must override. */
export function createSightings(store: Store): Promise<void> {
  const text = store.engine === 'postgres' ? 'text collate "en-x-icu"' : 'text';
  return migrate(store, [
    `create table sighting (id ${text} primary key, parent ${text} not null, seen_at ${text}, name ${text} not null,
      score double precision, times integer not null, is_open integer not null, "order" text, ${MARKING_COLUMNS})`,
  ]);
}

/** The orders of the lists of sightings. */
export const orders = {
  SEEN_AT: 'seenAt',
  NAME: 'name',
  SCORE: 'score',
  TIMES: 'times',
  OPEN: 'isOpen',
  ID: 'id',
} as const;
/** What the lists of sightings offer. */
export const lists = {
  orders,
  defaultOrder: { field: 'SEEN_AT', direction: 'DESC' },
  filters: {
    name: oneOf<Sighting>('name'),
    times: oneOf<Sighting>('times'),
    since: atLeast<Sighting>('seenAt'),
    until: before<Sighting>('seenAt'),
    within: withinDivision<Sighting>('name'),
    text: contains<Sighting>('name', 'id'),
    open: isTrue<Sighting>('isOpen'),
    seen: isPresent<Sighting>('seenAt'),
  },
  maximum: 30,
} as const;

const word = fc.oneof(
  fc.constantFrom(
    'a',
    'A',
    'b',
    'é',
    'Z',
    '',
    '\u{1F600}',
    '\uFF5E',
    "o'clock",
    '%',
    '_',
    '\\',
    '$1',
    '"; --',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }).filter((text) => !text.includes('\0')),
);

/** Lists of sightings with few distinct values, so that ties and nulls come often. */
export const someSightings: fc.Arbitrary<Sighting[]> = fc.uniqueArray(
  fc.record({
    id: word,
    parent: fc.constantFrom('p', 'q', 'P', "q'"),
    seenAt: fc.option(fc.constantFrom('2024-11-05T10:00:00.000Z', '2024-11-05T11:00:00.000Z', '2023')),
    name: word,
    score: fc.option(fc.constantFrom(-1.5, 0, 0.1, 3)),
    times: fc.constantFrom(-1, 0, 1, 10, 2),
    isOpen: fc.boolean(),
    order: fc.option(fc.dictionary(word, fc.constantFrom(1, null, 'x', [true]), { maxKeys: 3 })),
    marking: fc.constantFrom(marking, { ...marking, tlp: 'RED' as const, case: 'case-1' }),
  }),
  { selector: ({ id }) => id, maxLength: 25 },
);

/** The order of bytes, which both engines keep text in. */
export function bytewise(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
