import { readFileSync } from 'node:fs';
import { community, type PolicyBook, type PolicyRecord } from '../../schema/policy/book.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import { openPolicies, type Policies } from '../../schema/policy/policies.ts';
import { policyBookOf } from '../../schema/policy/policy-book.ts';
import { caveats, statuses, tlpLabels, type PolicyResource } from '../../schema/policy/resource.ts';
import {
  askedDecisions,
  committedBook,
  decisionTable,
  sampleMarkings,
  tableCallers,
  type AskedDecision,
} from './decision-table.ts';
import { seededTape } from './seeded-tape.ts';

/** What became of the mutants of the demonstration's policies. */
export interface PolicyScore {
  readonly tried: number;
  /** Those that change a decision on a protected coordinate for somebody. */
  readonly telling: number;
  /** Those of them that the committed table of decisions tells. */
  readonly killed: number;
  readonly survivors: readonly string[];
}

interface PolicyMutant {
  readonly shown: string;
  readonly book: PolicyBook;
  readonly of: PolicyRecord;
}

/** Where the committed table of decisions stands. */
const tableFile = new URL('decisions.txt', import.meta.url);

/** Tries every mutant of every policy: left out, turned round, a part dropped, a comparison or a constant changed. */
export function policyMutants(): PolicyScore {
  const book = committedBook();
  const policies = openPolicies(book);
  const asked = askedDecisions();
  const parts = new Map(
    readFileSync(tableFile, 'utf8')
      .trimEnd()
      .split('\n\n')
      .map((part) => [part.split('\n')[0] ?? '', part]),
  );
  const survivors: string[] = [];
  let telling = 0;
  const mutants = mutantsOf(book);
  for (const mutant of mutants) {
    const concerned = asked.filter((one) => concerns(mutant.of, one));
    const changed = openPolicies(mutant.book);
    const told = decisionTable(mutant.book, concerned)
      .trimEnd()
      .split('\n\n')
      .some((part) => concerned.length > 0 && parts.get(part.split('\n')[0] ?? '') !== part);
    if (!told && !changesDecision(policies, changed, concerned)) continue;
    telling += 1;
    if (!told) survivors.push(mutant.shown);
  }
  return { tried: mutants.length, telling, killed: telling - survivors.length, survivors };
}

function concerns({ custodian, json }: PolicyRecord, asked: AskedDecision): boolean {
  const named = (json as { action?: { entity?: { id?: string } } }).action?.entity?.id;
  return (
    (custodian === asked.custodian || custodian === community) &&
    (named === undefined || named === asked.action)
  );
}

function changesDecision(before: Policies, after: Policies, asked: readonly AskedDecision[]): boolean {
  const tape = seededTape('markings');
  return asked.some((one) =>
    tableCallers.some(([, caller]) => {
      const resources = [
        ...sampleMarkings(caller, one).map(([, resource]) => resource),
        ...Array.from({ length: 40 }, () => randomResource(tape, caller, one)),
      ];
      return resources.some(
        (resource) => allows(before, caller, one, resource) !== allows(after, caller, one, resource),
      );
    }),
  );
}

function allows(
  policies: Policies,
  caller: PolicyCaller,
  { custodian, action, type }: AskedDecision,
  resource: PolicyResource,
): boolean {
  const foreseen = policies.foresee(caller, custodian, action, type);
  return foreseen.kind === 'depends' ? foreseen.decide(resource).allowed : foreseen.kind === 'always';
}

function randomResource(
  tape: ReturnType<typeof seededTape>,
  caller: PolicyCaller,
  { custodian, type }: AskedDecision,
): PolicyResource {
  return {
    type,
    tlp: tape.pick(tlpLabels),
    releasableTo: [caller.agency, 'cyber', 'elections', ...caller.community].filter(() => tape.once(2)),
    originator: tape.pick([custodian, caller.agency, 'intelligence', 'law-enforcement']),
    caveats: caveats.filter(() => tape.once(5)),
    status: tape.once(4) ? tape.pick(statuses) : 'EXERCISE',
    ...(tape.once(3) ? { case: caller.assignments[0] ?? 'a case' } : {}),
    ...(tape.once(3)
      ? {
          jurisdiction: 'ocd-division/country:us/state:ga/county:fulton',
          state: 'ocd-division/country:us/state:ga',
        }
      : {}),
  };
}

function mutantsOf(book: PolicyBook): readonly PolicyMutant[] {
  return book.policies.flatMap((of) => {
    const others = book.policies.filter((policy) => policy !== of);
    const json = of.json as { readonly effect: string };
    const changed: [string, unknown][] = [
      ['turned round', { ...json, effect: json.effect === 'permit' ? 'forbid' : 'permit' }],
      ...changes(json).map(([what, other]) => [what, other] as [string, unknown]),
    ];
    const made = changed.flatMap(([what, other]): PolicyMutant[] => {
      const mutant = {
        shown: `${of.id}: ${what}`,
        of,
        book: policyBookOf([...others, { ...of, json: other }]),
      };
      try {
        openPolicies(mutant.book);
        return [mutant];
      } catch {
        // What cannot be evaluated is refused whole.
        return [];
      }
    });
    return [{ shown: `${of.id}: left out`, of, book: policyBookOf(others) }, ...made];
  });
}

/** Every way to change one thing in a part of a policy, with the whole part as it is then. */
function changes(part: unknown): readonly (readonly [string, unknown])[] {
  if (Array.isArray(part)) {
    return part.flatMap((member, index) =>
      changes(member).map(
        ([what, other]) => [what, part.map((each, at) => (at === index ? other : each))] as const,
      ),
    );
  }
  if (typeof part !== 'object' || part === null) return [];
  const found: (readonly [string, unknown])[] = [];
  for (const [name, inner] of Object.entries(part)) {
    if (['annotations', 'action', 'principal', 'resource', '.', 'has'].includes(name)) continue;
    const both = inner as { readonly left?: unknown; readonly right?: unknown; readonly arg?: unknown };
    if (name === '&&' || name === '||') {
      found.push(
        [`only the left of ${name}`, both.left],
        [`only the right of ${name}`, both.right],
        [`${name} turned`, { [name === '&&' ? '||' : '&&']: inner }],
      );
    }
    if (name === '==' || name === '!=')
      found.push([`${name} turned`, { [name === '==' ? '!=' : '==']: inner }]);
    if (name === '!') found.push(['without !', both.arg]);
    if (name === 'kind')
      found.push(['when for unless', { ...part, kind: inner === 'when' ? 'unless' : 'when' }]);
    if (name === 'Value' && typeof inner === 'string')
      found.push([`another text for "${inner}"`, { Value: `${inner}-other` }]);
    for (const [what, other] of changes(inner)) found.push([what, { ...part, [name]: other }]);
  }
  return found;
}
