import { changesSince } from '../kit/change-log.ts';
import { connection } from '../kit/connection.ts';
import { atLeast, isTrue, oneOf } from '../kit/filter.ts';
import { byKey, manyBy } from '../kit/loaders.ts';
import type { GuardedStore } from '../kit/guard/guarded-rows.ts';
import * as tables from './tables.ts';
import type { Assessment, VictimNotification } from './tables.ts';

/** Law enforcement's data of one request. */
export type LawEnforcementSource = ReturnType<typeof openLawEnforcementSource>;

/** Opens law enforcement's data for one request: each loader reads its keys in one statement. */
export function openLawEnforcementSource(store: GuardedStore) {
  return {
    assessment: byKey(store, tables.assessments),
    assessments: connection(store, tables.assessments, {
      orders: { ASSESSED_AT: 'assessedAt' },
      defaultOrder: { field: 'ASSESSED_AT', direction: 'DESC' },
      filters: {
        credibility: oneOf<Assessment>('credibility'),
        since: atLeast<Assessment>('assessedAt'),
        state: oneOf<Assessment>('stateId'),
      },
    }),
    evidenceHold: byKey(store, tables.evidenceHolds),
    victimNotification: byKey(store, tables.victimNotifications),
    victimNotifications: connection(store, tables.victimNotifications, {
      orders: { NOTIFIED_AT: 'notifiedAt' },
      defaultOrder: { field: 'NOTIFIED_AT', direction: 'DESC' },
      filters: {
        incident: oneOf<VictimNotification>('incidentId'),
        state: oneOf<VictimNotification>('stateId'),
        delayed: isTrue<VictimNotification>('isDelayed'),
      },
    }),
    victimNotificationsOf: manyBy(store, tables.victimNotifications, 'incidentId', {
      orderBy: { field: 'notifiedAt', direction: 'ASC' },
    }),
    liaison: byKey(store, tables.liaisons),
    threatLevel: byKey(store, tables.threatLevels),
    protectiveNote: byKey(store, tables.protectiveNotes),
    sweep: byKey(store, tables.sweeps),
    securityPlan: byKey(store, tables.securityPlans),
    legalProcessUse: byKey(store, tables.legalProcessUses),
    charges: manyBy(store, tables.charges, 'subjectId', { orderBy: { field: 'on', direction: 'DESC' } }),
    playerActions: manyBy(store, tables.playerActions, 'injectId', {
      orderBy: { field: 'at', direction: 'ASC' },
    }),
    changes: changesSince(store),
  };
}
