import { expect } from 'vitest';
import type { Attack } from './attack.ts';
import type { Seen } from './attack-room.ts';

const refusedAs =
  (...expected: readonly string[]) =>
  (seen: Seen) => {
    const { extensions } = JSON.parse(seen.text) as {
      readonly extensions?: {
        readonly withheld?: { readonly items: readonly { readonly coordinate: string }[] };
      };
    };
    expect(extensions?.withheld?.items.map(({ coordinate }) => coordinate)).toEqual(expected);
  };

/** Arguments, inputs and variables: ARG, INP, VAR. */
export const inputs: readonly Attack[] = [
  {
    id: 'ARG-1',
    tries: 'the beginning of a protected value, by a filter',
    query: '{ people(where: { startsWith: "1" }) { id } }',
    decided: 'argument',
    also: refusedAs('Person.ssn'),
  },
  {
    id: 'ARG-1',
    tries: 'the same by an argument of its own',
    query: '{ people(ssn: "111") { id } }',
    decided: 'argument',
    also: refusedAs('Person.ssn'),
  },
  {
    id: 'ARG-1',
    tries: 'a filter on what each object’s marking decides',
    query: '{ people(where: { grade: "111" }) { id } page(where: { grade: "111" }) { nodes { id } } }',
    decided: 'argument',
    mayDiffer: ['notes'],
  },
  {
    id: 'ARG-2',
    tries: 'the order of protected values',
    query: '{ people(orderBy: SSN) { id } }',
    decided: 'argument',
    also: refusedAs('Person.ssn'),
  },
  {
    id: 'ARG-2',
    tries: 'the order of values that each object’s marking decides',
    query: '{ people(orderBy: GRADE) { id } }',
    decided: 'argument',
  },
  {
    id: 'ARG-8',
    tries: 'a protected filter as the default of a variable',
    query: 'query ($w: PersonFilter = { startsWith: "1" }) { people(where: $w) { id } }',
    decided: 'argument',
    also: refusedAs('Person.ssn'),
  },
  {
    id: 'INP-2',
    tries: 'a protected input field by a variable, nested and in a list',
    query: 'query ($w: PersonFilter) { people(where: $w) { id } }',
    variables: { w: { any: [{ name: 'nobody' }, { any: [{ startsWith: '1' }] }] } },
    decided: 'argument',
    also: refusedAs('Person.ssn'),
  },
  {
    id: 'INP-2',
    tries: 'a single value where a list is expected',
    query: 'query ($s: String) { people(where: { any: { startsWith: $s } }) { id } }',
    variables: { s: '1' },
    decided: 'argument',
    also: refusedAs('Person.ssn'),
  },
  {
    id: 'INP-6',
    tries: 'an echo of an argument that the caller may not give: the caller’s schema does not have it',
    query: '{ echo(text: "111") }',
    cleared: 'nobody',
    also: ({ status, received }) => {
      expect(status).toBe(400);
      expect(received['notes']).toBe('[]');
    },
  },
  {
    id: 'VAR-1',
    tries: 'a protected field under a variable that is true by default',
    query: 'query ($v: Boolean = true) { person(id: "b") { name ssn @include(if: $v) } }',
  },
  {
    id: 'VAR-2',
    tries: 'a filter with a variable that is left out',
    query: 'query ($s: String) { people(where: { startsWith: $s, name: "Person b" }) { id } }',
    decided: 'argument',
    cleared: 'nobody',
  },
  {
    id: 'VAR-2',
    tries: 'a filter with a variable that is null',
    query: 'query ($s: String) { people(where: { startsWith: $s }) { id } }',
    variables: { s: null },
    decided: 'argument',
    cleared: 'nobody',
  },
  {
    id: 'VAR-4',
    tries: 'a plan that was made without the protected field, then asked with it',
    query: 'query ($v: Boolean!) { person(id: "b") { name ssn @include(if: $v) grade @skip(if: $v) } }',
    variables: { v: true },
  },
  {
    id: 'VAR-5',
    tries: 'a list of one by coercion',
    query: 'query ($any: [PersonFilter!]) { people(where: { any: $any }) { id } }',
    variables: { any: { startsWith: '1' } },
    decided: 'argument',
    also: refusedAs('Person.ssn'),
  },
  {
    id: 'VAR-6',
    tries: 'skip and include on one fragment',
    query:
      'query ($t: Boolean!, $f: Boolean!) { person(id: "b") { name ... on Person @skip(if: $f) @include(if: $t) { ssn } } }',
    variables: { t: true, f: false },
  },
];

/** What the plan sends, and what errors, introspection and entities tell: REQ, ENT, ERR, INTRO, DEFER. */
export const plansAndTexts: readonly Attack[] = [
  {
    id: 'REQ-1',
    tries: 'an open field that is computed from a protected one',
    query: '{ person(id: "b") { age } }',
    also: ({ text, received }) => {
      expect(text).toContain('"age":null');
      expect(received['labs']).toBe('[]');
    },
  },
  {
    id: 'REQ-2',
    tries: 'the same in a fragment, beside what may be read',
    query: '{ person(id: "b") { ... on Person { name old: age } } }',
  },
  {
    id: 'REQ-9',
    tries: 'a hash of a protected value',
    query: '{ person(id: "b") { hash } }',
    // The value may not leave its agency, so the hash is for nobody.
    cleared: 'nobody',
    also: ({ received }) => expect(received['labs']).toBe('[]'),
  },
  {
    id: 'REQ-10',
    tries: 'a value that may not enter another agency, asked for by somebody who may read it',
    query: '{ person(id: "b") { hash } }',
    caller: { agency: 'police' },
    decided: 'flow',
    cleared: 'nobody',
    also: ({ received, text }) => {
      expect(received['labs']).toBe('[]');
      expect(text).not.toContain('hash of');
    },
  },
  {
    id: 'ENT-1',
    tries: 'entities and the SDL of an agency through the gateway',
    query: '{ _entities(representations: []) { __typename } _service { sdl } }',
    cleared: 'nobody',
    also: ({ status }) => expect(status).toBe(400),
  },
  {
    id: 'ERR-1',
    tries: 'the message of an agency that speaks of the value',
    query: '{ person(id: "b") { failing } }',
    cleared: 'nobody',
    also: ({ text }) => expect(text).not.toMatch(/could not read|111|9bb/u),
  },
  {
    id: 'ERR-4',
    tries: 'an operation of which nothing may be read',
    query: '{ vaults { pub } sealed { pub } }',
    also: ({ status }) => expect(status).toBe(200),
  },
  {
    id: 'ERR-8',
    tries: 'a wrong value for a protected input, to have it said back',
    query: 'query ($w: PersonFilter) { people(where: $w) { id } }',
    variables: { w: { startsWith: { nested: 'text' } } },
    decided: 'argument',
    cleared: 'nobody',
    also: ({ status, text }) => {
      expect(status).toBe(400);
      expect(text).not.toMatch(/111|9bb/u);
    },
  },
  {
    id: 'INTRO-1',
    tries: 'what is hidden by introspection',
    query: '{ __type(name: "Person") { fields { name description } } __schema { types { name } } }',
    cleared: 'nobody',
    also: ({ text }) => {
      expect(text).not.toContain('"hidden"');
      expect(text).not.toContain('division');
    },
  },
  {
    id: 'INTRO-2',
    tries: 'a suggestion that names what is hidden',
    query: '{ person(id: "b") { hiddn hidde } }',
    cleared: 'nobody',
    also: ({ text }) => expect(text).not.toMatch(/did you mean|hidden/iu),
  },
  {
    id: 'INTRO-4',
    tries: 'enum values, arguments and directives by error texts',
    query: '{ people(orderBy: SS, wher: 1) @includ(if: true) { id } }',
    cleared: 'nobody',
    also: ({ text }) => expect(text).not.toMatch(/did you mean|SSN|GRADE/u),
  },
  { id: 'INTRO-6', tries: 'the name of the root type', query: '{ __typename }', cleared: 'nobody' },
  {
    id: 'INTRO-8',
    tries: 'introspection beside data',
    query: '{ person(id: "b") { name ssn } __type(name: "Person") { fields { name } } }',
  },
  {
    id: 'DEFER-1',
    tries: 'a protected field in a deferred part',
    query: '{ person(id: "b") { name ... @defer(label: "later") { ssn } } }',
    cleared: 'nobody',
    also: ({ status }) => expect(status).toBe(400),
  },
  {
    id: 'SUB-4',
    tries: 'a subscription: the graph has none, so it is refused before anything is asked',
    query: 'subscription { person(id: "b") { ssn } }',
    cleared: 'nobody',
    also: ({ status, received }) => {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(received['notes']).toBe('[]');
    },
  },
  {
    id: 'INP-1',
    tries: 'a mutation: the graph has none, so it is refused before anything is asked',
    query: 'mutation { person(id: "b") { ssn } }',
    cleared: 'nobody',
    also: ({ status, received }) => {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(received['notes']).toBe('[]');
    },
  },
  {
    id: 'REQ-6',
    tries: 'keys and markings that only the plan needs, in the answer',
    query: '{ noted { name ssn grade } }',
    decided: 'depends',
    also: ({ text }) => expect(text).not.toMatch(/"id"|releasableTo|__typename/u),
  },
  {
    id: 'ERR-6',
    tries: 'the reason of a withheld value',
    query: '{ person(id: "b") { ssn grade } }',
    decided: 'depends',
    also: ({ text }) => expect(text).not.toMatch(/secret\.read|case\.read|police/u),
  },
];
