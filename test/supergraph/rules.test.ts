import { describe, expect, test } from 'vitest';
import { readRules, type SupergraphRules } from '../../gateway/supergraph/rules.ts';
import { composedSdl, head } from './composed-sdl.ts';

function rulesOf(subgraphs: Readonly<Record<string, string>>): SupergraphRules {
  return readRules(composedSdl(subgraphs));
}

/** Rules of one agency `one` with `type Query { it: T @public }` beside `text`. */
function rulesIn(text: string): SupergraphRules {
  return rulesOf({ one: `type Query { it: T @public } ${text}` });
}

const unclassified = '(unclassified)';

describe('what classifies a field', () => {
  const text = `
    type T @marked(by: "marking") { marking: String usual: String own: String @access(action: "a") open: String @public }
    type Query { it: T @public open: Open @public none: None ruled: Ruled @public }
    type Open @public { plain: String own: String @access(action: "a") recorded: String @audited(level: ROUTINE) }
    type None { plain: String own: String @access(action: "a") held: String @withhold(mode: MASK, mask: "x") }
    type Ruled @access(action: "t") { plain: String own: String @access(action: "a") open: String @public }
  `;
  const rules = rulesOf({ one: text });
  test.each([
    ['T.usual', ['display']],
    ['T.own', ['a']],
    ['T.open', []],
    ['Query.it', []],
    ['Query.none', [unclassified]],
    ['Open.plain', []],
    ['Open.own', ['a']],
    ['Open.recorded', ['display']],
    ['None.plain', [unclassified]],
    ['None.own', ['a']],
    ['None.held', ['display']],
    ['Ruled.plain', ['t']],
    ['Ruled.own', ['a', 't']],
    ['Ruled.open', []],
    ['T.nowhere', [unclassified]],
    ['Nowhere.at', [unclassified]],
    ['T.__typename', []],
    ['Query.__schema', []],
    ['T.__schema', [unclassified]],
  ])('%s needs %j', (coordinate, actions) => {
    const [type = '', field = ''] = coordinate.split('.');
    const rule = rules.field(type, field);
    expect(rule.actions).toEqual(actions);
    expect(rule.isPublic).toBe(actions.length === 0);
  });

  test('a type is decided as a whole when it is marked or ruled, and an unknown one is denied', () => {
    expect(rules.type('T')).toMatchObject({
      isMarked: true,
      markedBy: ['marking'],
      actions: ['display'],
      custodians: ['one'],
    });
    expect(rules.type('Ruled')).toMatchObject({ isMarked: false, actions: ['t'], custodians: ['one'] });
    expect(rules.type('Open')).toMatchObject({ isMarked: false, actions: [] });
    expect(rules.type('Nowhere').actions).toEqual([unclassified]);
  });

  test('every field of the supergraph is listed and none of its machinery', () => {
    expect(rules.coordinates).toContain('None.plain');
    expect(rules.coordinates.filter((each) => each.includes('__'))).toEqual([]);
  });
});

describe('several agencies', () => {
  const one = `type Query { a: A @public }
    type A @key(fields: "id") @marked(by: "first") { id: ID! first: String
      shared: String @shareable @access(action: "red") @withhold(mode: HIDDEN) @flow(mayEnter: ["one", "two"]) }`;
  const two = `type A @key(fields: "id") @marked(by: "second") @access(action: "two.any") { id: ID! second: String
      shared: String @shareable @access(action: "green") @withhold(mode: TEARLINE, tearline: "second", reason: LES) @flow(mayEnter: ["two"]) @audited(level: SENSITIVE)
      facet: String @public }`;
  const rules = rulesOf({ one, two });

  test('what both state about a field holds at once', () => {
    expect(rules.field('A', 'shared')).toMatchObject({
      actions: ['display', 'green', 'red', 'two.any'],
      withhold: { mode: 'HIDDEN' },
      audited: 'SENSITIVE',
      custodians: ['one', 'two'],
      requestable: false,
    });
    expect(rules.mayEnter('A', 'shared')).toEqual(['two']);
  });

  test('markings of both are joined', () => {
    expect(rules.type('A')).toMatchObject({
      markedBy: ['first', 'second'],
      actions: ['display', 'two.any'],
      custodians: ['one', 'two'],
      isEntity: true,
    });
  });

  test('an action that one of them names does not replace the usual one of the other', () => {
    expect(rules.field('A', 'first').actions).toEqual(['display', 'two.any']);
  });

  test('@public of one does not lift the rule of another', () => {
    const opened = rulesOf({
      one: `type Query { a: A @public } type A @key(fields: "id") @marked(by: "id") { id: ID! f: String @shareable @access(action: "red") g: String @shareable }`,
      two: `type A @key(fields: "id") @public { id: ID! f: String @shareable @public g: String @shareable }`,
    });
    expect(opened.field('A', 'f').actions).toEqual(['display', 'red']);
    expect(opened.field('A', 'g').actions).toEqual(['display']);
  });

  test('a shared key is for those who mark its objects to decide', () => {
    const keyed = rulesOf({
      one: `type Query { a: A @public } type A @key(fields: "id") @marked(by: "m") { id: ID! @flow(mayEnter: ["one", "two"]) m: String }`,
      two: `type A @key(fields: "id") { id: ID! @flow(mayEnter: ["one", "two", "three"]) x: String }`,
      three: `type A @key(fields: "id") { id: ID! @flow(mayEnter: ["one", "two", "three"]) y: String }`,
    });
    expect(keyed.field('A', 'id').custodians).toEqual(['one']);
    expect(keyed.field('A', 'x').custodians).toEqual(['two']);
    expect(keyed.mayEnter('A', 'id')).toEqual(['one', 'two']);
  });

  test('without @flow a governed value enters its custodians alone, a public one everybody', () => {
    expect(rules.mayEnter('A', 'first')).toEqual(['one']);
    expect(rules.mayEnter('A', 'facet')).toEqual(['one', 'two']);
    expect(rules.mayEnter('A', 'nowhere')).toEqual([]);
  });
});

describe('interfaces', () => {
  const rules = rulesOf({
    one: `
    type Query { node: Node @public }
    interface Node { id: ID! @public secret: String @access(action: "node.secret") plain(by: String @access(action: "by")): String }
    interface Named implements Node @access(action: "named") { id: ID! secret: String plain(by: String): String }
    type A implements Node & Named @public { id: ID! secret: String plain(by: String): String }
    type B implements Node @marked(by: "id") { id: ID! secret: String @access(action: "b") @withhold(mode: HIDDEN) plain(by: String): String }
    type C implements Node { id: ID! secret: String plain(by: String): String }`,
  });

  test('an object keeps the rules of every interface that declares the field, directly or not', () => {
    expect(rules.field('A', 'secret').actions).toEqual(['named', 'node.secret']);
    expect(rules.field('A', 'id').actions).toEqual(['named']);
    expect(rules.field('B', 'secret').actions).toEqual(['b', 'node.secret']);
    expect(rules.type('A').actions).toEqual(['named']);
  });

  test('an interface that is open does not classify the field of an object', () => {
    expect(rules.field('C', 'id').actions).toEqual([unclassified]);
  });

  test('asked of the interface, a field needs what any object of it needs', () => {
    expect(rules.field('Node', 'secret')).toMatchObject({
      actions: ['b', 'named', 'node.secret'],
      withhold: { mode: 'HIDDEN' },
    });
    expect(rules.field('Named', 'secret').actions).toEqual(['named', 'node.secret']);
  });

  test('an argument keeps the rule that the interface states', () => {
    expect(rules.argument('A', 'plain', 'by')?.actions).toEqual(['by']);
    expect(rules.argument('Node', 'plain', 'nowhere')).toBeUndefined();
  });

  test('what an @interfaceObject adds is decided by who adds it', () => {
    const added = rulesOf({
      one: `type Query { media: [Media] @public } interface Media @key(fields: "id") { id: ID! @public }
        type Book implements Media @key(fields: "id") { id: ID! @public }`,
      two: `type Media @interfaceObject @key(fields: "id") { id: ID! @public rating: Int @access(action: "rating") }`,
    });
    expect(added.field('Book', 'rating')).toMatchObject({ actions: ['rating'], custodians: ['two'] });
    expect(added.field('Media', 'rating')).toMatchObject({ actions: ['rating'], custodians: ['two'] });
  });
});

describe('a field that is computed from others', () => {
  const one = `type Query { a: A @public }
    type A @key(fields: "id") { id: ID! @public secret: String @access(action: "secret") open: String @public
      inner(by: Int @access(action: "by")): Inner @public other: Any @public }
    type Inner @marked(by: "m") { m: String deep: String @access(action: "deep") }
    union Any = Left | Right type Left @public { x: String @access(action: "left") } type Right @public { y: String }`;
  const two = `type A @key(fields: "id") { id: ID! @public secret: String @external open: String @external inner(by: Int): Inner @external other: Any @external
      first: String @public @requires(fields: "secret") fine: String @public @requires(fields: "open")
      nested: String @public @requires(fields: "inner(by: 1) { deep }") branch: String @public @requires(fields: "other { ... on Left { x } ... on Right { y } }") }
    type Inner @shareable { deep: String @external } union Any = Left | Right type Left { x: String @external } type Right { y: String @external }`;
  const three = `type A @key(fields: "id") { id: ID! @public first: String @external second: String @public @requires(fields: "first") }`;
  const rules = rulesOf({ one, two, three });

  test.each([
    ['first', ['secret']],
    ['fine', []],
    ['second', ['secret']],
    ['nested', ['by', 'deep', 'display']],
    ['branch', ['left']],
  ])('A.%s needs %j', (field, actions) => {
    expect(rules.field('A', field).actions).toEqual(actions);
  });

  test('is decided by the custodians of what it is computed from', () => {
    expect(rules.field('A', 'second').needs).toEqual([
      { action: 'secret', custodians: ['one'], type: 'A', coordinate: 'A.secret' },
    ]);
  });

  test('also where the input comes from a context', () => {
    const context = rulesOf({
      one: `type Query { p: P @public }
        type P @key(fields: "id") @context(name: "ctx") { id: ID! @public prop: String @access(action: "prop") c: C @public }
        type C @key(fields: "id") { id: ID! @public f(z: String @fromContext(field: "$ctx { prop }")): String @public }`,
    });
    expect(context.field('C', 'f').actions).toEqual(['prop']);
  });
});

describe('using an argument, an input field or an enum value', () => {
  const rules = rulesIn(`
    type T @public { secret: String @access(action: "secret") find(by: By order: Order plain: Int all: Int @reveals(coordinates: ["T.secret", "By.exact", "T.gone"])): String }
    input By { text: String @reveals(coordinates: ["T.secret"]) exact: String @access(action: "exact") open: String }
    enum Order { SECRET @reveals(coordinates: ["T.secret"]) NAME }`);

  test('needs what it reveals', () => {
    expect(rules.inputField('By', 'text')).toMatchObject({ actions: ['secret'], reveals: ['T.secret'] });
    expect(rules.inputField('By', 'exact')).toMatchObject({ actions: ['exact'], reveals: [] });
    expect(rules.enumValue('Order', 'SECRET')?.needs).toEqual([
      { action: 'secret', custodians: ['one'], type: 'T', coordinate: 'T.secret' },
    ]);
  });

  test('needs nothing where nothing is stated', () => {
    expect(rules.inputField('By', 'open')).toBeUndefined();
    expect(rules.enumValue('Order', 'NAME')).toBeUndefined();
    expect(rules.argument('T', 'find', 'plain')).toBeUndefined();
  });

  test('of a coordinate that is not there is denied', () => {
    expect(rules.argument('T', 'find', 'all')?.actions).toEqual([unclassified, 'exact', 'secret']);
  });
});

describe('the names of directives', () => {
  const renamed = head([
    ['@access', '@wfAccess'],
    ['@public', '@authorization__public'],
    ['@withhold', '@hold'],
  ]);
  const rules = rulesOf({
    one: `${renamed.replace('"@authenticated", "@requiresScopes", ', '')} type Query @authorization__public { open: String s: String @wfAccess(action: "s") @hold(mode: HIDDEN)
      scoped: String @federation__requiresScopes(scopes: [["a"], ["b", "c"]]) @federation__authenticated }`,
  });

  test('may be changed by a link, or stand behind the name of the specification', () => {
    expect(rules.field('Query', 's')).toMatchObject({ actions: ['s'], withhold: { mode: 'HIDDEN' } });
    expect(rules.field('Query', 'open').isPublic).toBe(true);
    expect(rules.field('Query', 'scoped').standard).toEqual({
      authenticated: true,
      scopes: [[['a'], ['b', 'c']]],
      policies: [],
    });
  });

  test('mean nothing without the link', () => {
    const foreign = readRules(
      'schema { query: Query } directive @public on FIELD_DEFINITION type Query { a: Int @public }',
    );
    expect(foreign.hasRules).toBe(false);
    expect(foreign.field('Query', 'a').actions).toEqual([unclassified]);
    expect(rules.hasRules).toBe(true);
  });

  test('of another version of the specification are refused', () => {
    const sdl =
      'schema @link(url: "https://watchfloor.example/authorization/v2.0") { query: Query } type Query { a: Int }';
    expect(() => readRules(sdl)).toThrow('v1.0 only');
  });
});

describe('the standard directives', () => {
  const rules = rulesOf({
    one: `type Query { a: A @public e: E @public x: A @public @policy(policies: [[]]) }
      type A @public @authenticated { s: String @requiresScopes(scopes: [["a"]]) @policy(policies: [["p", "q"]]) }
      enum E @requiresScopes(scopes: [["e"]]) { V }`,
  });

  test('of a field, its type and the type of its value hold together', () => {
    expect(rules.field('A', 's').standard).toEqual({
      authenticated: true,
      scopes: [[['a']]],
      policies: [[['p', 'q']]],
    });
    expect(rules.field('Query', 'e').standard.scopes).toEqual([[['e']]]);
    expect(rules.field('Query', 'a').standard.authenticated).toBe(true);
  });

  describe('on an interface', () => {
    const text = `type Query { n: Named @public }
      interface Named { name: String @public }
      type A implements Named @public @authenticated { name: String @requiresScopes(scopes: [["a"], ["b"]]) }
      type B implements Named @public { name: String @requiresScopes(scopes: [["c"]]) }
      type C implements Named @public { name: String }`;
    const standardIn = (sdl: string, type: string) => readRules(sdl).field(type, 'name').standard;
    const sdl = composedSdl({ one: text });

    test('that composition gathered from its objects are for who selects by it, and not for each object', () => {
      const none = { authenticated: false, scopes: [], policies: [] };
      expect(standardIn(sdl, 'C')).toEqual(none);
      expect(standardIn(sdl, 'B')).toEqual({ ...none, scopes: [[['c']]] });
      expect(standardIn(sdl, 'A')).toEqual({ ...none, authenticated: true, scopes: [[['a'], ['b']]] });
      expect(standardIn(sdl, 'Named')).toMatchObject({ authenticated: true });
      expect(standardIn(sdl, 'Named').scopes).toContainEqual([['c']]);
    });

    test.each([
      ['a scope that no object asks for', '[["a", "c", "own"], ["b", "c", "own"]]'],
      ['one alternative less', '[["a", "c"]]'],
      ['nothing that anybody could hold', '[]'],
    ])('hold for each object where they ask for more: %s', (_, scopes) => {
      const gathered = /(name: String[^\n]*@requiresScopes\(scopes: )\[\["a", "c"\], \["b", "c"\]\]/;
      expect(sdl).toMatch(gathered);
      const more = sdl.replace(gathered, `$1${scopes}`);
      expect(standardIn(more, 'C').scopes).toEqual([JSON.parse(scopes)]);
      expect(standardIn(more, 'B').scopes).toHaveLength(2);
    });
  });

  test('that list nothing are satisfied by nobody', () => {
    expect(rules.field('Query', 'x').standard.policies).toEqual([[]]);
  });
});

test('a supergraph with a rule that cannot be read is refused', () => {
  const link =
    'schema @link(url: "https://watchfloor.example/authorization/v1.0", import: ["@access", "@marked", "@withhold"]) { query: Query }';
  for (const query of [
    'type Query { a: Int @access(action: 3) }',
    'type Query { a: Int @withhold(mode: LOUD) }',
    'type Query @marked(by: "b") { a: Int }',
  ]) {
    expect(() => readRules(`${link} ${query}`)).toThrow();
  }
});
