import type { FederationCase } from '../federation-case.ts';

const yes = { yes: true, no: false };

export default {
  title: 'skip and include hold on every kind of selection and save what they leave out',
  subgraphs: () => ({
    home: { query: { home: { id: 'h', street: 'Main', rooms: [{ id: 'r' }] }, ping: 'pong' } },
    details: {
      types: {
        Home: { rows: [{ id: 'h', value: 7 }] },
        Room: { rows: [{ id: 'r', size: 4, lamps: [{ on: true, watts: 60 }] }] },
      },
    },
  }),
  operations: [
    {
      query: '{ ping home @skip(if: true) { street } }',
      data: { ping: 'pong' },
    },
    { query: '{ home @include(if: false) { street } }', data: {}, asked: [] },
    {
      query:
        'query ($yes: Boolean!, $no: Boolean!) { home @skip(if: $yes) { street } a: ping @include(if: $no) }',
      variables: yes,
      data: {},
    },
    {
      query: 'query ($no: Boolean!) { home { street value @include(if: $no) } }',
      variables: yes,
      data: { home: { street: 'Main' } },
      asked: ['home'],
    },
    {
      query: 'query ($yes: Boolean!) { home { street @skip(if: $yes) value @include(if: $yes) } }',
      variables: yes,
      data: { home: { value: 7 } },
      asked: ['details', 'home'],
    },
    {
      query: 'query ($yes: Boolean = true) { home { street @skip(if: $yes) value } }',
      data: { home: { value: 7 } },
    },
    {
      query: `query ($yes: Boolean!, $no: Boolean!) {
        home { ... @include(if: $no) { street } ... on Home @skip(if: $no) { value rooms { size @skip(if: $yes) } } }
      }`,
      variables: yes,
      data: { home: { value: 7, rooms: [{}] } },
    },
    {
      query: `query ($yes: Boolean!, $no: Boolean!) {
        home { ...A @skip(if: $yes) ...B @include(if: $yes) }
      }
      fragment A on Home { street }
      fragment B on Home { rooms { lamps { watts @include(if: $no) on @skip(if: $no) } ...C @include(if: $no) } }
      fragment C on Room { size }`,
      variables: yes,
      data: { home: { rooms: [{ lamps: [{ on: true }] }] } },
    },
    {
      query:
        'query ($yes: Boolean!, $no: Boolean!) { home { value @skip(if: $no) @include(if: $yes) street @skip(if: $no) @include(if: $no) } }',
      variables: yes,
      data: { home: { value: 7 } },
    },
    {
      query: 'query ($no: Boolean!) { home { value @include(if: $no) value street @include(if: $no) } }',
      variables: yes,
      data: { home: { value: 7 } },
    },
    {
      query:
        'query ($yes: Boolean!, $no: Boolean!) { home { rooms @include(if: $yes) { size } rooms @include(if: $no) { id } } }',
      variables: yes,
      data: { home: { rooms: [{ size: 4 }] } },
    },
    {
      query:
        'query ($yes: Boolean!) { home { __typename @skip(if: $yes) t: __typename id @skip(if: $yes) value } }',
      variables: yes,
      data: { home: { t: 'Home', value: 7 } },
    },
    {
      query:
        'query ($yes: Boolean!) { __typename @skip(if: $yes) __schema @skip(if: $yes) { __typename } ping }',
      variables: yes,
      data: { ping: 'pong' },
    },
    {
      query: 'query ($yes: Boolean!) { home { rooms { id @skip(if: $yes) size } } }',
      variables: yes,
      data: { home: { rooms: [{ size: 4 }] } },
    },
  ],
} satisfies FederationCase;
