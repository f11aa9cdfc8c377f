import type { PolicyCaller } from '../../schema/policy/caller.ts';
import type { Foreseen } from '../../schema/policy/foreseen.ts';
import { caveats, statuses, tlpLabels, type PolicyResource } from '../../schema/policy/resource.ts';
import type { Replay } from '../policy/replay.ts';

/** One decision of a custodian on an action, for objects of a type. */
export interface Replayed {
  readonly caller: PolicyCaller;
  readonly custodian: string;
  readonly action: string;
  readonly type: string;
  readonly foreseen: Foreseen;
}

/** The objects on which Cedar's own engine decides otherwise, each as one line; empty means that the two agree. */
export function disagreements(replay: Replay, asked: Replayed): readonly string[] {
  const { caller, custodian, action, type, foreseen } = asked;
  return sampleObjects(caller, custodian, type).flatMap((resource) => {
    const ours = foreseen.kind === 'depends' ? foreseen.decide(resource).allowed : foreseen.kind === 'always';
    const theirs = replay({ caller, custodian, action, resource }).allowed;
    return ours === theirs ? [] : [`${custodian} ${action}: ${JSON.stringify(resource)}`];
  });
}

/** Objects of every label: the caller's own and another's, with nothing and with everything else about them. */
function sampleObjects(caller: PolicyCaller, custodian: string, type: string): readonly PolicyResource[] {
  const division = caller.jurisdiction ?? 'ocd-division/country:us/state:ga/county:fulton';
  const bare = { releasableTo: [], caveats: [] } as const;
  const named = {
    releasableTo: [caller.agency, division],
    caveats: [...caveats],
    jurisdiction: division,
    state: 'ocd-division/country:us/state:ga',
    case: caller.assignments[0] ?? 'a-case',
  };
  return tlpLabels.flatMap((tlp) =>
    statuses.slice(0, 2).flatMap((status) => [
      { type, tlp, status, originator: caller.agency, ...bare },
      { type, tlp, status, originator: custodian, ...bare },
      { type, tlp, status, originator: custodian, ...named, caveats: [] },
      { type, tlp, status, originator: custodian, ...named },
    ]),
  );
}
