import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a key of two fields, in whatever order, tells apart what one field does not',
  subgraphs: () => ({
    counties: {
      query: {
        precincts: [
          { county: 'a', number: 1, name: 'A one' },
          { county: 'b', number: 1, name: 'B one' },
          null,
          { county: 'a', number: 2, name: 'A two' },
        ],
      },
    },
    turnout: {
      types: {
        Precinct: {
          rows: [
            { county: 'a', number: 1, turnout: 0.5 },
            { county: 'a', number: 2, turnout: 0.25 },
            { county: 'b', number: 1, turnout: 1 },
          ],
        },
      },
    },
  }),
  operations: [
    {
      query: '{ precincts { name turnout } }',
      data: {
        precincts: [
          { name: 'A one', turnout: 0.5 },
          { name: 'B one', turnout: 1 },
          null,
          { name: 'A two', turnout: 0.25 },
        ],
      },
    },
    {
      query: '{ precincts { number: name county: turnout } }',
      stockDiffers: 'a field under an alias that is also a key is never asked for',
      data: {
        precincts: [
          { number: 'A one', county: 0.5 },
          { number: 'B one', county: 1 },
          null,
          { number: 'A two', county: 0.25 },
        ],
      },
    },
  ],
} satisfies FederationCase;
