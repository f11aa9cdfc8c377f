import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Supergraph } from '@apollo/federation-internals';
import { executeCodegen } from '@graphql-codegen/cli';
import { preset } from '@graphql-codegen/client-preset';
import { lexicographicSortSchema, printSchema } from 'graphql';

const root = resolve(import.meta.dirname, '../..');

/** Where typed documents come from and go: absolute paths, of a file and two folders. */
export interface TypedDocumentPaths {
  readonly supergraph: string;
  readonly operations: string;
  readonly output: string;
}

/** The product's own: `schema/operations` against `schema/supergraph.graphql`, into `gateway/console/generated`. */
export const housePaths: TypedDocumentPaths = {
  supergraph: join(root, 'schema/supergraph.graphql'),
  operations: join(root, 'schema/operations'),
  output: join(import.meta.dirname, 'generated'),
};

/** One generated file; `path` is absolute. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

/**
 * Makes `graphql.ts`, the typed documents of all operations, and `schema.graphql`, the API schema that editors read.
 *
 * Writes nothing. An operation that does not fit the schema throws with its file and place.
 */
export async function generateTypedDocuments(paths: TypedDocumentPaths): Promise<readonly GeneratedFile[]> {
  if (!existsSync(paths.supergraph)) {
    throw new Error(`there is no \`${relative(root, paths.supergraph)}\`, run \`npm run compose\` first`);
  }
  const schema = apiSchemaOf(await readFile(paths.supergraph, 'utf8'));
  const { result, error } = await executeCodegen({
    schema,
    documents: [join(paths.operations, '*.graphql')],
    generates: {
      [`${paths.output}/`]: {
        preset,
        presetConfig: { fragmentMasking: false },
        config: {
          // Node runs the generated files as they are: file names in imports, no enum.
          importExtension: '.ts',
          useTypeImports: true,
          enumType: 'string-literal',
          immutableTypes: true,
          defaultScalarType: 'string',
          scalars: { ID: 'string', GeoJson: 'unknown' },
        },
      },
    },
    silent: true,
  });
  if (error) throw error;
  return [
    { path: join(paths.output, 'schema.graphql'), content: schema },
    // The rest of the preset finds documents by their text, which needs every text twice in a bundle.
    ...result
      .filter(({ filename }) => basename(filename) === 'graphql.ts')
      .map(({ filename, content }) => ({ path: resolve(filename), content })),
  ];
}

function apiSchemaOf(supergraph: string): string {
  const schema = Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema();
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

async function main(): Promise<void> {
  try {
    const files = await generateTypedDocuments(housePaths);
    await rm(housePaths.output, { recursive: true, force: true });
    for (const { path, content } of files) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
    process.stdout.write(`${files.length} files written to ${relative(root, housePaths.output)}\n`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`typed documents could not be generated: ${why}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
