import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a value type of two subgraphs comes whole from whoever gives the object',
  subgraphs: () => ({
    sites: { query: { site: { id: 's', entrance: { lat: 1, lon: -2.5 } } } },
    routes: {
      query: { start: { lat: 0, lon: 0 } },
      types: { Site: { rows: [{ id: 's', route: [{ lat: 3, lon: 4 }] }] } },
    },
  }),
  operations: [
    {
      query: '{ site { entrance { lat lon } route { lon lat } } start { lat } }',
      data: {
        site: { entrance: { lat: 1, lon: -2.5 }, route: [{ lon: 4, lat: 3 }] },
        start: { lat: 0 },
      },
    },
  ],
} satisfies FederationCase;
