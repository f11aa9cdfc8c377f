import type { Disclosure } from '../audit/disclosure.ts';
import type { DisclosureLog } from '../audit/disclosure-log.ts';
import type { Principal } from '../principal/principal.ts';
import type { Disclosed } from '../release/release-notes.ts';

/** To whom an answer is disclosed, for which request and under which bundle (its hash). */
export interface Disclosing {
  readonly principal: Principal;
  readonly traceId: string;
  readonly bundle: string;
}

/** How many entities one record names at most, so that a long list makes no record that is costly to read. */
const entitiesAtOnce = 500;

/** What was released alike: one record names all of its objects. */
interface Alike {
  readonly first: Disclosed;
  readonly entities: Set<string>;
  count: number;
}

/** One record for each coordinate, marking, decision, reason and receivers; each names the objects that it is about. */
export function disclosuresOf(
  log: Pick<DisclosureLog, 'entityDigest'>,
  disclosed: readonly Disclosed[],
  by: Disclosing,
): readonly Disclosure[] {
  const open = new Map<string, Alike>();
  const all: Alike[] = [];
  for (const each of disclosed) {
    const { coordinate, decision, marking, policies, receivers, type, entity, count } = each;
    const key = `${coordinate}\n${decision}\n${marking}\n${policies.join('\n')}\n\n${receivers.join('\n')}`;
    let alike = open.get(key);
    if (alike === undefined || alike.entities.size >= entitiesAtOnce) {
      alike = { first: each, entities: new Set(), count: 0 };
      open.set(key, alike);
      all.push(alike);
    }
    alike.entities.add(log.entityDigest(type, entity));
    alike.count += count;
  }
  const at = new Date().toISOString();
  return all.map((alike) => disclosureOf(alike, at, by));
}

function disclosureOf(
  { first, entities, count }: Alike,
  at: string,
  { principal, traceId, bundle }: Disclosing,
): Disclosure {
  const { coordinate, marking, decision, policies, receivers } = first;
  const released = decision === 'RELEASED';
  return {
    at,
    request: traceId,
    principal: principal.id,
    agency: principal.agency,
    purposes: principal.purposes,
    coordinate,
    entities: [...entities],
    marking,
    decision,
    policies,
    bundle,
    receivers,
    returned: released ? count : 0,
    suppressed: released ? 0 : count,
  };
}
