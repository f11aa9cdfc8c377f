import type { PolicyBook } from '../../schema/policy/book.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import type { PolicyResource } from '../../schema/policy/resource.ts';
import { openReplay } from '../../gateway/policy/replay.ts';
import type { Tape } from '../federation/tape.ts';
import { bookOfTexts } from '../policy/written.ts';
import { actions, type Graph } from './graph.ts';

/** A condition in Cedar's words and in ours, so that each can be asked and the two compared. */
interface Condition {
  readonly text: string;
  holds(caller: PolicyCaller, resource: PolicyResource): boolean;
}

interface WrittenPolicy extends Condition {
  readonly id: string;
  readonly custodian: string;
  readonly effect: 'permit' | 'forbid';
  readonly action: string;
}

/** Random policies, and who may do what by them. */
export interface RandomPolicies {
  readonly book: PolicyBook;
  /** Cedar's own engine, checked against the conditions in our words; the two must agree or it throws. */
  allows(caller: PolicyCaller, custodian: string, action: string, resource: PolicyResource): boolean;
  /** What holds whatever the marking of an object of `type` is: found by trying them all. */
  foresees(
    caller: PolicyCaller,
    custodian: string,
    action: string,
    type: string,
  ): 'always' | 'never' | 'depends';
}

/** None of these takes anything from a caller who has one more role, scope or assignment. */
const permits: readonly [Condition, Condition, ...Condition[]] = [
  { text: 'true', holds: () => true },
  {
    text: '["CLEAR", "GREEN"].contains(resource.tlp)',
    holds: (_, { tlp }) => tlp === 'CLEAR' || tlp === 'GREEN',
  },
  {
    text: 'resource.releasableTo.contains(principal.agency)',
    holds: ({ agency }, { releasableTo }) => releasableTo.includes(agency),
  },
  { text: 'principal.roles.contains("R1")', holds: ({ roles }) => roles.includes('R1') },
  { text: 'principal.scopes.contains("s1")', holds: ({ scopes }) => scopes.includes('s1') },
  {
    text: 'principal.roles.contains("R1") && resource.tlp != "RED"',
    holds: ({ roles }, { tlp }) => roles.includes('R1') && tlp !== 'RED',
  },
  {
    text: 'resource.originator == principal.agency',
    holds: ({ agency }, { originator }) => originator === agency,
  },
  {
    text: 'resource has case && principal.assignments.contains(resource.case)',
    holds: ({ assignments }, resource) => resource.case !== undefined && assignments.includes(resource.case),
  },
  {
    text: 'principal has jurisdiction && resource has jurisdiction && principal.jurisdiction == resource.jurisdiction',
    holds: ({ jurisdiction }, resource) =>
      jurisdiction !== undefined && resource.jurisdiction === jurisdiction,
  },
  {
    text: 'resource has state && resource.state == "ocd-division/country:us/state:ga"',
    holds: (_, { state }) => state === 'ocd-division/country:us/state:ga',
  },
  { text: 'resource.type == "E0"', holds: (_, { type }) => type === 'E0' },
];

/** What many decisions hang on: the marking of the object. */
const byMarking: readonly [Condition, ...Condition[]] = permits.filter(
  ({ text }) => text.includes('resource') && !text.includes('type'),
) as unknown as readonly [Condition, ...Condition[]];

/** What few have, and those not of every object. */
const rare: readonly [Condition, ...Condition[]] = permits.filter(({ text }) =>
  ['resource.originator', 'resource has case'].some((begin) => text.startsWith(begin)),
) as unknown as readonly [Condition, ...Condition[]];

const forbids: readonly [Condition, ...Condition[]] = [
  {
    text: 'resource.caveats.contains("ORCON") && resource.originator != principal.agency',
    holds: ({ agency }, { caveats, originator }) => caveats.includes('ORCON') && originator !== agency,
  },
  { text: 'resource.tlp == "RED"', holds: (_, { tlp }) => tlp === 'RED' },
  { text: '!principal.roles.contains("R2")', holds: ({ roles }) => !roles.includes('R2') },
  {
    text: 'resource.status == "EXERCISE" && !principal.exercise',
    holds: ({ exercise }, { status }) => status === 'EXERCISE' && !exercise,
  },
  { text: 'resource.type == "E1"', holds: (_, { type }) => type === 'E1' },
];

/** Policies for every agency and action of a graph; each agency has one at least. */
export function randomPolicies(tape: Tape, { agencies }: Graph): RandomPolicies {
  const written: WrittenPolicy[] = [];
  const write = (
    custodian: string,
    action: string,
    effect: WrittenPolicy['effect'],
    condition: Condition,
  ): void => {
    const { text, holds } = condition;
    written.push({ id: `${custodian}.p${written.length}`, custodian, effect, action, text, holds });
  };
  for (const agency of agencies) {
    for (const action of actions) {
      // Most objects can be seen, so that their fields are decided too.
      const isUsual = action === 'display';
      if (isUsual) write(agency, action, 'permit', tape.once(4) ? permits[1] : permits[0]);
      if (action === 'a3') {
        write(agency, action, 'permit', tape.once(6) ? tape.pick(permits) : tape.pick(rare));
        continue;
      }
      for (let count = tape.pick([1, 1, 1, 2, 2, 0]); count > 0; count--)
        write(agency, action, 'permit', tape.once(3) ? tape.pick(permits) : tape.pick(byMarking));
      if (tape.once(isUsual ? 20 : 6)) write(agency, action, 'forbid', tape.pick(forbids));
    }
  }
  if (tape.once(8)) write('community', 'display', 'forbid', tape.pick(forbids));
  return opened(written);
}

function opened(written: readonly WrittenPolicy[]): RandomPolicies {
  const book = bookOfTexts(
    Object.fromEntries(
      written.map(({ id, effect, action, text }) => [
        id,
        `${effect} (principal, action == Action::"${action}", resource) when { ${text} };`,
      ]),
    ),
  );
  const replay = openReplay(book);
  const decided = new Map<string, boolean>();
  const foreseen = new Map<string, 'always' | 'never' | 'depends'>();

  const inOurWords: RandomPolicies['allows'] = (caller, custodian, action, resource) => {
    if (!written.some((policy) => policy.custodian === custodian)) return false;
    const holding = written.filter(
      (policy) =>
        (policy.custodian === custodian || policy.custodian === 'community') &&
        policy.action === action &&
        policy.holds(caller, resource),
    );
    return (
      holding.some(({ effect }) => effect === 'permit') && !holding.some(({ effect }) => effect === 'forbid')
    );
  };

  return {
    book,
    allows(caller, custodian, action, resource) {
      const key = JSON.stringify([caller, custodian, action, resource]);
      const known = decided.get(key);
      if (known !== undefined) return known;
      const { allowed } = replay({ caller, custodian, action, resource });
      if (allowed !== inOurWords(caller, custodian, action, resource))
        throw new Error(`Cedar and the reference differ: ${key}`);
      decided.set(key, allowed);
      return allowed;
    },
    foresees(caller, custodian, action, type) {
      const key = JSON.stringify([caller, custodian, action, type]);
      const known = foreseen.get(key);
      if (known) return known;
      let yes = 0;
      let no = 0;
      for (const resource of everyResource(type)) {
        if (inOurWords(caller, custodian, action, resource)) yes += 1;
        else no += 1;
      }
      const found = no === 0 ? 'always' : yes === 0 ? 'never' : 'depends';
      foreseen.set(key, found);
      return found;
    },
  };
}

const fulton = {
  jurisdiction: 'ocd-division/country:us/state:ga/county:fulton',
  state: 'ocd-division/country:us/state:ga',
};

/** Every resource that a policy of ours can tell from another. */
function everyResource(type: string): readonly PolicyResource[] {
  const found: PolicyResource[] = [];
  for (const tlp of ['RED', 'AMBER', 'GREEN', 'CLEAR'])
    for (const releasableTo of [[], ['alpha', 'beta', 'gamma', 'other']])
      for (const originator of ['alpha', 'beta', 'gamma', 'other', 'nobody'])
        for (const caveats of [[], ['ORCON']])
          for (const status of ['ACTUAL', 'EXERCISE'])
            for (const tied of [{}, { case: 'tf1' }, { case: 'tf9' }])
              for (const place of [{}, fulton])
                found.push({ type, tlp, releasableTo, originator, caveats, status, ...tied, ...place });
  return found;
}
