import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

// A stand-in for the product: says how it was started, then does what its first argument says.
const MAIN = `
const [task, value] = process.argv.slice(2);
let interrupts = 0;
if (task === 'serve') {
  process.on('SIGTERM', () => process.exit(0));
  process.on('SIGINT', () => { interrupts++; setTimeout(() => process.exit(40 + interrupts), 200); });
  setInterval(() => {}, 1000);
}
process.stdout.write(JSON.stringify({ pid: process.pid, arguments: process.argv.slice(1) }) + '\\n');
if (task === 'exit') process.exitCode = Number(value);
if (task === 'die') process.kill(process.pid, 'SIGKILL');
`;
const PRETEND_OLD = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });`;

let home: string;
const running = new Set<ChildProcess>();

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'watchfloor-command-'));
  mkdirSync(join(home, 'gateway'));
  mkdirSync(join(home, 'node_modules/.bin'), { recursive: true });
  cpSync(
    fileURLToPath(new URL('../gateway/watchfloor.js', import.meta.url)),
    join(home, 'gateway/watchfloor.js'),
  );
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(home, 'gateway/main.ts'), MAIN);
  writeFileSync(join(home, 'old.js'), PRETEND_OLD);
  symlinkSync(process.execPath, join(home, 'node_modules/.bin/node'));
});

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(home, { recursive: true });
});

describe.each(['old', 'own'] as const)('started by the %s Node', (node) => {
  test('arguments arrive and the exit code comes back', async () => {
    const { ended } = watchfloor(node, 'exit', '6', '--flag', 'two words');
    const { code, signal, started } = await ended;
    expect({ code, signal }).toEqual({ code: 6, signal: null });
    expect(started?.arguments).toEqual([join(home, 'gateway/main.ts'), 'exit', '6', '--flag', 'two words']);
  });

  test('SIGTERM reaches the product, which ends in its own way', async () => {
    const { child, ready, ended } = watchfloor(node, 'serve');
    await ready;
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, signal: null });
  });

  test('an interrupt without a terminal reaches the product once', async () => {
    const { child, ready, ended } = watchfloor(node, 'serve');
    await ready;
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 41, signal: null });
  });

  test('an end by a signal looks like one', async () => {
    expect(await watchfloor(node, 'die').ended).toMatchObject({ code: null, signal: 'SIGKILL' });
  });
});

test('an old Node hands over to a process, the own Node needs none', async () => {
  const [old, own] = [watchfloor('old', 'exit', '0'), watchfloor('own', 'exit', '0')];
  expect((await old.ended).started?.pid).not.toBe(old.child.pid);
  expect((await own.ended).started?.pid).toBe(own.child.pid);
});

test('an old Node without an installation says what to run', async () => {
  rmSync(join(home, 'node_modules'), { recursive: true });
  const { code, errors } = await watchfloor('old', 'exit', '0').ended;
  expect(code).toBe(1);
  expect(errors).toMatch(/^watchfloor needs Node 26 and this is v[\d.]+: run `npm ci`, which brings it\n$/);
});

interface Started {
  readonly pid: number;
  readonly arguments: readonly string[];
}

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly started: Started | undefined;
  readonly errors: string;
}

function watchfloor(
  node: 'old' | 'own',
  ...task: string[]
): { child: ChildProcess; ready: Promise<void>; ended: Promise<Ended> } {
  const preload = node === 'old' ? ['--import', join(home, 'old.js')] : [];
  const child = spawn(process.execPath, [...preload, join(home, 'gateway/watchfloor.js'), ...task], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ready = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => {
      running.delete(child);
      const started = output === '' ? undefined : (JSON.parse(output) as Started);
      resolve({ code, signal, started, errors });
    });
  });
  return { child, ready, ended };
}
