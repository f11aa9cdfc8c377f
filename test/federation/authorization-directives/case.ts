import type { UnservedCase } from '../federation-case.ts';

export default {
  title: 'a supergraph with authorization directives is refused by an engine that does not enforce them',
  unserved: true,
} satisfies UnservedCase;
