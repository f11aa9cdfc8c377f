import type { UncomposableCase } from '../federation-case.ts';

export default {
  title: 'a key that is external where the type is not extended leads nowhere',
  uncomposable: 'field "Owner.id" is not resolvable because marked @external',
} satisfies UncomposableCase;
