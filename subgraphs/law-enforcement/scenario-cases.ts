import { changeLog } from '../kit/change-log.ts';
import { put, putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import { indicatorId } from '../kit/scenario/build-scenario.ts';
import type { Scenario, ScenarioIncident } from '../kit/scenario/scenario.ts';
import { stixIdOf } from '../kit/scenario/seeded-random.ts';
import { actorNames } from '../kit/scenario/storyline.ts';
import { caseSensitive, forTheRoom } from './exercise-room.ts';
import { charges, evidenceHolds, legalProcessUses, victimNotifications } from './tables.ts';
import type { VictimNotification } from './tables.ts';

/** What the cases of the day bring with them: notices, holds, use in proceedings, and a public charge. */
export function caseChanges(scenario: Scenario): readonly Change[] {
  const { at } = scenario;
  const notices = noticeRows(scenario);
  const [, pollBooks] = scenario.systems;
  return [
    ...putAll(victimNotifications, notices),
    ...notices.map((notice) =>
      put(changeLog, {
        id: `notice:${notice.id}`,
        at: notice.notifiedAt ?? at('08:10'),
        subjectType: 'VictimNotification',
        subjectId: notice.id,
        summary:
          notice.notifiedAt === null
            ? 'A notice was put off with approval.'
            : `A notice was given in person to ${notice.recipientKind === 'VICTIM' ? 'a victim' : 'a chief state election official'}.`,
        marking: notice.marking,
      }),
    ),
    put(evidenceHolds, {
      subjectId: scenario.story('breachGlynn').id,
      what: 'One workstation and its memory',
      since: at('07:40'),
      conflictsWithRestore: false,
      jurisdictionId: scenario.story('breachGlynn').county,
      // Whoever reads a hold reads its marking too: the office may not be named in it.
      marking: caseSensitive(scenario, ['cyber']),
    }),
    put(evidenceHolds, {
      subjectId: scenario.story('ddosChatham').id,
      what: 'The web server of the results site and its logs',
      since: at('08:25'),
      conflictsWithRestore: true,
      jurisdictionId: scenario.story('ddosChatham').county,
      marking: caseSensitive(scenario, ['cyber', scenario.story('ddosChatham').county]),
    }),
    ...(pollBooks === undefined
      ? []
      : [
          put(evidenceHolds, {
            subjectId: pollBooks.id,
            what: 'One poll book that did not start',
            since: at('08:50'),
            conflictsWithRestore: false,
            jurisdictionId: scenario.story('pollbookCobb').county,
            marking: caseSensitive(scenario, ['cyber', scenario.story('pollbookCobb').county]),
          }),
        ]),
    put(legalProcessUses, {
      indicatorId: indicatorId('hoaxSender'),
      permitted: true,
      note: 'Only with the provider’s own record; the pattern alone proves nothing.',
      marking: caseSensitive(scenario),
    }),
    put(charges, {
      id: 'charge-slate-fox-1',
      subjectId: stixIdOf('intrusion-set', actorNames.slateFox),
      on: '2024-08-20',
      court: 'District Court of the Exercise',
      summary: 'Invented for the exercise: unlawful access to computers of an election office in 2022.',
      url: 'https://court.example/charges/slate-fox',
      capStatus: 'EXERCISE',
    }),
  ];
}

function noticeRows(scenario: Scenario): readonly VictimNotification[] {
  const { at, date } = scenario;
  const row = (
    number: string,
    { id, state, county }: ScenarioIncident,
    recipientKind: 'VICTIM' | 'CHIEF_STATE_OFFICIAL',
    notifiedAt: string | null,
  ): VictimNotification => ({
    id: `notice-${date}-${number}`,
    incidentId: id,
    stateId: state,
    recipientKind,
    recipientId: recipientKind === 'VICTIM' ? county : state,
    notifiedAt,
    isDelayed: notifiedAt === null,
    byId: 'law-enforcement',
    inPerson: notifiedAt === null ? null : true,
    delayReason:
      notifiedAt === null
        ? 'A notice now would warn whoever is still on the workstation; the case is reviewed at 11:00.'
        : null,
    delayApprovedBy: notifiedAt === null ? 'Assistant Director, Cyber Division (exercise)' : null,
    marking: forTheRoom(scenario),
  });
  const [lowndes, glynn] = [scenario.story('breachLowndes'), scenario.story('breachGlynn')];
  return [
    row('01', lowndes, 'VICTIM', at('07:00')),
    row('02', lowndes, 'CHIEF_STATE_OFFICIAL', at('07:30')),
    row('03', glynn, 'VICTIM', at('08:00')),
    row('04', glynn, 'CHIEF_STATE_OFFICIAL', null),
  ];
}
