import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compose } from '../../gateway/compose/compose.ts';
import { generateTypedDocuments, housePaths } from '../../gateway/console/codegen.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-codegen-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('typed documents', () => {
  test('carry the answer and the variables of their operation, and Node runs them as they are', async () => {
    const paths = await smallPaths('query Desk($id: ID!) { agency(id: $id) { name handling place } }');
    const [schema, documents] = await generateTypedDocuments(paths);
    expect(schema?.content).toContain('type Agency');
    expect(schema?.content).not.toContain('join__');
    expect(documents?.content).toContain('export type DeskQueryVariables = Exact<{\n  id: string;\n}>;');
    expect(documents?.content).toContain(
      'export type DeskQuery = { readonly agency: { readonly name: string, readonly handling: Handling | null, readonly place: unknown } | null };',
    );

    const file = join(folder, 'graphql.ts');
    await writeFile(file, documents?.content ?? '');
    const asks = `const { DeskDocument } = await import('${file}'); process.stdout.write(DeskDocument.kind)`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', asks]);
    expect(stdout).toBe('Document');
  });

  test('are refused for an operation that does not fit the schema', async () => {
    const paths = await smallPaths('query Desk { agency(id: "a") { secret } }');
    await expect(generateTypedDocuments(paths)).rejects.toThrow('secret');
  });

  test('are refused without a supergraph, with what to do', async () => {
    const paths = { ...housePaths, supergraph: join(folder, 'none.graphql') };
    await expect(generateTypedDocuments(paths)).rejects.toThrow('npm run compose');
  });

  test('in the tree are those of the operations and the supergraph in the tree', async () => {
    const fresh = await generateTypedDocuments(housePaths);
    const kept = await readdir(housePaths.output);
    expect(kept.toSorted()).toEqual(fresh.map(({ path }) => basename(path)).toSorted());
    for (const { path, content } of fresh) {
      const isCurrent = (await readFile(path, 'utf8')) === content;
      expect(isCurrent, `${basename(path)} is stale, run \`npm run codegen\``).toBe(true);
    }
  });
});

async function smallPaths(operation: string): Promise<typeof housePaths> {
  const sdl = `
    "A geometry." scalar GeoJson
    "How it is handled." enum Handling { "Widely." OPEN "Not." CLOSED }
    "A member." type Agency @key(fields: "id") { "Its id." id: ID! "Its name." name: String! "How." handling: Handling "Where." place: GeoJson }
    "What can be asked." type Query { "One member." agency("Which." id: ID!): Agency }`;
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
  const shared = { file: 'shared.graphql', text: link };
  const composition = compose([{ name: 'small', shared, own: { file: 'small.graphql', text: sdl } }]);
  if (composition.kind === 'failed')
    throw new Error(composition.problems.map(({ message }) => message).join('\n'));
  const supergraph = join(folder, 'supergraph.graphql');
  const operations = await mkdtemp(join(folder, 'operations-'));
  await writeFile(supergraph, composition.supergraph.sdl);
  await writeFile(join(operations, 'Desk.graphql'), operation);
  return { supergraph, operations, output: join(folder, 'generated') };
}
