import { describe, expect, test } from 'vitest';
import { readRules, type SupergraphRules } from '../../gateway/supergraph/rules.ts';
import { composedSdl } from './composed-sdl.ts';

const rulesOf = (subgraphs: Readonly<Record<string, string>>): SupergraphRules =>
  readRules(composedSdl(subgraphs));

describe('a marking that is held as one text', () => {
  const type = (name: string, marked: string, fields = ''): string =>
    `type ${name} @shareable ${marked} { marking: String line: String @inaccessible ${fields} }`;
  const both = '@marked(by: "marking", line: "line")';
  const root = 'type Query { it: T @public @shareable }';

  test('is what is decided by', () => {
    const rules = rulesOf({ one: `${root} ${type('T', both)}`, two: `${root} ${type('T', both)}` });
    expect(rules.type('T')).toMatchObject({ markedBy: ['marking'], decidedBy: ['line'] });
  });

  test.each([
    ['no text', '@marked(by: "marking")'],
    ['another text', '@marked(by: "marking", line: "other")'],
  ])('is not where another agency names %s', (_, marked) => {
    const rules = rulesOf({
      one: `${root} ${type('T', both, 'other: String @inaccessible')}`,
      two: `${root} ${type('T', marked, 'other: String @inaccessible')}`,
    });
    expect(rules.type('T')).toMatchObject({ markedBy: ['marking'], decidedBy: ['marking'] });
  });

  test('is not where an interface names none', () => {
    const labelled = 'interface L @marked(by: "marking") { marking: String }';
    const rules = rulesOf({ one: `${root} ${labelled} ${type('T implements L', both)}` });
    expect(rules.type('T')).toMatchObject({ markedBy: ['marking'], decidedBy: ['marking'] });
  });

  test.each([
    ['is not there', 'marking: String'],
    ['callers could select', 'marking: String line: String'],
    ['is no text', 'marking: String line: Int @inaccessible'],
  ])('refuses a supergraph where the text %s', (_, fields) => {
    const one = `type Query { it: T @public } type T ${both} { ${fields} }`;
    expect(() => rulesOf({ one })).toThrow('which is no inaccessible text of it');
  });
});
