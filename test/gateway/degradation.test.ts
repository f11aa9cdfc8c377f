import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { GraphQLError } from 'graphql';
import { deadlineIn } from '../../gateway/execute/deadline.ts';
import { placedErrors } from '../../gateway/execute/placed-errors.ts';
import { openRoom, type Answer, type TinyRoom } from './tiny-room.ts';
import { sendJson, type Misbehaviour } from './tiny-subgraph.ts';

let room: TinyRoom;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());
afterEach(() => {
  room.cyber.misbehave(undefined);
  room.elections.misbehave(undefined);
});

const query = '{ jurisdictions { fips name riskScore incidents { title } } }';
const secret = 'secret-text-of-a-subgraph';

/** The answer with cyber failing: elections' data stays, cyber's fields are null, and nothing leaks. */
function expectOnlyCyberLost(answer: Answer, code: string): void {
  expect(answer.status).toBe(200);
  expect(answer.data).toEqual({
    jurisdictions: [
      { fips: '13121', name: 'Fulton', riskScore: null, incidents: null },
      { fips: '13089', name: 'DeKalb', riskScore: null, incidents: null },
    ],
  });
  expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(Array(4).fill(code));
  for (const error of answer.errors ?? []) {
    expect(error.extensions.agency).toBe('cyber');
    expect(error.message).toContain('agency `cyber`');
    expect(error.extensions.traceId).toBe(answer.headers.get('x-trace-id'));
  }
  expect(answer.errors?.map(({ path }) => path)).toContainEqual(['jurisdictions', 1, 'riskScore']);
  expectNoLeak(answer);
}

function expectNoLeak(answer: Answer): void {
  for (const leak of [secret, '127.0.0.1', String(room.cyber.port), 'stack', 'ECONN', 'serviceName']) {
    expect(answer.text).not.toContain(leak);
  }
}

const html: Misbehaviour = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end(`<html>${secret}</html>`);
};
const packed: Misbehaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
  response.end(gzipSync(JSON.stringify({ data: { _entities: [] } })));
};
const trickle: Misbehaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const drip = setInterval(() => response.write(' '), 100);
  response.on('close', () => clearInterval(drip));
};
const redirect: Misbehaviour = (response) => {
  response.writeHead(307, { location: room.elections.url });
  response.end();
};
const body =
  (value: unknown, status = 200) =>
  (response: ServerResponse) =>
    sendJson(response, value, status);

test.each<{ name: string; code: string; how: Misbehaviour }>([
  { name: 'never answers', code: 'SUBGRAPH_TIMEOUT', how: () => {} },
  { name: 'sends one byte at a time for ever', code: 'SUBGRAPH_TIMEOUT', how: trickle },
  { name: 'breaks the connection', code: 'SUBGRAPH_UNAVAILABLE', how: (_, { socket }) => socket.destroy() },
  {
    name: 'answers HTTP 500',
    code: 'SUBGRAPH_UNAVAILABLE',
    how: body({ errors: [{ message: secret }] }, 500),
  },
  {
    name: 'does not know the gateway',
    code: 'SUBGRAPH_UNAVAILABLE',
    how: body({ code: 'UNAUTHENTICATED' }, 401),
  },
  { name: 'answers HTML', code: 'SUBGRAPH_MALFORMED', how: html },
  {
    name: 'answers with half a JSON text',
    code: 'SUBGRAPH_MALFORMED',
    how: (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(`{"data":{"_entities":[{"riskScore":"${secret}`);
    },
  },
  { name: 'answers packed', code: 'SUBGRAPH_MALFORMED', how: packed },
  { name: 'redirects to somebody else', code: 'SUBGRAPH_MALFORMED', how: redirect },
  { name: 'answers a list', code: 'SUBGRAPH_MALFORMED', how: body([secret]) },
  { name: 'answers data that is a text', code: 'SUBGRAPH_MALFORMED', how: body({ data: secret }) },
  { name: 'answers neither data nor errors', code: 'SUBGRAPH_MALFORMED', how: body({ [secret]: 1 }) },
  {
    name: 'answers fewer entities than asked for',
    code: 'SUBGRAPH_MALFORMED',
    how: body({ data: { _entities: [{ riskScore: 1 }] } }),
  },
  {
    name: 'refuses the operation in its own words',
    code: 'SUBGRAPH_MALFORMED',
    how: body({ errors: [{ message: secret }] }, 400),
  },
  {
    name: 'sends values of other types',
    code: 'SUBGRAPH_MALFORMED',
    how: body({
      data: {
        _entities: [
          { riskScore: secret, incidents: { title: secret } },
          { riskScore: 1.5, incidents: 3 },
        ],
      },
    }),
  },
  { name: 'leaves fields out', code: 'SUBGRAPH_MALFORMED', how: body({ data: { _entities: [{}, {}] } }) },
])('an agency that $name costs its own fields and nothing else', async ({ how, code }) => {
  room.cyber.misbehave(how);
  expectOnlyCyberLost(await room.ask(query), code);
});

test('an agency that is not there costs its own fields and nothing else', async () => {
  const gone = await openRoom();
  await gone.cyber.close();
  try {
    expectOnlyCyberLost(await gone.ask(query), 'SUBGRAPH_UNAVAILABLE');
  } finally {
    await gone.close();
  }
});

test('an answer that is larger than the limit is not read to its end', async () => {
  let sent = 0;
  room.cyber.misbehave((response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const block = Buffer.alloc(1024 * 1024, ' ');
    const pump = (): void => {
      if (response.destroyed) return;
      sent += block.length;
      response.write(block, () => setImmediate(pump));
    };
    pump();
  });
  const answer = await room.ask(query);
  expect(answer.errors?.[0]?.extensions.code).toBe('SUBGRAPH_MALFORMED');
  expect(sent).toBeLessThan(64 * 1024 * 1024);
});

describe('what an agency says', () => {
  test('an error of one field keeps its siblings and loses its text', async () => {
    const error = { message: secret, path: ['_entities', 1, 'riskScore'], extensions: { code: secret } };
    const entities = [
      { riskScore: 1, incidents: [] },
      { riskScore: null, incidents: [] },
    ];
    room.cyber.misbehave(body({ data: { _entities: entities }, errors: [error] }));
    const answer = await room.ask(query);
    expect(answer.data).toMatchObject({
      jurisdictions: [{ riskScore: 1 }, { riskScore: null, incidents: [] }],
    });
    expect(answer.errors).toMatchObject([
      {
        path: ['jurisdictions', 1, 'riskScore'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', agency: 'cyber' },
      },
    ]);
    expectNoLeak(answer);
  });

  test('its words about the caller’s input pass only when it marks them as exposed', async () => {
    const said = (exposed: boolean) => ({
      errors: [{ message: `cursor is no cursor`, extensions: { code: 'BAD_USER_INPUT', exposed } }],
    });
    room.cyber.misbehave(body(said(true), 400));
    const told = await room.ask('{ incidents { id } }');
    expect(told.errors).toMatchObject([
      { message: 'cursor is no cursor', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    room.cyber.misbehave(body(said(false), 400));
    const hidden = await room.ask('{ incidents { id } }');
    expect(hidden.errors).toMatchObject([
      { path: ['incidents'], extensions: { code: 'SUBGRAPH_MALFORMED' } },
    ]);
    expect(hidden.text).not.toContain('cursor');
  });

  test('another code is not believed even when it is marked as exposed', async () => {
    const error = { message: secret, extensions: { code: 'FORBIDDEN', exposed: true } };
    room.cyber.misbehave(body({ errors: [error] }, 400));
    const answer = await room.ask('{ incidents { id } }');
    expect(answer.errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_MALFORMED' } }]);
    expectNoLeak(answer);
  });

  test('what nobody asked for does not reach the answer', async () => {
    const extra = { id: 'i1', title: 'T', [secret]: secret, __proto__: { polluted: secret } };
    room.cyber.misbehave((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const text = JSON.stringify({ data: { incidents: [extra] }, extensions: { [secret]: secret } });
      response.end(
        text.replace(
          '"id"',
          '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"id"',
        ),
      );
    });
    const answer = await room.ask('{ incidents { id title } }');
    expect(answer.data).toEqual({ incidents: [{ id: 'i1', title: 'T' }] });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expectNoLeak(answer);
  });

  test('an enum value that the schema does not know becomes null with its path', async () => {
    room.cyber.misbehave(
      body({
        data: {
          incidents: [
            { id: 'i1', severity: secret },
            { id: 'i2', severity: 'LOW' },
          ],
        },
      }),
    );
    const answer = await room.ask('{ incidents { id severity } }');
    expect(answer.data).toEqual({
      incidents: [
        { id: 'i1', severity: null },
        { id: 'i2', severity: 'LOW' },
      ],
    });
    expect(answer.errors).toMatchObject([{ path: ['incidents', 0, 'severity'] }]);
    expectNoLeak(answer);
  });
});

test('an agency that does not know an object is named where its value must be there', async () => {
  room.cyber.misbehave(body({ data: { _entities: [null, { level: 1 }] } }));
  const answer = await room.ask('{ jurisdictions { fips level } }');
  expect([answer.status, answer.data]).toEqual([200, null]);
  expect(answer.errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_MALFORMED', agency: 'cyber' } }]);
  expect(answer.extensions).toBeUndefined();
});

test('a root list that fails is null with its own path', async () => {
  room.cyber.misbehave(() => {});
  const answer = await room.ask('{ a: incidents { id } jurisdiction(fips: "13121") { name } }');
  expect(answer.data).toEqual({ a: null, jurisdiction: { name: 'Fulton' } });
  expect(answer.errors).toMatchObject([{ path: ['a'], message: 'agency `cyber` did not answer in time' }]);
});

test('with the agency of a non-null root gone the answer is still 200 and says whose it was', async () => {
  room.elections.misbehave((response) => response.destroy());
  const answer = await room.ask('{ jurisdictions { fips } }');
  expect([answer.status, answer.data]).toEqual([200, null]);
  expect(answer.errors).toMatchObject([
    { extensions: { code: 'SUBGRAPH_UNAVAILABLE', agency: 'elections' } },
  ]);
});

test('more than a hundred empty places are told by fewer errors', async () => {
  const many = Array.from({ length: 150 }, (_, index) => ({
    fips: String(index),
    __typename: 'Jurisdiction',
  }));
  room.elections.misbehave(body({ data: { jurisdictions: many } }));
  room.cyber.misbehave(() => {});
  const answer = await room.ask('{ jurisdictions { fips riskScore } }');
  expect(answer.data?.['jurisdictions']).toHaveLength(150);
  expect(answer.errors).toMatchObject([{ path: ['jurisdictions'], extensions: { agency: 'cyber' } }]);
  expect(answer.errors).toHaveLength(1);
});

test('an agency that comes back answers again without a restart of the gateway', async () => {
  room.cyber.misbehave((_, { socket }) => socket.destroy());
  expect((await room.ask(query)).errors).toHaveLength(4);
  room.cyber.misbehave(undefined);
  expect((await room.ask(query)).errors).toBeUndefined();
});

describe('a connection that breaks', () => {
  /** Breaks the first request's connection without a word, as a restarted agency does, then answers. */
  const breakOnce = (data: unknown): (() => number) => {
    let requests = 0;
    room.elections.misbehave((response, { socket }) => {
      requests += 1;
      if (requests === 1) socket.destroy();
      else sendJson(response, { data });
    });
    return () => requests;
  };

  test('is no failure for a query: it is asked once more', async () => {
    const requests = breakOnce({ jurisdictions: [{ fips: '1' }] });
    expect((await room.ask('{ jurisdictions { fips } }')).data).toEqual({ jurisdictions: [{ fips: '1' }] });
    expect(requests()).toBe(2);
  });

  test('never repeats a mutation', async () => {
    const requests = breakOnce({ open: { fips: '1' } });
    const answer = await room.ask('mutation { open(fips: "1") { fips } }');
    expect(answer.errors).toMatchObject([{ path: ['open'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(requests()).toBe(1);
  });
});

test('an answer that is ready is read even if the gateway was busy past the deadline', async () => {
  const deadline = deadlineIn(100);
  const busyUntil = performance.now() + 300;
  while (performance.now() < busyUntil);
  await new Promise((done) => setTimeout(done, 20));
  expect(deadline.signal.aborted).toBe(false);
  await expect.poll(() => deadline.signal.aborted).toBe(true);
});

test('an error whose path leads past an empty place or into a value is cut back to where it is true', () => {
  const told = (path: (string | number)[]) => {
    const error = new GraphQLError('m', { path, extensions: { code: 'SUBGRAPH_TIMEOUT', agency: 'cyber' } });
    return placedErrors([error], { list: [{ a: null, b: 1 }, null] })[0]?.detail.path;
  };
  expect(told(['list', 0, 'a', 'deeper'])).toEqual(['list', 0, 'a']);
  expect(told(['list', 1, 'a'])).toEqual(['list', 1]);
  expect(told(['list', 0, 'key'])).toEqual(['list', 0]);
  expect(told(['nothing'])).toBeUndefined();
});
