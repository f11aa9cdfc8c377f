import type { Clause, Expr, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import fc from 'fast-check';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import { parsePolicy } from '../../schema/policy/parse-policy.ts';
import { caveats, statuses, tlpLabels, type PolicyResource } from '../../schema/policy/resource.ts';

// Few words, so that what is compared is often equal; some hold characters that patterns and encodings trip over.
const words = ['cyber', 'elections', 'ga', 'ga/fulton', 'a*b', 'é🗳', ''];
const word = fc.constantFrom(...words);
const list = fc.array(word, { maxLength: 3 });

/** Objects as a marking makes them, well formed, with and without the optional attributes. */
export const resource: fc.Arbitrary<PolicyResource> = fc.record(
  {
    type: fc.constantFrom('Incident', 'Victim'),
    tlp: fc.constantFrom(...tlpLabels),
    releasableTo: list,
    originator: word,
    caveats: fc.subarray([...caveats], { maxLength: 2 }),
    status: fc.constantFrom(...statuses),
    case: word,
    jurisdiction: word,
    state: word,
  },
  { requiredKeys: ['type', 'tlp', 'releasableTo', 'originator', 'caveats', 'status'] },
);

/** Callers of few agencies and entitlements. */
export const caller: fc.Arbitrary<PolicyCaller> = fc.record(
  {
    id: word,
    agency: word,
    roles: list,
    scopes: list,
    community: list,
    assignments: list,
    purposes: list,
    exercise: fc.boolean(),
    jurisdiction: word,
  },
  {
    requiredKeys: ['id', 'agency', 'roles', 'scopes', 'community', 'assignments', 'purposes', 'exercise'],
  },
);

const read = (of: 'principal' | 'resource', attr: string): Expr => ({ '.': { left: { Var: of }, attr } });
const value = (literal: string | number | boolean): Expr => ({ Value: literal });
const reads = (of: 'principal' | 'resource', ...names: readonly string[]) =>
  fc.constantFrom(...names).map((name) => read(of, name));

const texts = fc.oneof(
  word.map(value),
  fc.constantFrom<string>(...tlpLabels, ...statuses, ...caveats, 'Incident').map(value),
  reads('principal', 'id', 'agency', 'jurisdiction'),
  reads('resource', 'type', 'tlp', 'originator', 'status', 'tlp', 'status'),
  reads('resource', 'case', 'jurisdiction', 'state'),
);
const textSets = fc.oneof(
  fc.array(texts, { minLength: 1, maxLength: 3 }).map((Set): Expr => ({ Set })),
  reads('principal', 'roles', 'scopes', 'community', 'assignments', 'purposes'),
  reads('resource', 'releasableTo', 'caveats'),
);

// Labels, statuses and caveats are few and known, which the evaluator makes use of.
const literals = (values: readonly string[]) =>
  fc.subarray([...values], { minLength: 1 }).map((some): Expr => ({ Set: some.map(value) }));
const ofFew = fc.oneof(
  fc
    .constantFrom(['tlp', tlpLabels] as const, ['status', statuses] as const)
    .chain(([attr, values]) =>
      literals(values).map((left): Expr => ({ contains: { left, right: read('resource', attr) } })),
    ),
  fc
    .constantFrom(...caveats, 'SECRET')
    .map((caveat): Expr => ({ contains: { left: read('resource', 'caveats'), right: value(caveat) } })),
  fc
    .tuple(
      fc.constantFrom('containsAll', 'containsAny', '=='),
      literals([...caveats, 'SECRET']),
      fc.boolean(),
    )
    .map(([form, left, turned]) => {
      const right = read('resource', 'caveats');
      return { [form]: turned ? { left: right, right: left } : { left, right } } as Expr;
    }),
  fc
    .subarray([...tlpLabels, 'WHITE'], { minLength: 2 })
    .map((labels) =>
      labels
        .map((label): Expr => ({ '==': { left: read('resource', 'tlp'), right: value(label) } }))
        .reduce((left, right): Expr => ({ '||': { left, right } })),
    ),
);

/** Conditions of every form that policies may use, not only of those that strict validation would let through. */
const condition: fc.Arbitrary<Expr> = fc.letrec<{
  condition: Expr;
  text: Expr;
  texts: Expr;
  number: Expr;
}>((tie) => {
  const two = <A>(one: fc.Arbitrary<A>) => fc.record({ left: one, right: one });
  const choice = (one: fc.Arbitrary<Expr>) =>
    fc
      .tuple(tie('condition'), one, one)
      .map((parts) => Object.fromEntries(['if', 'then', 'else'].map((name, at) => [name, parts[at]])))
      .map((parts) => ({ 'if-then-else': parts }) as Expr);
  const record = fc.record({ a: tie('text'), b: tie('number') }).map((Record): Expr => ({ Record }));
  return {
    text: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      texts,
      choice(tie('text')),
      record.map((left): Expr => ({ '.': { left, attr: 'a' } })),
    ),
    texts: fc.oneof({ depthSize: 'small', withCrossShrink: true }, textSets, choice(tie('texts'))),
    number: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc
        .integer({ min: -2, max: 2 })
        .map((number): Expr => (number < 0 ? { neg: { arg: value(-number) } } : value(number))),
      choice(tie('number')),
    ),
    condition: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.boolean().map(value),
      { arbitrary: ofFew, weight: 4 },
      fc.constant(read('principal', 'exercise')),
      fc
        .constantFrom('case', 'jurisdiction', 'state', 'tlp')
        .map((attr): Expr => ({ has: { left: { Var: 'resource' }, attr } })),
      fc
        .constantFrom('jurisdiction', 'agency')
        .map((attr): Expr => ({ has: { left: { Var: 'principal' }, attr } })),
      fc
        .constantFrom('Principal', 'Object')
        .map((entity_type): Expr => ({ is: { left: { Var: 'resource' }, entity_type } })),
      two(tie('text')).map((both): Expr => ({ '==': both })),
      two(tie('text')).map((both): Expr => ({ '!=': both })),
      two(tie('texts')).map((both): Expr => ({ '==': both })),
      two(record).map((both): Expr => ({ '==': both })),
      two(tie('number')).map((both): Expr => ({ '<': both })),
      two(tie('number')).map((both): Expr => ({ '<=': both })),
      two(tie('number')).map((both): Expr => ({ '>': both })),
      two(tie('number')).map((both): Expr => ({ '>=': both })),
      fc.record({ left: tie('texts'), right: tie('text') }).map((both): Expr => ({ contains: both })),
      two(tie('texts')).map((both): Expr => ({ containsAll: both })),
      two(tie('texts')).map((both): Expr => ({ containsAny: both })),
      tie('texts').map((arg): Expr => ({ isEmpty: { arg } })),
      fc
        .record({
          left: tie('text'),
          pattern: fc.array(
            fc.oneof(
              fc.constant('Wildcard' as const),
              fc.constantFrom('c', 'e', 'ga', '*', 'é').map((Literal) => ({ Literal })),
            ),
            { minLength: 1, maxLength: 4 },
          ),
        })
        .map((like): Expr => ({ like })),
      two(tie('condition')).map((both): Expr => ({ '&&': both })),
      two(tie('condition')).map((both): Expr => ({ '||': both })),
      two(tie('condition')).map((both): Expr => ({ '==': both })),
      tie('condition').map((arg): Expr => ({ '!': { arg } })),
      choice(tie('condition')),
      // The form that most policies have: an attribute is read where it is known to be there.
      fc
        .record({ attr: fc.constantFrom('case', 'jurisdiction', 'state'), text: tie('text') })
        .map(({ attr, text }): Expr => ({
          '&&': {
            left: { has: { left: { Var: 'resource' }, attr } },
            right: { '==': { left: read('resource', attr), right: text } },
          },
        })),
    ),
  };
}).condition;

/** Policies for `display` that the evaluator accepts; those that it refuses are thrown away. */
export function policy(effect: fc.Arbitrary<'permit' | 'forbid'>): fc.Arbitrary<PolicyJson> {
  const clause: fc.Arbitrary<Clause> = fc.record({
    kind: fc.constantFrom('when', 'when', 'unless'),
    body: condition,
  });
  return fc
    .record({ effect, conditions: fc.array(clause, { minLength: 1, maxLength: 2 }) })
    .map((parts): PolicyJson => ({
      ...parts,
      principal: { op: 'All' },
      action: { op: '==', entity: { type: 'Action', id: 'display' } },
      resource: { op: 'All' },
    }))
    .filter((json) => parsePolicy('a.b', 'a', json).kind === 'parsed');
}
