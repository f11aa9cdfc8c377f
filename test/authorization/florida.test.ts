import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Claims } from '../../gateway/identity/claim.ts';
import { openWholeRoom, operationNames, type WholeRoom } from '../questions/whole-room.ts';
import { clerkOf } from './callers.ts';
import { countedProbes, everyField, probes, victims, withOtherVictim } from './florida-questions.ts';

/** Lowndes County was breached; in the other world it was Tift County, and everything else is the same. */
let one: WholeRoom;
let other: WholeRoom;
beforeAll(async () => {
  [one, other] = await Promise.all([
    openWholeRoom({ enforced: true }),
    openWholeRoom({ enforced: true, world: withOtherVictim }),
  ]);
}, 60_000);
afterAll(() => Promise.all([one.close(), other.close()]));

const breach = 'INC-2024-11-05-0003';
const incident = (selection: string): string => `{ incident(id: "${breach}") { ${selection} } }`;

test('the breach is the one of the story', () => {
  expect(one.scenario.story('breachLowndes')).toMatchObject({
    id: breach,
    county: victims.one,
    protectsVictim: true,
  });
  expect(other.scenario.story('breachLowndes')).toMatchObject({ id: breach, county: victims.other });
});

describe('who may know whose breach it is', () => {
  const told = incident(
    'jurisdiction { ocdId } victim { organization } stateOfficialNotice { status notifiedAt notifiedBy { id } } victimNotifications { recipientKind recipient { ocdId } inPerson }',
  );

  test('the county sees its own breach, and that it was told', async () => {
    const { data, extensions } = await one.ask(told, { persona: clerkOf('Lowndes') });
    expect(data.incident).toMatchObject({
      jurisdiction: { ocdId: victims.one },
      victim: { organization: 'Election office of Lowndes County' },
    });
    expect(data.incident.victimNotifications).toContainEqual({
      recipientKind: 'VICTIM',
      recipient: { ocdId: victims.one },
      inPerson: true,
    });
    const items = extensions.withheld?.items ?? [];
    expect(items.map(({ coordinate }) => coordinate)).not.toContain('Incident.victim');
  });

  test('the chief state election official sees that it is one of theirs, and whose, and when they were told', async () => {
    const { data } = await one.ask(told, { persona: 'chief-state-election-official' });
    expect(data.incident).toMatchObject({
      jurisdiction: { ocdId: victims.one },
      stateOfficialNotice: {
        status: 'NOTIFIED',
        notifiedAt: one.scenario.at('07:30'),
        notifiedBy: { id: 'law-enforcement' },
      },
    });
    expect(data.incident.victimNotifications).toContainEqual({
      recipientKind: 'CHIEF_STATE_OFFICIAL',
      recipient: { ocdId: 'ocd-division/country:us/state:ga' },
      inPerson: true,
    });
  });

  test('a chief election official of another state does not', async () => {
    const persona = {
      ...clerkOf('Lowndes'),
      roles: ['CHIEF_STATE_ELECTION_OFFICIAL'],
      jurisdiction: 'ocd-division/country:us/state:pa',
    };
    const { data } = await one.ask(told, { persona });
    expect(data.incident).toMatchObject({
      jurisdiction: { ocdId: 'ocd-division/country:us/state:ga' },
      victim: null,
    });
  });

  test('another county sees that it happened, in which state, and that something is withheld', async () => {
    const { data, extensions } = await one.ask(
      incident('title state { ocdId } jurisdiction { ocdId } victim { organization }'),
      {
        persona: 'county-clerk',
      },
    );
    const state = { ocdId: 'ocd-division/country:us/state:ga' };
    expect(data.incident).toEqual({ title: expect.any(String), state, jurisdiction: state, victim: null });
    expect(extensions.withheld?.items.map(({ coordinate, reason }) => [coordinate, reason])).toEqual([
      ['Incident.jurisdiction', 'VICTIM_PROTECTION'],
      ['Incident.victim', 'VICTIM_PROTECTION'],
    ]);
  });

  test('the press sees nothing at all: not that it happened, and not that anything is withheld', async () => {
    const nothing = await one.ask(
      '{ incident(id: "INC-2024-11-05-9999") { title victim { organization } } }',
      { persona: 'public' },
    );
    const breached = await one.ask(incident('title victim { organization }'), { persona: 'public' });
    expect(breached.data.incident).toBeNull();
    expect(nothing.data.incident).toBeNull();
    const list = await one.ask('{ incidents(first: 200) { nodes { id } } }', { persona: 'public' });
    expect(list.data.incidents.nodes).toEqual([]);
  });
});

const uncleared: readonly (readonly [string, string | Claims])[] = [
  ['the clerk of another county', 'county-clerk'],
  ['a player', 'player'],
  ['the vendor liaison', 'vendor-liaison'],
  ['the watch officer', 'watch-officer'],
  ['an analyst of the information environment', 'information-environment-analyst'],
  ['an intelligence analyst', 'intelligence-analyst'],
  ['the exercise controller', 'exercise-controller'],
  ['the clerk of the other breached county', clerkOf('Glynn')],
  ['a watch officer outside the exercise', 'exercise-outsider'],
  ['the press', 'public'],
];

describe('for who may not know it, it makes no difference whose breach it is', () => {
  test.each(uncleared)(
    '%s gets the same bytes in both worlds',
    async (_name, persona) => {
      const asked = [...operationNames(), ...probes(one.scenario), ...(await everyField(one, persona))];
      const differing: string[] = [];
      for (const question of asked) {
        const [first, second] = await Promise.all([
          one.ask(question, { persona }),
          other.ask(question, { persona }),
        ]);
        if (first.status !== second.status || tellingOf(first.text) !== tellingOf(second.text))
          differing.push(question);
      }
      expect(differing).toEqual([]);
    },
    60_000,
  );

  // The gateway leaves such rows out of a list; that they are not counted either takes the agency's own guard.
  test('nor does it for the number of those that a list is chosen from by the county', async () => {
    const persona = 'county-clerk';
    for (const question of countedProbes) {
      const [first, second] = await Promise.all([
        one.ask(question, { persona }),
        other.ask(question, { persona }),
      ]);
      expect(tellingOf(second.text)).toBe(tellingOf(first.text));
    }
  });

  test('and it does make one for who may', async () => {
    const question = incident('jurisdiction { ocdId }');
    const persona = 'election-crimes-coordinator';
    const [first, second] = await Promise.all([
      one.ask(question, { persona }),
      other.ask(question, { persona }),
    ]);
    expect([first.data.incident.jurisdiction.ocdId, second.data.incident.jurisdiction.ocdId]).toEqual([
      victims.one,
      victims.other,
    ]);
  });
});

/** What an answer tells: everything but the id that its request alone has; of cursors, sealed anew each time, how long they are. */
function tellingOf(text: string): string {
  return text
    .replaceAll(/"traceId":"[^"]*"/gu, '"traceId":""')
    .replaceAll(
      /"(cursor|endCursor|startCursor)":"([^"]*)"/gu,
      (_, key: string, cursor: string) => `"${key}":${cursor.length}`,
    );
}
