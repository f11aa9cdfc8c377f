import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApolloEngine } from '../../gateway/execute/apollo-engine.ts';
import { supergraphOf } from '../../gateway/supergraph/supergraph.ts';
import { composed, cyberSdl, gatewayKey, openRoom, type TinyRoom } from './tiny-room.ts';
import { sendJson, startSubgraph } from './tiny-subgraph.ts';

let room: TinyRoom;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

test('a new supergraph is in use when it was announced, and no request fails meanwhile', async () => {
  let failed = 0;
  let asked = 0;
  const during = new AbortController();
  const askOn = async (): Promise<void> => {
    while (!during.signal.aborted) {
      asked += 1;
      const { status, errors } = await room.ask('{ jurisdiction(fips: "13121") { name riskScore } }');
      if (status !== 200 || errors) failed += 1;
    }
  };
  const load = Promise.all([askOn(), askOn(), askOn(), askOn()]);
  for (let version = 1; version <= 5; version += 1) {
    const sdl = cyberSdl.replace('riskScore: Int', `riskScore: Int added${version}: Int`);
    await room.announce(await composed([room.elections, { ...room.cyber, sdl }]));
    const answer = await room.ask(`{ __type(name: "Jurisdiction") { fields { name } } }`);
    expect(answer.text).toContain(`added${version}`);
  }
  during.abort();
  await load;
  expect(asked).toBeGreaterThan(5);
  expect(failed).toBe(0);
});

test('an operation under way ends on the supergraph that it began on', async () => {
  await room.announce(await composed([room.elections, room.cyber]));
  const arrived = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  room.cyber.misbehave((response) => {
    arrived.resolve();
    void held.promise.then(() => sendJson(response, { data: { incidents: [{ id: 'i1', title: 'old' }] } }));
  });
  const underWay = room.ask('{ incidents { id title } }');
  await arrived.promise;
  const without = cyberSdl.replace('title: String', '');
  await room.announce(await composed([room.elections, { ...room.cyber, sdl: without }]));
  held.resolve();
  expect((await underWay).data).toEqual({ incidents: [{ id: 'i1', title: 'old' }] });
  room.cyber.misbehave(undefined);
  expect((await room.ask('{ incidents { title } }')).errors?.[0]?.extensions.code).toBe(
    'GRAPHQL_VALIDATION_FAILED',
  );
});

test('an agency that moved is asked at its new address, with the same schema', async () => {
  const moved = await startSubgraph('cyber', cyberSdl, { Query: { incidents: () => [{ id: 'moved' }] } });
  try {
    const { sdl } = await composed([room.elections, room.cyber]);
    await room.announce(supergraphOf(sdl, [room.elections, moved]));
    expect((await room.ask('{ incidents { id } }')).data).toEqual({ incidents: [{ id: 'moved' }] });
  } finally {
    await moved.close();
  }
});

test('an agency without an address is unavailable, wherever the supergraph says it is', async () => {
  const { sdl } = await composed([room.elections, room.cyber]);
  await room.announce(supergraphOf(sdl, [room.elections]));
  const answer = await room.ask('{ incidents { id } jurisdictions { fips } }');
  expect(answer.errors).toMatchObject([
    { path: ['incidents'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } },
  ]);
  expect(answer.data?.['jurisdictions']).toHaveLength(2);
});

test('a supergraph that cannot be used is refused to who announced it, and the old one stays', async () => {
  await room.announce(await composed([room.elections, room.cyber]));
  for (const sdl of ['not an SDL {', 'type Query { a: Int }']) {
    await expect(room.announce(supergraphOf(sdl, []))).rejects.toThrow();
  }
  expect((await room.ask('{ incidents { id } }')).data).toEqual({ incidents: [{ id: 'i1' }] });
});

test('an engine executes nothing on a supergraph that it never loaded', async () => {
  const engine = openApolloEngine({ gatewayKey });
  const other = openApolloEngine({ gatewayKey });
  const supergraph = await composed([room.elections, room.cyber]);
  const on = await other.load(supergraph);
  const operation = {
    on,
    document: { kind: 'Document', definitions: [] },
    variables: {},
    traceId: 't',
  } as const;
  const principal = {
    id: 'u',
    name: 'u',
    agency: 'a',
    roles: [],
    scopes: [],
    community: [],
    assignments: [],
    purposes: [],
    exercise: false,
    demo: false,
  };
  await expect(engine.execute({ ...operation, principal } as never)).rejects.toThrow(
    'went wrong in the gateway',
  );
  await Promise.all([engine.stop(), other.stop()]);
});
