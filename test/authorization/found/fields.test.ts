import { afterAll, beforeAll, expect, test } from 'vitest';
import { permitWhen } from '../../policy/written.ts';
import { marked, openFlowRoom, type FlowRoom } from './flow-room.ts';

let room: FlowRoom;
const doc = { id: '1', mood: 'BAD', marking: marked('GREEN') };
const alarm = { __typename: 'Alarm', id: '1', label: 'alarm', marking: marked('GREEN') };
const drill = { __typename: 'Drill', id: '2', label: 'drill', marking: marked('GREEN') };

beforeAll(async () => {
  const key = 'id: ID! @flow(mayEnter: ["notes", "tags"])';
  room = await openFlowRoom({
    subgraphs: {
      notes: {
        sdl: `
          type Query { docs: [Doc] @public drills: [Drill] @public labelled: [Labelled] @public }
          enum Mood { GOOD BAD @access(action: "bad") }
          type Doc @key(fields: "id") @marked(by: "marking") { ${key} marking: Marking mood: Mood @shareable }
          interface Labelled { id: ID! @public label: String @public }
          type Alarm implements Labelled @key(fields: "id") @marked(by: "marking") {
            id: ID! @public marking: Marking label: String @requiresScopes(scopes: [["alarms"]])
          }
          type Drill implements Labelled @key(fields: "id") @marked(by: "marking") {
            id: ID! @public marking: Marking label: String @public
          }
        `,
        resolvers: {
          Query: { docs: () => [doc], drills: () => [drill], labelled: () => [alarm, drill] },
          Labelled: { __resolveType: (row: { readonly __typename: string }) => row.__typename },
          Doc: { __resolveReference: () => doc },
        },
      },
      tags: {
        sdl: `
          enum Mood { GOOD BAD @access(action: "bad") }
          type Doc @key(fields: "id") { ${key} mood: Mood @shareable }
        `,
        resolvers: { Doc: { __resolveReference: () => doc } },
      },
    },
    policies: {
      'notes.display': permitWhen('resource.tlp == "GREEN"'),
      'tags.display': permitWhen('resource.tlp == "GREEN"'),
      'notes.bad': 'permit (principal, action == Action::"bad", resource);',
      'tags.bad':
        'permit (principal, action == Action::"bad", resource) when { principal.roles.contains("MOODS") };',
    },
  });
}, 60_000);
afterAll(() => room.close());

test('an enum value of a field that two agencies resolve is shown only if both permit it, whichever is asked', async () => {
  const query = '{ docs { mood } }';
  const { answer, received } = await room.ask(query);
  expect(received['tags']).toEqual([]);
  expect(answer.data).toEqual({ docs: [{ mood: null }] });
  expect((await room.ask(query, { roles: ['MOODS'] })).answer.data).toEqual({ docs: [{ mood: 'BAD' }] });
});

test('a scope that one type of an interface asks for does not close the field on another of its types', async () => {
  const open = { id: '2', label: 'drill' };
  expect((await room.ask('{ drills { id label } }')).answer.data).toEqual({ drills: [open] });
  const query = '{ labelled { id label } }';
  expect((await room.ask(query)).answer.data).toEqual({ labelled: [{ id: '1', label: null }, open] });
  expect((await room.ask(query, { scopes: ['alarms'] })).answer.data).toEqual({
    labelled: [{ id: '1', label: 'alarm' }, open],
  });
});
