import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

function premium({ pet }: Row): number {
  if (pet === null) return 0;
  const { __typename, barks, lives } = pet as Row;
  return __typename === 'Dog' ? 100 + Number(barks) : 200 + Number(lives);
}

export default {
  title: 'a required union is narrowed by fragments inside the requirement',
  subgraphs: () => ({
    pets: {
      query: {
        owners: [
          { id: '1', pet: { __typename: 'Dog', barks: 3 } },
          { id: '2', pet: { __typename: 'Cat', lives: 9 } },
          { id: '3', pet: null },
        ],
      },
    },
    insurance: { types: { Owner: { fields: { premium } } } },
  }),
  operations: [
    {
      query: '{ owners { premium } }',
      data: { owners: [{ premium: 103 }, { premium: 209 }, { premium: 0 }] },
    },
    {
      query: '{ owners { premium pet { kind: __typename ... on Cat { lives } } } }',
      data: {
        owners: [
          { premium: 103, pet: { kind: 'Dog' } },
          { premium: 209, pet: { kind: 'Cat', lives: 9 } },
          { premium: 0, pet: null },
        ],
      },
    },
  ],
} satisfies FederationCase;
