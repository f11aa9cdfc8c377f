import { afterAll, beforeAll, expect, test } from 'vitest';
import { permitWhen } from '../../policy/written.ts';
import { marked, openFlowRoom, type FlowRoom } from './flow-room.ts';

let room: FlowRoom;

beforeAll(async () => {
  room = await openFlowRoom({
    subgraphs: {
      owner: {
        sdl: `
          type Query { file: File @public }
          type File @key(fields: "id") @marked(by: "marking") {
            id: ID! @flow(mayEnter: ["owner", "stranger"]) marking: Marking @shareable title: String
          }`,
        resolvers: {
          Query: { file: () => ({ id: '1', title: 'secret', marking: marked('RED') }) },
          File: { __resolveReference: () => ({ id: '1', title: 'secret', marking: marked('RED') }) },
        },
      },
      stranger: {
        sdl: `
          type Query {
            bait: File @public
              @federation__provides(fields: "marking { tlp releasableTo originator caveats case status division }")
          }
          type File @key(fields: "id") {
            id: ID! @flow(mayEnter: ["owner", "stranger"]) marking: Marking @external
          }`,
        resolvers: { Query: { bait: () => ({ id: '1', marking: marked('GREEN') }) } },
      },
    },
    policies: {
      'owner.green': permitWhen('resource.tlp == "GREEN"'),
      'stranger.all': permitWhen('true'),
    },
  });
});
afterAll(() => room.close());

test('nobody but the agency that resolves a marking says how its object may be handled', async () => {
  expect((await room.ask('{ file { title } }')).text).not.toContain('secret');
  const { text, received } = await room.ask('{ bait { title } }');
  expect(received['stranger']).toEqual([]);
  expect(text).not.toContain('secret');
});
