import type { FederationCase } from '../federation-case.ts';
import type { Row } from '../subgraph-data.ts';

const payload = { a: [1, { b: null }], __typename: 'Fake', representations: [], ['__proto__']: { x: 1 } };

export default {
  title: 'a custom scalar is handed through as it is, whatever its shape',
  subgraphs: () => ({
    events: {
      query: {
        events: ({ since, where }: Row) => [
          { day: since ?? '2026-01-01', payload, required: where ?? false },
          null,
          { day: 20260102, payload: null, required: [] },
        ],
        echo: ({ value }: Row) => value,
      },
    },
    weather: {
      types: {
        Event: {
          rows: [
            { day: '2026-01-01', weather: { sky: 'clear' } },
            { day: 20260102, weather: 'rain' },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ events { day payload required weather } }',
      data: {
        events: [
          { day: '2026-01-01', payload, required: false, weather: { sky: 'clear' } },
          null,
          { day: 20260102, payload: null, required: [], weather: 'rain' },
        ],
      },
    },
    {
      query: 'query ($d: Stamp, $w: JSON) { events(since: $d, where: $w) { day required } }',
      variables: { d: 'x', w: { n: [1.5, 'a', null], deep: { __proto: 1 } } },
      data: {
        events: [
          { day: 'x', required: { n: [1.5, 'a', null], deep: { __proto: 1 } } },
          null,
          { day: 20260102, required: [] },
        ],
      },
    },
    {
      query: 'query ($v: JSON) { echo(value: { a: [1, $v, { b: "x" }] }) }',
      variables: { v: { c: true } },
      data: { echo: { a: [1, { c: true }, { b: 'x' }] } },
    },
  ],
} satisfies FederationCase;
