import { execFile } from 'node:child_process';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { silenceApollo } from '../../gateway/execute/no-call-home.ts';

const child = fileURLToPath(new URL('watched-gateway.ts', import.meta.url));

interface Watched {
  readonly loopback: number;
  readonly elsewhere: readonly string[];
  readonly lookups: readonly string[];
  readonly timers: number;
  readonly answer: { readonly data: unknown };
}

function watch(mode: string): Promise<Watched> {
  // A process that is told to report to Apollo, by every variable its packages read.
  const env = {
    ...process.env,
    APOLLO_KEY: 'service:room:abc',
    APOLLO_GRAPH_REF: 'room@current',
    APOLLO_SCHEMA_REPORTING: 'true',
    APOLLO_TELEMETRY_DISABLED: 'false',
  };
  return new Promise((done, fail) => {
    execFile(execPath, [child, mode], { env }, (error, stdout) =>
      error ? fail(new Error(error.message)) : done(JSON.parse(stdout)),
    );
  });
}

test('a gateway that starts, answers and ends opens no connection beyond loopback and looks up no name', async () => {
  const watched = await watch('gateway');
  expect(watched.answer.data).toEqual({
    jurisdiction: { name: 'Fulton', riskScore: 7 },
    viewer: { agency: 'coordination' },
  });
  expect(watched.elsewhere).toEqual([]);
  expect(watched.lookups).toEqual([]);
  expect(watched.loopback).toBeGreaterThan(0);
});

test('the watch notices a connection, a lookup and a timer that fires late', async () => {
  const watched = await watch('call-home');
  expect(watched.elsewhere).not.toEqual([]);
  expect(watched.lookups).toContain('telemetry.invalid');
  expect(watched.timers).toBeGreaterThan(0);
});

test('every setting of Apollo’s packages is taken away and telemetry is off', () => {
  const environment = {
    APOLLO_KEY: 'k',
    APOLLO_DISABLE_SECURITY_RECURSIVE_SELECTIONS_CHECK: 'true',
    PATH: '/bin',
  };
  silenceApollo(environment);
  expect(environment).toEqual({ PATH: '/bin', APOLLO_TELEMETRY_DISABLED: 'true' });
});
