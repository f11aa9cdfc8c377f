import { readFileSync } from 'node:fs';
import { claimsOf, personas } from '../../gateway/identity/personas.ts';
import { principalFromClaims } from '../../gateway/identity/principal-from-claims.ts';
import { policyCaller } from '../../gateway/rights/policy-caller.ts';
import { readRules } from '../../gateway/supergraph/rules.ts';
import type { PolicyBook } from '../../schema/policy/book.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import { openPolicies, type Policies } from '../../schema/policy/policies.ts';
import { parsePolicyBook } from '../../schema/policy/policy-book.ts';
import { caveats, tlpLabels, type PolicyResource } from '../../schema/policy/resource.ts';

/** One question that the graph's rules ask of policies. */
export interface AskedDecision {
  readonly custodian: string;
  readonly action: string;
  readonly type: string;
}

const schema = new URL('../../schema/', import.meta.url);

/** The policies of the demonstration as they are committed. */
export function committedBook(): PolicyBook {
  return parsePolicyBook(readFileSync(new URL('policies.json', schema), 'utf8'));
}

/** Everybody of the demonstration, as policies read them on the exercise's day, and one of them outside the exercise. */
export const tableCallers: readonly (readonly [string, PolicyCaller])[] = personas.flatMap(
  (persona, index): (readonly [string, PolicyCaller])[] => {
    const caller = policyCaller(
      principalFromClaims(claimsOf(persona), true),
      Date.parse('2024-11-05T14:30:00Z'),
    );
    const outside = [`${persona.id}, outside the exercise`, { ...caller, exercise: false }] as const;
    return index === 0 ? [[persona.id, caller], outside] : [[persona.id, caller]];
  },
);

/** Every decision that some protected coordinate asks for, sorted. */
export function askedDecisions(): readonly AskedDecision[] {
  const rules = readRules(readFileSync(new URL('supergraph.graphql', schema), 'utf8'));
  const found = new Map<string, AskedDecision>();
  for (const coordinate of rules.coordinates) {
    const [type = '', field = ''] = coordinate.split('.');
    for (const { action, custodians, type: of } of rules.field(type, field).needs) {
      for (const custodian of custodians) {
        const value = rules.valueType(type, field);
        const decided =
          rules.type(of).isMarked || value === undefined || !rules.type(value).isMarked ? of : value;
        found.set(`${custodian} ${action} ${decided}`, { custodian, action, type: decided });
      }
    }
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, asked]) => asked);
}

/** Markings with a name that a reader understands, as they concern one caller and one custodian. */
export function sampleMarkings(
  caller: PolicyCaller,
  { custodian, type }: AskedDecision,
): readonly (readonly [string, PolicyResource])[] {
  const plain: PolicyResource = {
    type,
    tlp: 'CLEAR',
    releasableTo: [],
    originator: custodian,
    caveats: [],
    status: 'EXERCISE',
  };
  const labels = tlpLabels.flatMap((tlp): (readonly [string, PolicyResource])[] => [
    [tlp, { ...plain, tlp }],
    [`${tlp} to them`, { ...plain, tlp, releasableTo: [caller.agency] }],
    [`${tlp} by them`, { ...plain, tlp, originator: caller.agency }],
    ...caller.community.map(
      (body) => [`${tlp} to ${body}`, { ...plain, tlp, releasableTo: [body] }] as const,
    ),
    // Some markings name an office by its division.
    ...(caller.jurisdiction === undefined
      ? []
      : [[`${tlp} to their office`, { ...plain, tlp, releasableTo: [caller.jurisdiction] }] as const]),
  ]);
  const tied = caller.assignments.map(
    (assignment) =>
      [
        `AMBER tied to ${assignment}`,
        { ...plain, tlp: 'AMBER', releasableTo: [caller.agency], case: assignment },
      ] as const,
  );
  const handled = caveats.flatMap((caveat): (readonly [string, PolicyResource])[] => [
    [`CLEAR ${caveat}`, { ...plain, caveats: [caveat] }],
    [`GREEN to them ${caveat}`, { ...plain, tlp: 'GREEN', releasableTo: [caller.agency], caveats: [caveat] }],
    [`AMBER to them ${caveat}`, { ...plain, tlp: 'AMBER', releasableTo: [caller.agency], caveats: [caveat] }],
  ]);
  const places = [...new Set([caller.jurisdiction, ...divisions])].flatMap((division) => {
    if (division === undefined) return [];
    const state = division.split('/').slice(0, 3).join('/');
    return ['AMBER', 'GREEN'].map(
      (tlp) =>
        [
          `${tlp} about ${division.split('/').slice(2).join('/')}`,
          { ...plain, tlp, jurisdiction: division, state },
        ] as const,
    );
  });
  return [
    ...labels,
    ...tied,
    ...handled,
    ...places,
    ['CLEAR, actual', { ...plain, status: 'ACTUAL' }],
    ['GREEN to them, actual', { ...plain, tlp: 'GREEN', releasableTo: [caller.agency], status: 'ACTUAL' }],
  ];
}

const divisions = [
  'ocd-division/country:us/state:ga/county:fulton',
  'ocd-division/country:us/state:ga/county:dekalb',
  'ocd-division/country:us/state:fl',
];

/** What one caller may do: `never`, `always`, or the names of the markings that let them. */
function decisionText(policies: Policies, caller: PolicyCaller, asked: AskedDecision): string {
  const foreseen = policies.foresee(caller, asked.custodian, asked.action, asked.type);
  if (foreseen.kind !== 'depends') return foreseen.kind;
  const allowed = sampleMarkings(caller, asked).filter(([, resource]) => foreseen.decide(resource).allowed);
  return `depends: ${allowed.length === 0 ? 'none of the samples' : allowed.map(([name]) => name).join('; ')}`;
}

/** Who may do what: for each custodian, action and type every caller, those of one mind together. */
export function decisionTable(book: PolicyBook, asked: readonly AskedDecision[] = askedDecisions()): string {
  const policies = openPolicies(book);
  const parts = asked.map((one) => {
    const byText = Map.groupBy(tableCallers, ([, caller]) => decisionText(policies, caller, one));
    const lines = [...byText].map(
      ([text, callers]) => `  ${callers.map(([id]) => id).join(', ')}\n    ${text}`,
    );
    return `${one.custodian} decides on \`${one.action}\` of ${one.type}\n${lines.join('\n')}`;
  });
  return `${parts.join('\n\n')}\n`;
}
