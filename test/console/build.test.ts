import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildConsole } from '../../gateway/console/build.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-build-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the build of the playground', () => {
  test('is not repeated until something it is made of changes', { timeout: 120_000 }, async () => {
    const folders = { operations: join(folder, 'operations'), output: join(folder, 'dist') };
    await mkdir(folders.operations);
    await writeFile(join(folders.operations, 'One.graphql'), 'query One { viewer { id } }');
    const first = await buildConsole(folders);
    const second = await buildConsole(folders);
    await writeFile(join(folders.operations, 'Two.graphql'), 'query Two { viewer { id } }');
    const third = await buildConsole(folders);
    expect([first, second, third].map(({ isCurrent }) => isCurrent)).toEqual([false, true, false]);
    expect(second.bytes).toBe(first.bytes);

    // The content policy knows no worker but one of the gateway's own files.
    const assets = await readdir(join(folders.output, 'assets'));
    for (const worker of ['editor.worker', 'json.worker', 'graphql.worker']) {
      expect(assets.filter((name) => name.startsWith(worker) && name.endsWith('.js'))).toHaveLength(1);
    }
  });

  test.each([
    { event: 'prepare', code: 0 },
    { event: 'build', code: 1 },
  ])('that cannot be made ends `$event` with exit code $code and one line', async ({ event, code }) => {
    const elsewhere = join(folder, event, 'gateway/console');
    await mkdir(elsewhere, { recursive: true });
    await cp(resolve(import.meta.dirname, '../../gateway/console/build.ts'), join(elsewhere, 'build.ts'));
    const ended = await new Promise<{ code: number | null; lines: string[] }>((done) => {
      const child = execFile(
        process.execPath,
        [join(elsewhere, 'build.ts')],
        { env: { ...process.env, npm_lifecycle_event: event } },
        (_error, _stdout, stderr) => done({ code: child.exitCode, lines: stderr.trimEnd().split('\n') }),
      );
    });
    expect(ended.code).toBe(code);
    expect(ended.lines).toHaveLength(1);
    expect(ended.lines[0]).toContain('npm run prepare');
  });
});
