import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { GraphQLSchema } from 'graphql';
import { expect, test } from 'vitest';

import { readImportGraph } from './architecture/import-graph.ts';
import {
  type Drawing,
  filesTooLong,
  forbiddenImports,
  importCycles,
  roomDifferences,
  topLevelDifferences,
} from './architecture/rules.ts';

// The drawing of the house, executable. A new room is one line here and one line in gateway/README.md.
const drawing: Drawing = {
  levels: [
    ['error', 'principal', 'marking', 'supergraph'],
    ['plan', 'policy', 'rights'],
    ['identity', 'operation', 'execute', 'compose', 'viewer', 'audit'],
    ['authorize', 'release'],
    ['flow', 'registry'],
    ['http', 'config', 'console'],
    ['command'],
    ['main.ts'],
    ['watchfloor.js'],
  ],
  beside: {},
  doorsToKit: ['gateway/main.ts', 'gateway/command'],
  computedImports: ['subgraphs/kit'],
};

const topLevel = [
  'LICENSE',
  'README.md',
  'gateway',
  'package-lock.json',
  'package.json',
  'schema',
  'subgraphs',
  'test',
  'tsconfig.json',
];

const root = fileURLToPath(new URL('..', import.meta.url));
const graph = readImportGraph(root, ['gateway', 'subgraphs', 'schema', 'test']);

test('imports go down only, types too', () => {
  expect(forbiddenImports(graph, drawing)).toEqual([]);
});

test('no imports go round in a cycle, types too', () => {
  expect(importCycles(graph)).toEqual([]);
});

test('no source file is longer than 350 lines', () => {
  expect(filesTooLong(graph, 350)).toEqual([]);
});

test('the top level holds what the drawing lists and nothing else', () => {
  expect(topLevelDifferences(readdirSync(root), topLevel)).toEqual([]);
});

test('every room of the gateway is in the drawing and described in its README', () => {
  const rooms = readdirSync(join(root, 'gateway'), { withFileTypes: true });
  const folders = rooms.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const readme = readFileSync(join(root, 'gateway/README.md'), 'utf8');
  expect(roomDifferences(drawing, folders, readme)).toEqual([]);
});

test('tests and the product load one copy of graphql', () => {
  const loadedByNode: unknown = createRequire(import.meta.url)('graphql').GraphQLSchema;
  expect(GraphQLSchema).toBe(loadedByNode);
});
