import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMarking } from '../../gateway/marking/marking.ts';
import { openObjectMarkings } from '../../gateway/release/object-markings.ts';
import { markingLine, markingParts } from '../../schema/marking-line.ts';

const word = fc.string({ unit: 'grapheme', minLength: 1 });
const markings = fc.record({
  tlp: fc.constantFrom('RED', 'AMBER_STRICT', 'AMBER', 'GREEN', 'CLEAR'),
  releasableTo: fc.array(word, { maxLength: 4 }),
  originator: word,
  caveats: fc.subarray(['ORCON', 'LES', 'PCII', 'PII', 'IDSRC']),
  case: fc.option(word),
  status: fc.constantFrom('ACTUAL', 'EXERCISE'),
  division: fc.option(word),
});
const good = {
  tlp: 'AMBER',
  releasableTo: ['cyber', 'a;b', 'c,d', '100%', '"\\'],
  originator: 'elections',
  caveats: ['LES'],
  case: 'case-1',
  status: 'EXERCISE',
  division: 'ocd-division/country:us/state:ga',
};

describe('the line of a marking', () => {
  test('is short, and plain where the words are', () => {
    expect(markingLine({ ...good, releasableTo: ['cyber', 'fbi'], case: null })).toBe(
      'AMBER;cyber,fbi;elections;LES;;EXERCISE;ocd-division/country:us/state:ga',
    );
  });

  test('tells every part, and needs no escape in JSON', () => {
    fc.assert(
      fc.property(markings, (marking) => {
        const line = markingLine(marking);
        expect(markingParts(line)).toEqual(marking);
        expect(JSON.stringify(line)).toBe(`"${line}"`);
      }),
    );
  });

  test('is read as its parts are', () => {
    fc.assert(
      fc.property(markings, (marking) => {
        expect(readMarking(markingLine(marking))).toEqual(readMarking(marking));
      }),
    );
  });
});

test.each([
  ['no text', 7],
  ['nothing', null],
  ['empty', ''],
  ['too few parts', 'AMBER;;elections;;;EXERCISE'],
  ['too many parts', `${markingLine(good)};x`],
  ['an unknown label', markingLine({ ...good, tlp: 'amber' })],
  ['a label and a space', markingLine({ ...good, tlp: 'AMBER ' })],
  ['an unknown caveat', markingLine({ ...good, caveats: ['SECRET'] })],
  ['an empty caveat', 'AMBER;;elections;LES,;;EXERCISE;'],
  ['an empty recipient', 'AMBER;,;elections;;;EXERCISE;'],
  ['no originator', markingLine({ ...good, originator: '' })],
  ['an unknown status', markingLine({ ...good, status: 'REAL' })],
  ['a broken encoding', 'AMBER;%zz;elections;;;EXERCISE;'],
  ['a control character', 'AMBER;a%01b;elections;;;EXERCISE;'],
])('a line with %s is a marking that nobody may see, whatever was read before', (_, line) => {
  expect(readMarking(line)).toBeUndefined();
  const sound = { marking: markingLine(good) };
  const broken = { marking: line };
  for (const order of [
    [sound, broken],
    [broken, sound],
  ]) {
    const met = openObjectMarkings();
    for (const object of order) {
      expect(met.of(object, ['marking']) !== undefined).toBe(object === sound);
    }
  }
});

test('one text is never taken for two markings, nor two for one', () => {
  const one = { a: 'AMBER;;elections;;;EXERCISE;\u0001\u0002AMBER;;elections;;;EXERCISE;' };
  const line = 'AMBER;;elections;;;EXERCISE;';
  const two = { a: line, b: line };
  for (const order of [
    [one, two],
    [two, one],
  ]) {
    const met = openObjectMarkings();
    for (const object of order) {
      const keys = object === one ? ['a'] : ['a', 'b'];
      expect(met.of(object, keys) !== undefined).toBe(object === two);
    }
  }
});

test('objects that several agencies mark have the strictest of their lines', () => {
  const object = {
    marking: markingLine({ ...good, caveats: [] }),
    other: markingLine({ ...good, tlp: 'RED', originator: 'cyber' }),
  };
  const met = openObjectMarkings().of(object, ['marking', 'other']);
  expect(met?.marking).toMatchObject({ tlp: 'RED', caveats: ['LES'], originators: ['cyber', 'elections'] });
});
