import type { FederationCase } from '../federation-case.ts';

export default {
  title: 'a subgraph that answers no GraphQL costs its own fields alone',
  subgraphs: () => ({
    main: { query: { items: [{ id: '1' }, { id: '2' }], plain: 'fine' } },
    html: { tampers: () => ({ contentType: 'text/html', body: '<h1>{"data":{"page":"no"}}</h1>' }) },
    broken: { tampers: () => ({ body: '{"data":{"half":1' }) },
    refusing: { tampers: () => ({ status: 503, body: '{"data":{"refused":1,"mild":1}}' }) },
    silent: { tampers: () => undefined },
  }),
  operations: [
    {
      query: '{ plain page half mild silent }',
      data: { plain: 'fine', page: null, half: null, mild: null, silent: null },
      errors: [
        { path: ['page'], code: 'SUBGRAPH_MALFORMED' },
        { path: ['half'], code: 'SUBGRAPH_MALFORMED' },
        { path: ['mild'], code: 'SUBGRAPH_UNAVAILABLE' },
        { path: ['silent'], code: 'SUBGRAPH_UNAVAILABLE' },
      ],
    },
    {
      query: '{ items { id markup } }',
      data: {
        items: [
          { id: '1', markup: null },
          { id: '2', markup: null },
        ],
      },
      errors: [
        { path: ['items', 0, 'markup'], code: 'SUBGRAPH_MALFORMED' },
        { path: ['items', 1, 'markup'], code: 'SUBGRAPH_MALFORMED' },
      ],
    },
    {
      query: '{ plain refused }',
      stockDiffers: 'the path of an error is cut back to the null above it',
      data: null,
      errors: [{ path: ['refused'], code: 'SUBGRAPH_UNAVAILABLE' }],
    },
  ],
} satisfies FederationCase;
