import { canonicalJson } from '../kit/column.ts';
import { changesSince } from '../kit/change-log.ts';
import { connection } from '../kit/connection.ts';
import { atLeast, contains } from '../kit/filter.ts';
import type { Filter } from '../kit/filter.ts';
import { any, sql, value } from '../kit/fragment.ts';
import type { Reading } from '../kit/fragment.ts';
import { byKey, manyBy } from '../kit/loaders.ts';
import { listed } from '../kit/guard/sealed-row.ts';
import { carries } from '../kit/marking.ts';
import type { Marking } from '../kit/marking.ts';
import type { GuardedStore } from '../kit/guard/guarded-rows.ts';
import {
  attributions,
  foreignNexuses,
  judgments,
  relatedActors,
  threatAssessments,
} from './judgment-tables.ts';
import { actors, campaignActors, campaigns } from './tables.ts';
import type { Actor, Campaign } from './tables.ts';

/** The agency's data as one request reads it. */
export type Intelligence = ReturnType<typeof openIntelligence>;

/** Opens the agency's data for one request. */
export function openIntelligence(store: GuardedStore) {
  const actor = byKey(store, actors, 'id', current);
  const campaign = byKey(store, campaigns, 'id', current);
  const links = { ...current, orderBy: { field: 'id', direction: 'ASC' } } as const;
  const linksOfCampaign = manyBy(store, campaignActors, 'campaign', links);
  const linksOfActor = manyBy(store, campaignActors, 'actor', links);
  return {
    actor,
    actors: connection(store, actors, {
      ...current,
      orders: { NAME: 'name' },
      defaultOrder: { field: 'NAME', direction: 'ASC' },
      filters: { name: contains('name'), alias: knownAs },
    }),
    campaign,
    campaigns: connection(store, campaigns, {
      ...current,
      orders: { LAST_SEEN: 'lastSeen', NAME: 'name' },
      defaultOrder: { field: 'LAST_SEEN', direction: 'DESC' },
      filters: { name: contains('name'), activeSince: atLeast('lastSeen') },
    }),
    async actorsOf(whole: Campaign): Promise<readonly Actor[]> {
      const found = await linksOfCampaign.load(whole.id);
      const ends = await Promise.all(found.map((link) => actor.load(link.actor)));
      return joined(whole, found, ends);
    },
    async campaignsOf(whole: Actor): Promise<readonly Campaign[]> {
      const found = await linksOfActor.load(whole.id);
      const ends = await Promise.all(found.map((link) => campaign.load(link.campaign)));
      return joined(whole, found, ends);
    },
    attribution: byKey(store, attributions),
    attributionsOf: manyBy(store, attributions, 'campaign', {
      orderBy: { field: 'incident', direction: 'ASC' },
    }),
    judgmentsOf: manyBy(store, judgments, 'subject', { orderBy: { field: 'judgedAt', direction: 'ASC' } }),
    foreignNexus: byKey(store, foreignNexuses),
    threatAssessment: byKey(store, threatAssessments),
    relatedActor: byKey(store, relatedActors),
    changes: changesSince(store),
  };
}

/** Reads only what its maker did not take back. */
const current: Reading = { visible: sql`"revoked" = 0` };

/** Exactly this name, or one of the aliases; a name within the JSON text of a list stands between its own quotes. */
const knownAs: Filter<Actor> = {
  properties: ['name', 'aliases'],
  predicate(_, given) {
    const quoted = canonicalJson(given) ?? '';
    return any([
      sql`"name" = ${value(String(given))}`,
      sql`replace("aliases", ${value(quoted)}, '') <> "aliases"`,
    ]);
  },
};

/**
 * The objects at the other ends of links, each once.
 *
 * INVARIANT: a link that is stricter than both of its ends is not followed: the answer carries the ends' markings
 * alone.
 */
function joined<T extends { readonly id: string; readonly marking: Marking }>(
  whole: { readonly marking: Marking },
  links: readonly { readonly marking: Marking }[],
  ends: readonly (T | null)[],
): readonly T[] {
  const found = ends.flatMap((end, index) => {
    const link = links[index]?.marking;
    const carried = link && end && (carries(whole.marking, link) || carries(end.marking, link));
    return end && carried ? [end] : [];
  });
  return [...new Map(listed(found).map((end) => [end.id, end])).values()];
}
