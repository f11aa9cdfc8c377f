import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'an interface has other implementations in other subgraphs',
  subgraphs: () => ({
    parks: {
      query: { nearby: [{ __typename: 'Park', name: 'Elm', position: { x: 1 }, trees: 9 }] },
      types: { Park: { rows: [{ name: 'Oak', position: { x: 2 }, trees: 3 }] } },
    },
    shops: {
      query: { best: { __typename: 'Park', name: 'Oak', position: { x: 2 }, benches: 4 } },
      types: { Park: { rows: [{ name: 'Elm', position: { x: 1 }, benches: 2 }] } },
    },
  }),
  operations: [
    {
      query: '{ nearby { name position { x } ... on Park { trees benches } ... on Shop { open } } }',
      data: { nearby: [{ name: 'Elm', position: { x: 1 }, trees: 9, benches: 2 }] },
    },
    {
      query: '{ best { ... on Shop { open } ... on Park { trees } __typename } }',
      data: { best: { trees: 3, __typename: 'Park' } },
    },
    {
      query: '{ __type(name: "Place") { possibleTypes { name } } }',
      data: { __type: { possibleTypes: [{ name: 'Park' }, { name: 'Shop' }] } },
    },
  ],
} satisfies FederationCase;
