import type { UncomposableCase } from '../federation-case.ts';

export default {
  title: 'an enum that is both given and taken must be the same everywhere',
  uncomposable: 'Enum type "State" is used as both input type',
} satisfies UncomposableCase;
