import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const example = resolve(import.meta.dirname, '../../gateway/console/example.ts');

test('the typed example sends its token and prints what is shown, with gaps where something is not', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization ?? '');
    const incident = {
      id: 'INC-1',
      title: 'Threat by telephone',
      severity: null,
      operationalImpact: { minutesLost: 42 },
      lawEnforcement: null,
      attribution: { likelihood: 'UNLIKELY' },
      accountable: null,
    };
    const data = { situation: { incidents: { totalCount: 1, nodes: [incident] } } };
    const errors = [{ message: 'agency `law-enforcement` is not answering' }];
    request.resume().on('end', () => response.end(JSON.stringify({ data, errors })));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [example], {
      env: {
        ...process.env,
        WATCHFLOOR_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        WATCHFLOOR_TOKEN: 'a.b.c',
      },
    });
    expect(seen).toEqual(['Bearer a.b.c']);
    expect(stdout.split('\n').map((line) => line.trimEnd())).toEqual([
      'incident  title                severity  minutes lost  credibility  likelihood  desk',
      'INC-1     Threat by telephone            42                         UNLIKELY',
      '',
    ]);
    expect(stderr).toBe('agency `law-enforcement` is not answering\n');
  } finally {
    server.close();
  }
});

test('the typed example says in one line that the gateway does not answer', async () => {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  const ran = promisify(execFile)(process.execPath, [example], {
    env: { ...process.env, WATCHFLOOR_URL: `http://127.0.0.1:${port}` },
  });
  await expect(ran).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^the gateway is not answering: [^\n]*\n$/),
  });
});
