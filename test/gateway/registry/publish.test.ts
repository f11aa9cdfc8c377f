import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mostFields, openRegistryRoom, schemaWith, type RegistryRoom } from './registry-room.ts';

let room: RegistryRoom;
beforeAll(async () => {
  room = await openRegistryRoom();
});
afterAll(() => room.close());

test('twenty publications under load fail no request, and each new field answers when its publication returns', async () => {
  const failures: unknown[] = [];
  let answered = 0;
  const stop = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const answer = await room
        .query('{ field0 }')
        .catch((error: unknown): Awaited<ReturnType<RegistryRoom['query']>> => ({ errors: [error] }));
      if (answer.errors === undefined && answer.data?.['field0'] === 0) answered += 1;
      else failures.push(answer);
    }
  };
  const loops = [loop(), loop(), loop(), loop()];
  for (let count = 2; count <= 21; count += 1) {
    const { status, body } = await room.publish({ sdl: schemaWith(count) });
    expect([status, body.revision]).toEqual([201, count - 1]);
    const last = `field${count - 1}`;
    expect(await room.query(`{ ${last} }`)).toEqual({ data: { [last]: count - 1 } });
  }
  stop.abort();
  await Promise.all(loops);
  expect(failures).toEqual([]);
  expect(answered).toBeGreaterThan(20);
}, 120_000);

test('publications at the same time each get a revision of their own', async () => {
  const before = room.registry.versions('elections').length;
  const counts = [30, 31, 32];
  const answers = await Promise.all(counts.map((count) => room.publish({ sdl: schemaWith(count) })));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  const revisions = answers.map(({ body }) => body.revision).toSorted((a, b) => Number(a) - Number(b));
  expect(revisions).toEqual([before + 1, before + 2, before + 3]);
});

test('the same schema again changes nothing', async () => {
  await room.publish({ sdl: schemaWith(33) });
  const versions = room.registry.versions().length;
  const { status, body } = await room.publish({ sdl: schemaWith(33) });
  expect([status, body.kind]).toEqual([200, 'unchanged']);
  expect(body.hash).toBe(room.registry.current().hash);
  expect(room.registry.versions().length).toBe(versions);
});

test('a schema that does not compose stores nothing and leaves what is in use', async () => {
  const before = { hash: room.registry.current().hash, versions: room.registry.versions().length };
  const { status, body } = await room.publish({ sdl: 'type Query { "x" x: Nothing }' });
  expect([status, body.problems?.map(({ code }) => code)]).toEqual([422, ['WF-S002']]);
  expect({ hash: room.registry.current().hash, versions: room.registry.versions().length }).toEqual(before);
  expect(await room.query('{ field0 }')).toEqual({ data: { field0: 0 } });
});

test('a policy is published with its schema over HTTP, and a bad one is a problem of its file', async () => {
  const policy =
    '@id("elections.one") permit (principal, action == Action::"display", resource) when { principal.exercise };';
  const good = await room.publish({ sdl: schemaWith(34), policy });
  expect(good.status).toBe(201);
  expect(room.registry.current().policies.policies.map(({ id }) => id)).toEqual(['elections.one']);
  const bad = await room.publish({ sdl: schemaWith(35), policy: 'permit' });
  expect([bad.status, bad.body.problems?.map(({ code }) => code)]).toEqual([422, ['WF-P001']]);
  for (const body of [{ sdl: schemaWith(35), policy: 7 }, { revision: 1, policy }, { policy }]) {
    expect((await room.publish(body)).status).toBe(400);
  }
});

test('a publication on a base that moved is a conflict and names the newest revision', async () => {
  const newest = room.registry.versions('elections').length;
  const { status, body } = await room.publish({ sdl: schemaWith(34), baseRevision: newest - 1 });
  expect([status, body.revision]).toEqual([409, newest]);
  expect(room.registry.versions('elections').length).toBe(newest);
  expect((await room.publish({ sdl: schemaWith(34), baseRevision: newest })).status).toBe(201);
});

test('an earlier revision is undone to by publishing it once more', async () => {
  const first = await room.publish({ sdl: schemaWith(35) });
  await room.publish({ sdl: schemaWith(36) });
  const undone = await room.publish({ revision: first.body.revision });
  expect(undone.body.hash).toBe(first.body.hash);
  expect(undone.body.revision).toBe(Number(first.body.revision) + 2);
  expect((await room.publish({ revision: 9999 })).body.error?.message).toBe(
    '`elections` has no revision 9999',
  );
});

test('revision 0 is what the operator started with', async () => {
  const { status } = await room.publish({ revision: 0 });
  expect(status).toBe(201);
  expect((await room.query('{ field1 }')).errors).toHaveLength(1);
});

test('a new agency joins by publishing and leaves by its revision 0', async () => {
  const harbor = await room.token('harbor');
  const sdl = `type Query {\n  "Ships."\n  field${mostFields - 1}: Int\n}\n`;
  const nowhere = await room.publish({ sdl }, 'harbor', harbor);
  expect(nowhere.body.error?.message).toBe('nobody runs `harbor` here, say where it answers: `--url`');
  const joined = await room.publish({ sdl, url: room.elections.url }, 'harbor', harbor);
  expect([joined.status, joined.body.previousRevision]).toEqual([201, 0]);
  expect((await room.query(`{ field${mostFields - 1} }`)).data).toEqual({
    [`field${mostFields - 1}`]: mostFields - 1,
  });
  const left = await room.publish({ revision: 0 }, 'harbor', harbor);
  expect(left.body.hash).toBe(joined.body.previousHash);
  const { body } = await room.list(await room.token());
  expect(body.subgraphs?.find(({ name }) => name === 'harbor')).toMatchObject({
    revision: 2,
    withdrawn: true,
  });
});

describe('who may publish', () => {
  const sdl = schemaWith(3);
  test.each([
    ['without a token', null, 401, 'UNAUTHENTICATED'],
    ['with a token that is none', 'x.y.z', 401, 'UNAUTHENTICATED'],
    ['without the scope', ['elections', 'other'], 403, 'FORBIDDEN'],
    ['for another agency', ['cyber', 'registry:publish'], 403, 'FORBIDDEN'],
    ['with a scope that only begins alike', ['elections', 'registry:publisher'], 403, 'FORBIDDEN'],
  ] as const)('%s it is refused', async (_case, who, status, code) => {
    const before = room.registry.versions().length;
    const token = typeof who === 'string' || who === null ? who : await room.token(who[0], who[1]);
    const answer = await room.publish({ sdl }, 'elections', token);
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
    expect(room.registry.versions().length).toBe(before);
  });

  test('nobody replaces the gateway’s own subgraph', async () => {
    const answer = await room.publish({ sdl }, 'watchfloor', await room.token('watchfloor'));
    expect([answer.status, answer.body.error?.message]).toEqual([
      400,
      "`watchfloor` is the gateway's own subgraph",
    ]);
  });

  test('the list is for signed-in callers and tells the address of no other agency', async () => {
    expect((await room.list(null)).status).toBe(401);
    const { status, body } = await room.list(await room.token('cyber'));
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain(new URL(room.elections.url).port);
  });
});

describe('a request that cannot be used is refused', () => {
  test.each([
    ['a body that is not JSON', '{', 400],
    ['a body without schema', '{}', 400],
    ['a schema and a revision at once', JSON.stringify({ sdl: schemaWith(2), revision: 1 }), 400],
    ['a schema that is a number', JSON.stringify({ sdl: 7 }), 400],
    ['a body over 2 MB', JSON.stringify({ sdl: '#'.repeat(2 * 1024 * 1024) }), 413],
  ])('%s', async (_case, body, status) => {
    const answer = await room.publish(body);
    expect([answer.status, answer.body.error?.code]).toEqual([status, 'BAD_USER_INPUT']);
  });

  test.each([
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1/graphql',
    'http://localhost.example/graphql',
    'file:///etc/passwd',
    'http://user:secret@127.0.0.1/graphql',
    'http://0.0.0.0:4000/graphql',
    'http://[::ffff:10.0.0.1]/graphql',
    '//127.0.0.1/graphql',
  ])('the address %s', async (url) => {
    const answer = await room.publish({ sdl: schemaWith(2), url });
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'BAD_USER_INPUT']);
  });
});
