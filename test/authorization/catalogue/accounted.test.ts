import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const tests = new URL('../../', import.meta.url);

/** Every row of the catalogue of attacks, by class. */
const catalogue: Readonly<Record<string, readonly number[]>> = {
  POLY: [1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14],
  FRAG: [1, 2, 4, 5, 6, 8, 9, 10],
  PROTO: [1, 2],
  REQ: [1, 2, 4, 5, 6, 8, 9, 10, 12],
  ENT: [1, 2, 4, 5, 6],
  INTRO: [1, 2, 4, 5, 6, 8, 9, 10],
  ARG: [1, 2, 4, 5, 6, 8, 9, 10],
  INP: [1, 2, 4, 5, 6, 8, 9, 10],
  VAR: [1, 2, 4, 5, 6],
  SUB: [1, 2, 4, 5, 6, 8, 9, 10],
  DEFER: [1, 2, 4, 5],
  BATCH: [1, 2, 4, 5],
  CACHE: [1, 2, 4, 5, 6, 8, 9, 10, 12],
  ERR: [1, 2, 4, 5, 6, 8, 9],
  NULL: [1, 2],
  CNT: [1, 2, 4, 5, 6, 8, 9],
  ROW: [1, 2, 4, 5, 6, 8, 9, 10, 12],
  HDR: [1, 2, 4, 5, 6],
  DIR: [1, 2, 4, 5],
  TOK: [1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14],
  COMP: [1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14],
  TIME: [1, 2, 4],
  HTTP: [1, 2, 4, 5],
  ROLE: [1, 2],
  GRANT: [1, 2, 4, 5, 6, 8, 9],
};

/** Rows that are tried in another room's tests, under the words of that room. */
const tried: Readonly<Record<string, string>> = {
  'POLY-12': 'gateway/supergraph-change.test.ts',
  'REQ-5': 'supergraph/rules.test.ts',
  'REQ-4': 'supergraph/rules.test.ts',
  'REQ-8': 'supergraph/rules.test.ts',
  'ENT-2': 'kit/fetch-token.test.ts',
  'ENT-4': 'kit/guarded-schema.test.ts',
  'ENT-5': 'kit/guarded-schema.test.ts',
  'ERR-2': 'gateway/error.test.ts',
  'ERR-5': 'engine/release.test.ts',
  'CNT-1': 'kit/guarded-lists.test.ts',
  'CNT-2': 'kit/guarded-lists.test.ts',
  'CNT-5': 'kit/guarded-lists.test.ts',
  'CNT-6': 'kit/guarded-lists.test.ts',
  'ROW-12': 'kit/guarded-lists.test.ts',
  'HDR-4': 'kit/fetch-token.test.ts',
  'DIR-1': 'kit/fetch-token.test.ts',
  'DIR-2': 'kit/fetch-token.test.ts',
  'COMP-1': 'supergraph/rules.test.ts',
  'COMP-2': 'supergraph/rules.test.ts',
  'COMP-4': 'gateway/compose/rule-lint.test.ts',
  'COMP-5': 'gateway/compose/rule-lint.test.ts',
  'COMP-6': 'supergraph/rules.test.ts',
  'COMP-8': 'gateway/compose/rule-lint.test.ts',
  'COMP-9': 'supergraph/rules.test.ts',
  'COMP-10': 'supergraph/rules.test.ts',
  'COMP-12': 'gateway/compose/rule-lint.test.ts',
  'COMP-13': 'gateway/compose/rule-lint.test.ts',
  'COMP-14': 'engine/plan-inaccessible.test.ts',
  'GRANT-4': 'audit/failure.test.ts',
  'GRANT-5': 'audit/verify.test.ts',
  'GRANT-6': 'audit/verify.test.ts',
  'GRANT-9': 'audit/failure.test.ts',
};

/** Rows for which the graph has nothing to attack, each with the reason. */
const nothingToAttack: Readonly<Record<string, string>> = {
  'INTRO-5':
    'a description of what is hidden is hidden with it; what stands in other descriptions is its author’s',
  'ARG-4': 'no list groups',
  'ARG-5': 'the one search of a text is over titles and summaries, which whoever sees the object may read',
  'ARG-6': 'no filter asks whether something related exists, but `place`, which reveals its coordinate',
  'ARG-9': 'no argument takes a scalar that holds fields',
  'ARG-10': 'no list leaves out doubles',
  'INP-4': 'the graph has no mutation',
  'INP-5': 'the graph has no mutation',
  'INP-8': 'the graph has no mutation',
  'INP-9': 'the graph has no mutation',
  'INP-10': 'no input is one of several',
  'SUB-1': 'the graph has no subscription',
  'SUB-2': 'the graph has no subscription',
  'SUB-5': 'the graph has no subscription',
  'SUB-6': 'the graph has no subscription',
  'SUB-8': 'the graph has no subscription',
  'SUB-9': 'the graph has no subscription',
  'SUB-10': 'the graph has no subscription',
  'DEFER-2': 'nothing is deferred: the directive is unknown and refused, see DEFER-1',
  'DEFER-4': 'nothing is deferred: the directive is unknown and refused, see DEFER-1',
  'DEFER-5': 'nothing is deferred: the directive is unknown and refused, see DEFER-1',
  'CACHE-6': 'no data source remembers an answer beyond its request',
  'ERR-9': 'no trace is exported, and logs hold no document, variable or value',
  'CNT-4': 'no list can be aggregated but by its count, which the guard makes of the rows that are shown',
  'CNT-8': 'no largest or smallest of a list can be asked',
  'CNT-9': 'no object counts what is related to it beyond what its own rule lets the caller count',
  'ROW-2': 'nothing is shared on: a label names who may have an object, and no caller can add to it',
  'ROW-9':
    'an object is reached through its parent alone, and what is not shown is not gone into, see FRAG-6',
  'DIR-4': 'no address that the gateway asks comes from a caller',
  'ROLE-1': 'roles are words of a token, and hold nothing in them',
  'ROLE-2': 'roles are words of a token, and hold nothing in them',
  'GRANT-1': 'nobody can break the glass',
  'GRANT-2': 'no grant can be given yet',
  'GRANT-8': 'see test/audit/asked-in-graph.test.ts where the log can be asked in the graph',
  'TIME-1': 'times are measured by `npm run bench` and not asserted',
  'TIME-2': 'answers are not compressed',
  'TIME-4': 'limits are on the document, before anything is fetched, and know no list',
};

test('every row of the catalogue is tried here or elsewhere, or there is nothing to attack', () => {
  const own = sources(['authorization/', 'identity/', 'kit/']);
  const missing: string[] = [];
  for (const [kind, numbers] of Object.entries(catalogue)) {
    for (const number of numbers) {
      const id = `${kind}-${number}`;
      const isTried = new RegExp(`\\b${id}\\b`, 'u').test(own) || id in tried;
      if (isTried === id in nothingToAttack) missing.push(id);
    }
  }
  expect(missing).toEqual([]);
});

test('what is said to be tried elsewhere is there', () => {
  for (const file of new Set(Object.values(tried))) {
    expect(readFileSync(new URL(file, tests), 'utf8'), file).toContain('test');
  }
});

/** The texts of all tests in some folders but this one. */
function sources(folders: readonly string[]): string {
  return folders
    .flatMap((folder) =>
      readdirSync(new URL(folder, tests), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.endsWith('accounted.test.ts'))
        .map((file) => readFileSync(new URL(folder + file, tests), 'utf8')),
    )
    .join('\n');
}
