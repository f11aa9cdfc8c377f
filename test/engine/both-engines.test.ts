import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callerWith, engines, openEngineRoom, type EngineRoom } from './engine-room.ts';

let room: EngineRoom;
beforeAll(async () => {
  room = await openEngineRoom({
    sites: {
      sdl: 'type Query { site: Site } type Site @key(fields: "id") { id: ID! }',
      resolvers: { Query: { site: () => ({ id: '1' }) } },
    },
    risks: {
      sdl: 'type Site @key(fields: "id") { id: ID! risk: Int }',
      resolvers: { Site: { risk: () => 7 } },
    },
  });
});
afterAll(() => room.close());

describe.each(engines)('on the $name engine', ({ open }) => {
  test('forwarded headers reach every agency', async () => {
    const other = open({ gatewayKey: undefined });
    try {
      const on = await other.load(room.supergraph);
      const counts = Object.values(room.subgraphs).map(({ received }) => received.length);
      const forwarded = [
        ['x-tenant', 'a'],
        ['authorization', 'Bearer caller'],
        ['x-watchfloor-request', 'another'],
      ] as const;
      const document = parse('{ site { risk } }');
      const common = { on, document, variables: {}, principal: callerWith(), traceId: 'trace' };
      expect((await other.execute({ ...common, forwarded })).errors).toBeUndefined();
      const heard = Object.values(room.subgraphs).flatMap(({ received }, index) =>
        received
          .slice(counts[index])
          .map(({ headers }) =>
            ['x-tenant', 'authorization', 'x-watchfloor-request'].map((name) => headers[name]),
          ),
      );
      expect(heard).toEqual([0, 1].map(() => ['a', 'Bearer caller', 'trace']));
    } finally {
      await other.stop();
    }
  });

  test('a schema tells whether exactly one field of an input is given', async () => {
    const other = open({ gatewayKey: undefined });
    try {
      const on = await other.load(room.supergraph);
      const document = parse('{ __typename t: __type(name: "Site") { name isOneOf } }');
      const answer = await other.execute({
        on,
        document,
        variables: {},
        principal: callerWith(),
        traceId: 'trace',
      });
      expect(JSON.stringify(answer)).toBe(
        '{"data":{"__typename":"Query","t":{"name":"Site","isOneOf":null}}}',
      );
    } finally {
      await other.stop();
    }
  });
});
