import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '../..');

// What shapes the bundle besides the briefings: our own files, the personas, and the packages' versions.
const inputs = ['gateway/console/app/**', 'gateway/console/build.ts', 'gateway/identity/personas.ts'];
const packages = [
  'graphiql',
  '@graphiql/react',
  'graphql',
  'monaco-editor',
  'monaco-graphql',
  'react',
  'react-dom',
  'vite',
];

/** Where the briefings are read and where the bundle is written: absolute folders. */
export interface ConsoleFolders {
  readonly operations: string;
  readonly output: string;
}

/** What one build of the playground came to; sizes in bytes. */
export interface ConsoleBuild {
  readonly files: number;
  readonly bytes: number;
  readonly seconds: number;
  /** Nothing had changed, so the earlier build stands. */
  readonly isCurrent: boolean;
}

const houseFolders: ConsoleFolders = {
  operations: join(root, 'schema/operations'),
  output: join(import.meta.dirname, 'dist'),
};

/** Bundles the playground, by default into `gateway/console/dist`, unless a build of the same inputs is there. */
export async function buildConsole(folders: ConsoleFolders = houseFolders): Promise<ConsoleBuild> {
  const begun = performance.now();
  const stamp = join(folders.output, '.build');
  const hash = await hashOfInputs(folders.operations);
  const isCurrent = existsSync(stamp) && (await readFile(stamp, 'utf8')) === hash;
  if (!isCurrent) {
    await bundle(folders);
    // Written last: a build that was cut short is not taken for a whole one.
    await writeFile(stamp, hash);
  }
  const seconds = (performance.now() - begun) / 1000;
  return { ...(await measure(folders.output)), seconds, isCurrent };
}

async function bundle({ operations, output }: ConsoleFolders): Promise<void> {
  // Loaded here, so a build that is current costs no bundler.
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'app'),
    base: '/playground/',
    logLevel: 'error',
    resolve: { alias: { '#operations': operations } },
    worker: { format: 'es' },
    oxc: { jsx: { runtime: 'automatic' } },
    build: {
      outDir: output,
      emptyOutDir: true,
      target: 'es2023',
      // The content policy allows no worker, script or style from a data address.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 10_000,
      reportCompressedSize: false,
    },
  });
}

async function hashOfInputs(operations: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of packages) hash.update(`${name}@${versionOf(name)}\n`);
  for (const path of [...(await filesOf(root, inputs)), ...(await filesOf(operations, ['**']))]) {
    const content = await readFile(path);
    hash.update(`${relative(root, path)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function versionOf(name: string): string {
  const manifest: unknown = createRequire(import.meta.url)(join(root, 'node_modules', name, 'package.json'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '';
}

async function measure(output: string): Promise<{ readonly files: number; readonly bytes: number }> {
  const paths = await filesOf(output, ['**']);
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  return { files: paths.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

async function filesOf(folder: string, patterns: readonly string[]): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const entry of glob([...patterns], { cwd: folder, withFileTypes: true })) {
    if (entry.isFile()) paths.push(join(entry.parentPath, entry.name));
  }
  return paths.toSorted();
}

async function main(): Promise<void> {
  try {
    const { files, bytes, seconds, isCurrent } = await buildConsole();
    const size = `${(bytes / 1e6).toFixed(1)} MB in ${files} files`;
    const what = isCurrent ? 'playground is current' : `playground built in ${seconds.toFixed(1)} s`;
    process.stdout.write(`${what}: ${size}\n`);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    process.stderr.write(`the playground could not be built: ${why}; try again with \`npm run prepare\`\n`);
    // An install must not fail for want of the playground: the gateway serves a page that says how to build it.
    process.exitCode = process.env['npm_lifecycle_event'] === 'prepare' ? 0 : 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
