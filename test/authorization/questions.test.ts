import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { narrativeId } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { narrativeNames } from '../../subgraphs/kit/scenario/storyline.ts';
import { openWholeRoom, operationNames, type WholeRoom } from '../questions/whole-room.ts';

let room: WholeRoom;
/** The same exercise without rights: the whole answer to each question. */
let open: WholeRoom;
beforeAll(async () => {
  [room, open] = await Promise.all([openWholeRoom({ enforced: true }), openWholeRoom()]);
}, 60_000);
afterAll(() => Promise.all([room.close(), open.close()]));

/** What one of those whose job a question is gets of its whole answer. */
interface Asked {
  readonly question: string;
  readonly persona: string;
  /** Coordinates that the answer says it withholds. */
  readonly withheld?: readonly string[];
  /** Where the answer differs from the whole one, by the keys of the answer. */
  readonly lacks?: readonly string[];
}

const asked: readonly Asked[] = [
  {
    question: 'RoomAt0930',
    persona: 'watch-officer',
    withheld: ['Indicator.pattern'],
    lacks: ['situation.incidents.nodes.cyber.indicators.pattern'],
  },
  { question: 'RoomAt0930', persona: 'cyber-analyst' },
  { question: 'DisruptedPlaces', persona: 'watch-officer' },
  { question: 'DisruptedPlaces', persona: 'county-clerk' },
  { question: 'DisruptedPlaces', persona: 'chief-state-election-official' },
  { question: 'OneCampaign', persona: 'intelligence-analyst' },
  { question: 'OneCampaign', persona: 'election-crimes-coordinator' },
  { question: 'MinutesLost', persona: 'watch-officer' },
  { question: 'MinutesLost', persona: 'chief-state-election-official' },
  { question: 'AffectedByAdvisory', persona: 'cyber-analyst' },
  {
    question: 'AffectedByAdvisory',
    persona: 'watch-officer',
    withheld: ['Advisory.affectedDevices', 'VotingSystem.jurisdictions'],
    lacks: ['advisory.affectedDevices', 'votingSystems.nodes.jurisdictions'],
  },
  {
    question: 'IndicatorReach',
    persona: 'cyber-analyst',
    // The offices behind sightings that they reported themselves are theirs to tell.
    lacks: ['indicator.sightings.items.nodes.reporterOffice'],
  },
  { question: 'WhoIsAccountable', persona: 'watch-officer' },
  { question: 'WhoIsAccountable', persona: 'county-clerk' },
  { question: 'StateOfficialTold', persona: 'election-crimes-coordinator' },
  {
    question: 'StateOfficialTold',
    persona: 'watch-officer',
    withheld: ['Incident.jurisdiction', 'VictimNotification.delayApprovedBy'],
    lacks: [
      'incidents.nodes.jurisdiction.name',
      'incidents.nodes.jurisdiction.opening',
      'incidents.nodes.victimNotifications.delayApprovedBy',
    ],
  },
  {
    question: 'StateOfficialTold',
    persona: 'chief-state-election-official',
    withheld: [
      'StateOfficialNotice.delayApprovedBy',
      'StateOfficialNotice.delayReason',
      'VictimNotification.delayApprovedBy',
    ],
    lacks: [
      'incidents.nodes.stateOfficialNotice.delayApprovedBy',
      'incidents.nodes.stateOfficialNotice.delayReason',
      'incidents.nodes.victimNotifications.delayApprovedBy',
    ],
  },
  {
    question: 'ViralClaim',
    persona: 'information-environment-analyst',
    // A device of an office's inventory is the office's, and the cyber agency's.
    lacks: ['narratives.nodes.incidents.operationalImpact.devices'],
  },
  { question: 'ViralClaim', persona: 'chief-state-election-official' },
  { question: 'WhoIsBehind', persona: 'intelligence-analyst' },
  {
    question: 'WhoIsBehind',
    persona: 'information-environment-analyst',
    withheld: ['ForeignNexus.actor'],
    lacks: ['narratives.nodes.foreignNexus.actor'],
  },
  { question: 'UnacknowledgedBulletins', persona: 'watch-officer' },
  { question: 'NotificationThreshold', persona: 'notification-panel-member' },
  { question: 'NotificationThreshold', persona: 'intelligence-analyst' },
  { question: 'OverdueRequests', persona: 'watch-officer' },
  { question: 'OverdueRequests', persona: 'intelligence-analyst' },
  // A change that tells of an exposure is the cyber agency's.
  { question: 'ChangedSinceSitrep', persona: 'watch-officer', lacks: ['sitrep.cyberChanges'] },
  { question: 'ChangedSinceSitrep', persona: 'cyber-analyst' },
  { question: 'Disagreements', persona: 'watch-officer' },
  { question: 'Disagreements', persona: 'election-crimes-coordinator' },
  // Requests to release are between those who ask and those who decide; what a caller may do is decided only where
  // rights are enforced.
  {
    question: 'WhatAmINotSeeing',
    persona: 'watch-officer',
    lacks: [
      'releaseRequests',
      'viewer.victim.custodian',
      'viewer.victim.decision',
      'viewer.victim.dependsOn',
      'viewer.victim.mode',
      'viewer.victim.reason',
      'viewer.victim.requestable',
    ],
  },
  {
    question: 'ExerciseTraffic',
    persona: 'exercise-controller',
    withheld: ['Incident.operationalImpact'],
    lacks: ['incidents.nodes.operationalImpact'],
  },
  { question: 'ExerciseTraffic', persona: 'election-crimes-coordinator' },
  { question: 'CorrectiveActions', persona: 'exercise-controller' },
  { question: 'CorrectiveActions', persona: 'watch-officer' },
  { question: 'SilentJurisdictions', persona: 'chief-state-election-official' },
  { question: 'SilentJurisdictions', persona: 'cyber-analyst' },
  { question: 'CaseFile', persona: 'election-crimes-coordinator' },
];

describe('with rights enforced, those whose job a question is have its answer', () => {
  test.each(asked.map((each) => [each.question, each.persona, each] as const))(
    '%s for the %s',
    async (question, persona, { withheld = [], lacks = [] }) => {
      const [answer, whole] = await Promise.all([
        room.ask(question, { persona }),
        open.ask(question, { persona }),
      ]);
      expect(whole.errors).toEqual([]);
      expect(answer.errors).toEqual([]);
      expect(answer.status).toBe(200);
      const items = answer.extensions.withheld?.items ?? [];
      expect([...new Set(items.map(({ coordinate }) => coordinate))].toSorted()).toEqual(withheld);
      expect(differences(whole.data, answer.data)).toEqual(lacks);
    },
  );

  test('every question is answered for somebody', () => {
    expect([...new Set(asked.map(({ question }) => question))].toSorted()).toEqual(
      operationNames().toSorted(),
    );
    // What somebody is not shown differs by its nature.
    for (const question of operationNames().filter((name) => name !== 'WhatAmINotSeeing')) {
      const wholly = asked.some((each) => each.question === question && (each.lacks ?? []).length <= 1);
      expect(wholly, question).toBe(true);
    }
  });
});

/** Claims that an election office has answered in public: anyone may read them. */
const published = (['machinesDown', 'pollsClosed'] as const).flatMap((name) => [
  narrativeId(name),
  narrativeNames[name],
]);

test.each(operationNames())('the press learns nothing but what is published from %s', async (question) => {
  const { status, text, errors } = await room.ask(question, { persona: 'public' });
  expect([200, 400]).toContain(status);
  for (const { message } of errors) expect(message).toMatch(/^Cannot query field/u);
  for (const told of [/INC-2024/u, /BUL-2024/u, /EX-CASE/u, /narrative--/u, /threat/iu, /breach/iu]) {
    const unpublished = published.reduce((rest, each) => rest.replaceAll(each, ''), text);
    expect(unpublished).not.toMatch(told);
  }
});

/** Keys, without indexes, where two answers differ; a list that is shorter differs as a whole. */
function differences(whole: unknown, answer: unknown): readonly string[] {
  const found = new Set<string>();
  const compare = (one: unknown, other: unknown, path: string): void => {
    if (JSON.stringify(one) === JSON.stringify(other)) return;
    const isList = Array.isArray(one) && Array.isArray(other) && one.length === other.length;
    const areObjects = isObject(one) && isObject(other);
    if (!isList && !areObjects) {
      found.add(path);
      return;
    }
    for (const [key, value] of Object.entries(one as object)) {
      const at = isList ? path : path === '' ? key : `${path}.${key}`;
      compare(value, (other as Record<string, unknown>)[key], at);
    }
  };
  compare(whole, answer, '');
  return [...found].toSorted();
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
