import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { agencyEnvironment } from '../../gateway/command/agency-environment.ts';
import { runAgency, type AgencyProcess } from '../../gateway/command/agency-process.ts';

let folder: string;
let agency: AgencyProcess | undefined;
const lines: string[] = [];
const urls: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-process-'));
  lines.length = 0;
  urls.length = 0;
});
afterEach(async () => {
  await agency?.stop(1000);
  rmSync(folder, { recursive: true, force: true });
});

function start(program: string, restart = true): AgencyProcess {
  const serve = join(folder, 'serve.mjs');
  writeFileSync(serve, program);
  agency = runAgency({
    name: 'harbor',
    folder,
    serve,
    dataDir: folder,
    port: 4321,
    environment: process.env,
    restart,
    pauseMs: 20,
    say: (line) => lines.push(line),
    answers: (url) => urls.push(url),
  });
  return agency;
}

const ready = `const port = process.argv[process.argv.indexOf('--port') + 1];
console.log('talk before');
console.log(JSON.stringify({ ready: true, name: 'harbor', url: 'http://127.0.0.1:' + port + '/graphql' }));
process.stdin.resume().once('end', () => process.exit(0));`;

test('a process that answers is told with its address, and other lines are not taken for it', async () => {
  await start(ready).settled;
  expect(urls).toEqual(['http://127.0.0.1:4321/graphql']);
  expect(agency?.url()).toBe('http://127.0.0.1:4321/graphql');
  expect(agency?.pid()).toBeGreaterThan(0);
});

test('a process that dies comes back on its port, and the pauses grow', async () => {
  await start(`${ready}\nsetTimeout(() => process.exit(9), 30);`).settled;
  await expect.poll(() => lines.length, { timeout: 15_000 }).toBeGreaterThan(3);
  const pauses = lines.map((line) => Number(/restarting it in ([\d.]+) s$/.exec(line)?.[1]));
  expect(pauses.slice(0, 4)).toEqual([0.02, 0.04, 0.08, 0.16]);
  expect(lines[0]).toBe('harbor ended with code 9, its fields are unavailable; restarting it in 0.02 s');
  expect(new Set(urls)).toEqual(new Set(['http://127.0.0.1:4321/graphql']));
});

test('a process that never answered is given any port the next time', async () => {
  const taken = `if (process.argv.includes('4321')) { console.error('port is taken'); process.exit(1); }\n${ready}`;
  await start(taken).settled;
  await expect.poll(() => urls, { timeout: 10_000 }).toEqual(['http://127.0.0.1:0/graphql']);
  expect(lines[0]).toBe('harbor: port is taken');
});

test('a process that is not to be restarted stays dead and is told so once', async () => {
  await start('process.exit(3)', false).settled;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(lines).toEqual(['harbor ended with code 3, its fields are unavailable; it is not restarted']);
  expect([agency?.pid(), agency?.url()]).toEqual([undefined, undefined]);
});

test('a process that ignores SIGTERM is ended by force', async () => {
  await start(`process.on('SIGTERM', () => {});\n${ready}`).settled;
  const pid = agency?.pid() ?? 0;
  await agency?.stop(100);
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  expect(lines).toEqual([]);
});

test('an agency gets its own store and the gateway’s key, and nothing of the others', () => {
  const all = {
    PATH: '/bin',
    WATCHFLOOR_TOKEN: 'secret',
    WATCHFLOOR_GATEWAY_KEY: 'of somebody else',
    WATCHFLOOR_POLICIES: '/policies.json',
    WATCHFLOOR_STORE: 'postgres://all',
    WATCHFLOOR_STORE_LAW_ENFORCEMENT: 'postgres://law',
    WATCHFLOOR_STORE_CYBER: 'postgres://cyber',
  };
  expect(
    agencyEnvironment(
      'law-enforcement',
      { gatewayKey: 'the key', publicKey: 'public', policies: '/in-use.json', access: 'enforced' },
      all,
    ),
  ).toEqual({
    PATH: '/bin',
    WATCHFLOOR_STORE: 'postgres://all',
    WATCHFLOOR_STORE_LAW_ENFORCEMENT: 'postgres://law',
    WATCHFLOOR_POLICIES: '/in-use.json',
    WATCHFLOOR_GATEWAY_KEY: 'the key',
    WATCHFLOOR_GATEWAY_PUBLIC_KEY: 'public',
    WATCHFLOOR_ACCESS: 'enforced',
  });
});
