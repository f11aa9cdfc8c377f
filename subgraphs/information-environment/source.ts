import { changesSince } from '../kit/change-log.ts';
import { connection, connectionBy } from '../kit/connection.ts';
import type { ConnectionSpec } from '../kit/connection.ts';
import { atLeast, contains, oneOf, withinDivision } from '../kit/filter.ts';
import type { Filter } from '../kit/filter.ts';
import { sql } from '../kit/fragment.ts';
import { byKey, manyBy } from '../kit/loaders.ts';
import type { GuardedStore } from '../kit/guard/guarded-rows.ts';
import {
  influenceTechniques,
  narrativeExamples,
  narratives,
  narrativesOfSubject,
  narrativeSubjects,
} from './tables.ts';
import type { Narrative } from './tables.ts';

/** The agency's data as one request reads it. */
export type InformationEnvironment = ReturnType<typeof openInformationEnvironment>;

/** Opens the agency's data for one request. */
export function openInformationEnvironment(store: GuardedStore) {
  return {
    narrative: byKey(store, narratives),
    narratives: connection(store, narratives, {
      ...narrativeList,
      filters: { ...narrativeFilters, within: about },
    }),
    narrativesOf: manyBy(store, narrativesOfSubject, 'subject', {
      orderBy: { field: 'lastSeen', direction: 'DESC' },
    }),
    narrativesTargeting: connectionBy(store, narrativesOfSubject, 'subject', {
      ...narrativeList,
      filters: { ...narrativeFilters, within: about },
    }),
    examples: manyBy(store, narrativeExamples, 'narrative', {
      orderBy: { field: 'seenAt', direction: 'ASC' },
    }),
    technique: byKey(store, influenceTechniques),
    techniqueByNumber: byKey(store, influenceTechniques, 'externalId'),
    techniques: connection(store, influenceTechniques, {
      orders: { EXTERNAL_ID: 'externalId', NAME: 'name' },
      defaultOrder: { field: 'EXTERNAL_ID', direction: 'ASC' },
      filters: { name: contains('name'), externalId: oneOf('externalId') },
    }),
    changes: changesSince(store),
  };
}

const narrativeList = {
  orders: { LAST_SEEN: 'lastSeen', FIRST_SEEN: 'firstSeen', TITLE: 'title' },
  defaultOrder: { field: 'LAST_SEEN', direction: 'DESC' },
} as const satisfies ConnectionSpec<Narrative>;

const narrativeFilters = {
  claimType: oneOf<Narrative>('claimType'),
  since: atLeast<Narrative>('lastSeen'),
  text: contains<Narrative>('title'),
};

/** About the division given or one below it. */
const about: Filter<Narrative> = {
  properties: ['id'],
  predicate: (_, given) => {
    const within = withinDivision<{ readonly subject: string }>('subject').predicate(
      [narrativeSubjects.column('subject')],
      given,
    );
    return sql`"id" in (select "narrative" from ${narrativeSubjects.sql} where ${within})`;
  },
};
