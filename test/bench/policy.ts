import { openReplay } from '../../gateway/policy/replay.ts';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import { openPolicies } from '../../schema/policy/policies.ts';
import type { PolicyResource } from '../../schema/policy/resource.ts';
import { readRoomPolicies } from '../policy/room-policies.ts';
import type { BenchOptions } from './figures.ts';

const georgia = 'ocd-division/country:us/state:ga';

const caller: PolicyCaller = {
  id: 'urn:bench',
  agency: 'elections',
  roles: ['COUNTY_CLERK'],
  scopes: [],
  community: ['election-security-task-force'],
  assignments: [],
  purposes: [],
  exercise: true,
  jurisdiction: `${georgia}/county:fulton`,
};

const resource: PolicyResource = {
  type: 'Incident',
  tlp: 'AMBER',
  releasableTo: ['cyber', 'law-enforcement', 'elections'],
  originator: 'coordination',
  caveats: ['LES'],
  status: 'EXERCISE',
  jurisdiction: `${georgia}/county:dekalb`,
  state: georgia,
};

/** Nanoseconds of CPU for a decision of the room's own policies, compiled and by Cedar's engine. */
export async function policy({ runs }: BenchOptions): Promise<readonly string[]> {
  const { book } = readRoomPolicies();
  const policies = openPolicies(book);
  const replay = openReplay(book);
  const lines: string[] = [];
  for (const [custodian, action] of [
    ['coordination', 'display'],
    ['coordination', 'incident.victim'],
    ['law-enforcement', 'threat.credibility'],
  ] as const) {
    const foreseen = policies.foresee(caller, custodian, action, 'Incident');
    if (foreseen.kind !== 'depends') throw new Error(`\`${action}\` of ${custodian} is decided at once`);
    const objects = Array.from({ length: 64 }, (_, index) => ({ ...resource, case: `case-${index}` }));
    const decided = nanoseconds(
      runs,
      1_000_000,
      (turn) => foreseen.decide(objects[turn & 63] ?? resource).allowed,
    );
    const looked = nanoseconds(
      runs,
      300_000,
      () => policies.foresee(caller, custodian, action, 'Incident').kind === 'depends',
    );
    const fresh = nanoseconds(runs, 2000, (turn) => {
      const another = { ...caller, purposes: [`purpose-${turn}`] };
      return policies.foresee(another, custodian, action, 'Incident').kind === 'depends';
    });
    const oracle = nanoseconds(runs, 1000, () => replay({ caller, custodian, action, resource }).allowed);
    lines.push(
      `${custodian} ${action}: decide ${decided} ns, foreseen from memory ${looked} ns, ` +
        `foreseen anew ${fresh} ns, Cedar ${oracle} ns`,
    );
  }
  return lines;
}

/** The best of `runs` rounds, per call: the machine has other work, which only adds. */
function nanoseconds(runs: number, calls: number, call: (turn: number) => boolean): number {
  let best = Infinity;
  let hits = 0;
  for (let run = 0; run <= runs; run += 1) {
    const before = process.cpuUsage();
    for (let turn = 0; turn < calls; turn += 1) if (call(turn)) hits += 1;
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, ((user + system) * 1000) / calls);
  }
  if (hits < 0) throw new Error('nothing was called');
  return Math.round(best);
}
