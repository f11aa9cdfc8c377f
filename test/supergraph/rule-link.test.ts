import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { statesRules } from '../../gateway/supergraph/rule-link.ts';

const spec = 'https://watchfloor.example/authorization';
const linked = (link: string, rule: string): boolean =>
  statesRules(parse(`schema @link(${link}) { query: Query } type Query { a: String ${rule} }`));

test.each([
  ['under its own name', `url: "${spec}/v1.0", import: ["@access"]`, '@access(action: "display")', true],
  [
    'under another name',
    `url: "${spec}/v1.0", import: [{ name: "@access", as: "@may" }]`,
    '@may(action: "display")',
    true,
  ],
  ['by its namespace', `url: "${spec}/v1.0"`, '@authorization__public', true],
  ['by a namespace of another name', `url: "${spec}/v1.0", as: "wf"`, '@wf__public', true],
  ['in a version that is not known', `url: "${spec}/v9.0", import: ["@access"]`, '', true],
  ['nowhere, though it is linked', `url: "${spec}/v1.0", import: ["@access"]`, '', false],
  [
    'nowhere: the name is another specification’s',
    `url: "https://example.com/other/v1.0", import: ["@access"]`,
    '@access',
    false,
  ],
  [
    'nowhere: the name was given to something else',
    `url: "${spec}/v1.0", import: [{ name: "@access", as: "@may" }]`,
    '@access',
    false,
  ],
])('a supergraph states a rule %s', (_where, link, rule, states) => {
  expect(linked(link, rule)).toBe(states);
});
