import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildASTSchema, getNamedType, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { personas } from '../../gateway/identity/personas.ts';
import { policyCaller } from '../../gateway/rights/policy-caller.ts';
import { rightsOf } from '../../gateway/rights/rights.ts';
import type { Verdict } from '../../gateway/rights/verdict.ts';
import { readRules } from '../../gateway/supergraph/rules.ts';
import { parsePolicyBook } from '../../schema/policy/policy-book.ts';
import { openPolicies } from '../../schema/policy/policies.ts';
import { caveats, statuses, tlpLabels } from '../../schema/policy/resource.ts';
import { discoverAgencies } from '../../subgraphs/kit/agencies.ts';
import { openAgencyGuard } from '../../subgraphs/kit/guard/caller-rights.ts';

const schemaFolder = new URL('../../schema/', import.meta.url);
const sdl = readFileSync(new URL('supergraph.graphql', schemaFolder), 'utf8');
const book = parsePolicyBook(readFileSync(new URL('policies.json', schemaFolder), 'utf8'));
const rules = readRules(sdl);
const whole = buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
const ground = {
  hash: '',
  rules,
  policies: openPolicies(book),
  valueType: (type: string, field: string) => {
    const named = whole.getType(type);
    const definition = named && 'getFields' in named ? named.getFields()[field] : undefined;
    return definition && getNamedType(definition.type).name;
  },
};
const agencies = await discoverAgencies();
const callers = personas.map((persona) =>
  policyCaller({ ...persona, demo: true }, Date.parse('2024-11-05T14:30:00Z')),
);

const county = 'ocd-division/country:us/state:ga/county:fulton';
const marking = fc.record({
  tlp: fc.constantFrom(...tlpLabels),
  releasableTo: fc.subarray([...agencies.map(({ name }) => name), county]),
  originators: fc.constantFrom(...agencies.map(({ name }) => [name])),
  caveats: fc.subarray([...caveats], { maxLength: 2 }),
  status: fc.constantFrom(...statuses),
  division: fc.constantFrom(county, 'ocd-division/country:us/state:ga', undefined),
});
const markings = fc.sample(marking, { numRuns: 60, seed: 3 });

describe.each(agencies.map((agency) => [agency.name, agency] as const))('%s', (name, agency) => {
  const guard = openAgencyGuard({ agency: name, rules: agency.rules, book, key: 'a key' });
  const fields = [...agency.rules.types].flatMap(([type, { markedBy, fields: own }]) =>
    markedBy === undefined ? [] : [...own].map(([field, rule]) => ({ type, field, rule })),
  );

  test('denies no field of its objects that the gateway shows, and shows none that only it decides about and denies', () => {
    const stricter = new Set<string>();
    const laxer = new Set<string>();
    let both = 0;
    for (const caller of callers) {
      const rights = rightsOf(ground, caller, caller.id);
      const own = guard.rightsOf(caller);
      for (const { type, field, rule } of fields) {
        const coordinate = `${type}.${field}`;
        const { needs, isPublic, isInaccessible } = rules.field(type, field);
        if (isInaccessible || rule.actions.length === 0) continue;
        const verdict = rights.field(type, field, [name]);
        const isOwn =
          !isPublic &&
          needs.every(({ coordinate: of, custodians }) => of === coordinate && custodians.join() === name);
        for (const at of markings) {
          const shown = isShown(verdict, at);
          const guarded = own.allows(rule.actions, type, { kind: 'read', marking: ofWire(at) });
          if (shown && !guarded) stricter.add(coordinate);
          if (!shown && guarded && isOwn) laxer.add(coordinate);
          if (shown && guarded) both += 1;
        }
      }
    }
    expect([...stricter]).toEqual([]);
    expect([...laxer]).toEqual([]);
    expect(both).toBeGreaterThan(100);
  });

  test('denies no field of an object that it does not mark where the gateway could show it', () => {
    const denied = new Set<string>();
    let open = 0;
    for (const caller of callers) {
      const rights = rightsOf(ground, caller, caller.id);
      const own = guard.rightsOf(caller);
      for (const [type, { markedBy, fields: all }] of agency.rules.types) {
        if (markedBy !== undefined) continue;
        for (const [field, { actions }] of all) {
          if (actions.length === 0 || rules.field(type, field).isInaccessible) continue;
          const couldShow = rights.field(type, field, [name]).kind !== 'never';
          if (own.allows(actions, type, { kind: 'unknown' })) open += 1;
          else if (couldShow) denied.add(`${type}.${field}`);
        }
      }
    }
    expect([...denied]).toEqual([]);
    expect(open).toBeGreaterThan(0);
  });

  test('knows of exactly the objects that the gateway lets through, where no other agency decides about them', () => {
    const different = new Set<string>();
    for (const caller of callers) {
      const rights = rightsOf(ground, caller, caller.id);
      const own = guard.rightsOf(caller);
      for (const [type, { markedBy, rowActions }] of agency.rules.types) {
        if (markedBy === undefined) continue;
        const verdict = rights.object(type, [name]);
        const isOwn = rules.type(type).custodians.join() === name;
        for (const at of markings) {
          const shown = isShown(verdict, at);
          const guarded = own.allows(rowActions, type, { kind: 'read', marking: ofWire(at) });
          if (isOwn ? shown !== guarded : shown && !guarded) different.add(type);
        }
      }
    }
    expect([...different]).toEqual([]);
  });
});

type Sample = (typeof markings)[number];

function isShown(verdict: Verdict, at: Sample): boolean {
  return verdict.kind === 'depends' ? verdict.decide(at as never).allowed : verdict.kind === 'always';
}

/** The marking as an agency's row has it. */
function ofWire({ originators: [originator], ...rest }: Sample): object {
  return { ...rest, originator };
}
