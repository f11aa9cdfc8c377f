import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const managers: Record<string, string | null> = { '1': null, '2': '1', '3': '1', '4': '4' };

function person(id: string | null): Row | null {
  if (id === null) return null;
  return {
    id,
    manager: () => person(managers[id] ?? null),
    reports: () =>
      Object.entries(managers)
        .filter(([, manager]) => manager === id)
        .map(([report]) => person(report)),
  };
}

export default {
  title: 'a type that refers to itself is followed as deep as asked',
  subgraphs: () => ({
    people: {
      query: { me: () => person('2') },
      types: { Person: { rows: ({ id }: Row) => person(String(id)) } },
    },
    names: { types: { Person: { rows: ({ id }: Row) => ({ id, name: `number ${String(id)}` }) } } },
  }),
  operations: [
    {
      query:
        '{ me { name manager { name manager { name } reports { name manager { name reports { id } } } } } }',
      data: {
        me: {
          name: 'number 2',
          manager: {
            name: 'number 1',
            manager: null,
            reports: [
              { name: 'number 2', manager: { name: 'number 1', reports: [{ id: '2' }, { id: '3' }] } },
              { name: 'number 3', manager: { name: 'number 1', reports: [{ id: '2' }, { id: '3' }] } },
            ],
          },
        },
      },
    },
  ],
} satisfies FederationCase;
