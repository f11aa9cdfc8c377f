import { describe, expect, test } from 'vitest';

import { importGraphOf } from './import-graph.ts';
import {
  type Drawing,
  filesTooLong,
  forbiddenImports,
  importCycles,
  roomDifferences,
  topLevelDifferences,
} from './rules.ts';

const drawing: Drawing = {
  levels: [['error', 'marking'], ['execute', 'plan'], ['flow'], ['command'], ['main.ts']],
  beside: { execute: ['plan'] },
  doorsToKit: ['gateway/main.ts', 'gateway/command'],
  computedImports: ['subgraphs/kit/discover.ts'],
};

/** A house whose every file exists, so that only the one import under test can be wrong. */
const house = [
  'gateway/main.ts',
  'gateway/command/start.ts',
  'gateway/flow/query.ts',
  'gateway/execute/engine.ts',
  'gateway/execute/fetch.ts',
  'gateway/plan/plan.ts',
  'gateway/error/error.ts',
  'gateway/marking/marking.ts',
  'gateway/attic/box.ts',
  'subgraphs/kit/serve.ts',
  'subgraphs/kit/discover.ts',
  'subgraphs/cyber/index.ts',
  'subgraphs/cyber/source.ts',
  'subgraphs/elections/index.ts',
  'schema/wire.ts',
  'test/some.test.ts',
];

function houseWith(path: string, text: string): ReturnType<typeof importGraphOf> {
  return importGraphOf(new Map([...house.map((file) => [file, ''] as const), [path, text]]));
}

describe('an import is refused', () => {
  test.each([
    ['gateway/error/error.ts', `import { e } from '../execute/engine.ts'`, 'imports go down only'],
    ['gateway/error/error.ts', `import type { E } from '../execute/engine.ts'`, 'imports go down only'],
    ['gateway/error/error.ts', `import { type E } from '../execute/engine.ts'`, 'imports go down only'],
    ['gateway/error/error.ts', `export * from '../execute/engine.ts'`, 'imports go down only'],
    ['gateway/error/error.ts', `export type { E } from '../execute/engine.ts'`, 'imports go down only'],
    ['gateway/error/error.ts', `let e: import('../execute/engine.ts').E`, 'imports go down only'],
    ['gateway/error/error.ts', `await import('../execute/engine.ts')`, 'imports go down only'],
    ['gateway/flow/query.ts', `import '../main.ts'`, 'imports go down only'],
    ['gateway/error/error.ts', `import '../marking/marking.ts'`, 'rooms of one level stand apart'],
    ['gateway/plan/plan.ts', `import '../execute/engine.ts'`, 'rooms of one level stand apart'],
    ['gateway/flow/query.ts', `import '../attic/box.ts'`, '`attic` is not in the drawing'],
    ['gateway/attic/box.ts', `import '../error/error.ts'`, '`attic` is not in the drawing'],
    ['gateway/main.ts', `import './flow/query'`, 'there is no such file'],
    ['gateway/main.ts', `import './flow/gone.ts'`, 'there is no such file'],
    ['gateway/main.ts', `import '../test/some.test.ts'`, 'the product never imports a test'],
    ['gateway/main.ts', `import '../subgraphs/kit/serve.ts'`, 'gateway/ never imports subgraphs/ statically'],
    [
      'gateway/main.ts',
      `import type { S } from '../subgraphs/kit/serve.ts'`,
      'never imports subgraphs/ static',
    ],
    ['gateway/main.ts', `await import('../subgraphs/cyber/index.ts')`, 'gateway/ never imports an agency'],
    ['gateway/flow/query.ts', `await import('../../subgraphs/kit/serve.ts')`, 'only listed doors'],
    ['gateway/flow/query.ts', `await import(name)`, 'only listed places may compute'],
    ['gateway/flow/query.ts', 'await import(`../../subgraphs/${name}`)', 'only listed places may compute'],
    [
      'subgraphs/cyber/index.ts',
      `import type { X } from '../elections/index.ts'`,
      'never import one another',
    ],
    [
      'subgraphs/cyber/index.ts',
      `import '../../gateway/error/error.ts'`,
      'subgraphs/ never imports gateway/',
    ],
    ['subgraphs/cyber/index.ts', `import '../../schema/wire.ts'`, 'through the kit'],
    ['subgraphs/kit/serve.ts', `import '../cyber/index.ts'`, 'the kit names no agency'],
    ['schema/wire.ts', `import '../gateway/error/error.ts'`, 'schema/ imports nothing but itself'],
    ['schema/wire.ts', `import { parse } from 'graphql'`, 'schema/ imports nothing but itself'],
    ['schema/wire.ts', `import 'node:fs'`, 'schema/ imports nothing but itself'],
    ['schema/wire.ts', `import '../subgraphs/kit/serve.ts'`, 'schema/ imports nothing but itself'],
    ['lib/drawer.ts', `import '../gateway/error/error.ts'`, '`lib` is not a part of the house'],
  ])('%s: %s', (path, text, reason) => {
    const refused = forbiddenImports(houseWith(path, text), drawing);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toContain(`${path}:1 imports `);
    expect(refused[0]).toContain(reason);
  });
});

describe('an import is allowed', () => {
  test.each([
    ['gateway/main.ts', `import './flow/query.ts'`],
    ['gateway/main.ts', `await import('../subgraphs/kit/serve.ts')`],
    ['gateway/command/start.ts', `await import('../../subgraphs/kit/serve.ts')`],
    ['gateway/flow/query.ts', `import type { M } from '../marking/marking.ts'`],
    ['gateway/flow/query.ts', `import '../../schema/wire.ts'`],
    ['gateway/flow/query.ts', `import fs from 'node:fs'; import { parse } from 'graphql'`],
    ['gateway/execute/engine.ts', `import './fetch.ts'; import '../plan/plan.ts'`],
    ['subgraphs/kit/serve.ts', `import '../../schema/wire.ts'`],
    ['schema/policy/wire.ts', `import '../wire.ts'; import { createHash } from 'node:crypto'`],
    ['subgraphs/kit/discover.ts', `await import(folder)`],
    ['subgraphs/cyber/index.ts', `import './source.ts'; import '../kit/serve.ts'`],
    ['test/some.test.ts', `import '../gateway/error/error.ts'; await import(name)`],
    ['gateway/error/error.ts', `// import '../execute/engine.ts'\nconst text = "import '../main.ts'"`],
  ])('%s: %s', (path, text) => {
    expect(forbiddenImports(houseWith(path, text), drawing)).toEqual([]);
  });
});

describe('a cycle is found', () => {
  test.each([
    ['of values', `import './b.ts'`, `import './a.ts'`],
    ['of types alone', `import type { B } from './b.ts'`, `import type { A } from './a.ts'`],
    ['through a type written in place', `let b: import('./b.ts').B`, `import type { A } from './a.ts'`],
    ['through a re-export', `export * from './b.ts'`, `import './a.ts'`],
    ['through a dynamic import', `await import('./b.ts')`, `import './a.ts'`],
  ])('%s', (_, a, b) => {
    const graph = importGraphOf(
      new Map([
        ['test/a.ts', a],
        ['test/b.ts', b],
        ['test/c.ts', `import './a.ts'`],
      ]),
    );
    expect(importCycles(graph)).toEqual(['test/a.ts <-> test/b.ts']);
  });

  test('of three files, and of a file with itself', () => {
    const graph = importGraphOf(
      new Map([
        ['test/a.ts', `import './b.ts'`],
        ['test/b.ts', `import './c.ts'`],
        ['test/c.ts', `import './a.ts'`],
        ['test/d.ts', `import './d.ts'; import './a.ts'`],
      ]),
    );
    expect(importCycles(graph)).toEqual(['test/a.ts <-> test/b.ts <-> test/c.ts', 'test/d.ts']);
  });
});

test('files that only share what they import are no cycle', () => {
  const diamond = { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] };
  const sources = Object.entries(diamond).map(
    ([name, next]) => [`test/${name}.ts`, next.map((other) => `import './${other}.ts'`).join('\n')] as const,
  );
  expect(importCycles(importGraphOf(new Map(sources)))).toEqual([]);
});

test('a file above the limit is found, one at the limit is not', () => {
  const graph = importGraphOf(
    new Map([
      ['test/at.ts', '//\n'.repeat(350)],
      ['test/above.ts', '//\n'.repeat(351)],
    ]),
  );
  expect(filesTooLong(graph, 350)).toEqual([
    'test/above.ts has 351 lines, more than 350: look for its second noun',
  ]);
});

test('a top level with something more or less is found', () => {
  expect(
    topLevelDifferences(['.git', 'node_modules', 'gateway', 'vite.config.ts'], ['gateway', 'test']),
  ).toEqual([
    'the top level holds `vite.config.ts`, which is not in the drawing',
    'the top level lacks `test`',
  ]);
});

test('a room that is not drawn, not there, or not described is found', () => {
  const few: Drawing = { ...drawing, levels: [['error', 'plan'], ['main.ts']] };
  expect(roomDifferences(few, ['error', 'attic'], 'The room `attic/` is old; terror/ is another.')).toEqual([
    'gateway/ holds `attic`, which is not in the drawing',
    'gateway/ lacks `plan`',
    'gateway/README.md does not describe `error/`',
  ]);
});

test('a source that does not parse is an error and not an empty list', () => {
  expect(() => importGraphOf(new Map([['test/a.ts', 'import {']]))).toThrow('`test/a.ts` does not parse');
});
