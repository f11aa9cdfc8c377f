import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { campaignId, indicatorId } from '../../subgraphs/kit/scenario/build-scenario.ts';
import { stixIdOf } from '../../subgraphs/kit/scenario/seeded-random.ts';
import { actorNames } from '../../subgraphs/kit/scenario/storyline.ts';
import type { StoryName } from '../../subgraphs/kit/scenario/storyline.ts';
import agency from '../../subgraphs/law-enforcement/index.ts';
import { openSubgraph } from '../kit/open-subgraph.ts';
import type { Answer, OpenedSubgraph } from '../kit/open-subgraph.ts';

const georgia = 'ocd-division/country:us/state:ga';
const at = (time: string): string => new Date(`2024-11-05T${time}:00-05:00`).toISOString();

let room: OpenedSubgraph;
beforeAll(async () => {
  room = await openSubgraph(agency);
});
afterAll(() => room.close());

/** Fields of entities by their keys. */
function entities(type: string, ids: readonly string[], fields: string, from = room): Promise<Answer> {
  const key = type === 'Jurisdiction' ? 'ocdId' : 'id';
  return from.ask(
    `query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on ${type} { ${fields} } } }`,
    { reps: ids.map((id) => ({ __typename: type, [key]: id })) },
  );
}

async function assessmentOf(part: StoryName, fields: string): Promise<ReturnType<typeof JSON.parse>> {
  const answer = await entities('Incident', [room.scenario.story(part).id], `lawEnforcement { ${fields} }`);
  expect(answer.errors).toEqual([]);
  return answer.data._entities[0].lawEnforcement;
}

describe('assessments', () => {
  test.each([
    ['hoaxFulton', 'NON_CREDIBLE', '08:30'],
    ['hoaxWayne', 'NON_CREDIBLE', '09:30'],
    ['hoaxDane', 'NOT_ASSESSED', null],
    ['threatRichmond', 'UNDETERMINED', '08:10'],
    ['ddosChatham', 'CREDIBLE', '08:25'],
    ['swattingHall', 'NON_CREDIBLE', '07:22'],
  ] as const)('%s is %s', async (part, credibility, time) => {
    expect(await assessmentOf(part, 'credibility assessedAt lead { id } reviewBy')).toEqual({
      credibility,
      assessedAt: time === null ? null : at(time),
      lead: { id: 'law-enforcement' },
      reviewBy: '2029-11-05',
    });
  });

  test.each(['pollbookCobb', 'phishingBibb', 'outageDougherty', 'claimGwinnett'] as const)(
    'an incident that is none of its business has none: %s',
    async (part) => {
      expect(await assessmentOf(part, 'credibility')).toBeNull();
    },
  );

  test('a hold that keeps a service from being restored says so, and the priority is not the room’s', async () => {
    const fields =
      'status priority evidenceHold { what conflictsWithRestore marking { tlp caveats releasableTo } }';
    const ddos = await assessmentOf('ddosChatham', fields);
    expect(ddos).toMatchObject({
      status: 'hold for evidence',
      priority: 'SEVERE',
      evidenceHold: { conflictsWithRestore: true, marking: { tlp: 'RED', caveats: ['LES'] } },
    });
    expect(room.scenario.story('ddosChatham').severity).toBe('HIGH');
    const breach = await assessmentOf('breachGlynn', fields);
    expect(breach.evidenceHold).toMatchObject({ conflictsWithRestore: false });
    expect(JSON.stringify(breach.evidenceHold)).not.toMatch(/glynn/iu);
    expect((await assessmentOf('hoaxFulton', fields)).evidenceHold).toBeNull();
  });

  test('a threat has its words, its target, its case and its subject, all invented', async () => {
    expect(
      await assessmentOf(
        'threatRichmond',
        'threatText targetName targetAddress caseRef subject marking { tlp releasableTo }',
      ),
    ).toEqual({
      threatText: 'Exercise text: the caller says that the worker will not get home tonight.',
      targetName: 'Exercise Election Worker A',
      targetAddress: '100 Exercise Street',
      caseRef: 'EX-CASE-2024-0012',
      subject: 'Exercise Caller B, not identified',
      marking: { tlp: 'AMBER', releasableTo: expect.arrayContaining(['elections', 'coordination']) },
    });
  });

  test('are listed by credibility, state and time, newest first, those without a time last', async () => {
    const { data, errors } = await room.ask(
      `query ($state: OcdId, $since: DateTime) {
        all: assessments(first: 200) { totalCount nodes { assessedAt } }
        state: assessments(filter: { state: $state, credibility: [NOT_ASSESSED] }) { totalCount }
        since: assessments(filter: { since: $since, credibility: [NON_CREDIBLE] }) { nodes { incident { id } } }
        page: assessments(first: 2) { nodes { incident { id } } pageInfo { hasNextPage endCursor } } }`,
      { state: 'ocd-division/country:us/state:wi', since: at('09:20') },
    );
    expect(errors).toEqual([]);
    const times = data.all.nodes.map(({ assessedAt }: { readonly assessedAt: string | null }) => assessedAt);
    expect(data.all.totalCount).toBe(times.length);
    expect(times.at(-1)).toBeNull();
    expect(times.slice(0, -1)).toEqual(times.slice(0, -1).toSorted().toReversed());
    expect(data.state.totalCount).toBe(1);
    const hoaxes = (['hoaxWayne', 'hoaxNavajo', 'hoaxCentre'] as const).map(
      (part) => room.scenario.story(part).id,
    );
    expect(
      data.since.nodes.map(({ incident }: { readonly incident: { readonly id: string } }) => incident.id),
    ).toEqual(expect.arrayContaining(hoaxes));
    const next = await room.ask(
      'query ($after: String) { assessments(first: 2, after: $after) { nodes { incident { id } } } }',
      {
        after: data.page.pageInfo.endCursor,
      },
    );
    expect(next.data.assessments.nodes).not.toContainEqual(data.page.nodes[0]);
    expect(next.data.assessments.nodes).not.toContainEqual(data.page.nodes[1]);
  });
});

describe('notices', () => {
  const fields = `victimNotifications { id recipientKind recipient { ocdId } notifiedAt inPerson by { id } delayReason delayApprovedBy marking { tlp releasableTo } }`;

  test('the victim and then the state were told in person', async () => {
    const { data } = await entities('Incident', [room.scenario.story('breachLowndes').id], fields);
    expect(data._entities[0].victimNotifications).toMatchObject([
      {
        recipientKind: 'VICTIM',
        recipient: { ocdId: `${georgia}/county:lowndes` },
        notifiedAt: at('07:00'),
        inPerson: true,
      },
      {
        recipientKind: 'CHIEF_STATE_OFFICIAL',
        recipient: { ocdId: georgia },
        notifiedAt: at('07:30'),
        by: { id: 'law-enforcement' },
      },
    ]);
  });

  test('the state was not told of the other breach, and an office answers for the delay', async () => {
    const { data } = await entities('Incident', [room.scenario.story('breachGlynn').id], fields);
    const [victim, state] = data._entities[0].victimNotifications;
    expect(victim).toMatchObject({ recipientKind: 'VICTIM', notifiedAt: at('08:00') });
    expect(state).toMatchObject({
      recipientKind: 'CHIEF_STATE_OFFICIAL',
      notifiedAt: null,
      inPerson: null,
      delayApprovedBy: 'Assistant Director, Cyber Division (exercise)',
    });
    expect(state.delayReason).not.toBeNull();
    const { recipient, ...others } = victim;
    expect(recipient.ocdId).toContain('glynn');
    expect(JSON.stringify(others)).not.toMatch(/glynn/iu);
  });

  test('are listed by incident and by whether they are delayed, and found by key', async () => {
    const { data } = await room.ask(
      `query ($incident: ID) {
        delayed: victimNotifications(filter: { delayed: true }) { totalCount nodes { id } }
        given: victimNotifications(filter: { delayed: false, state: "${georgia}" }) { totalCount }
        one: victimNotifications(filter: { incident: $incident }) { totalCount } }`,
      { incident: room.scenario.story('breachLowndes').id },
    );
    expect(data).toMatchObject({
      delayed: { totalCount: 1 },
      given: { totalCount: 3 },
      one: { totalCount: 2 },
    });
    const found = await entities('VictimNotification', [data.delayed.nodes[0].id, 'none'], 'recipientKind');
    expect(found.data._entities).toEqual([{ recipientKind: 'CHIEF_STATE_OFFICIAL' }, null]);
  });
});

describe('areas and places', () => {
  test('every state and county has a liaison and a threat level, and a breach raises none', async () => {
    const ids = [
      georgia,
      `${georgia}/county:fulton`,
      `${georgia}/county:lowndes`,
      'ocd-division/country:us/state:tx',
    ];
    const { data, errors } = await entities(
      'Jurisdiction',
      ids,
      'liaison { desk office agency { id } } threatLevel { level threats24h credible24h }',
    );
    expect(errors).toEqual([]);
    const [state, fulton, lowndes, texas] = data._entities;
    expect(state.liaison).toEqual({
      desk: 'Election crimes coordinator desk, Georgia',
      office: 'election crimes coordinator',
      agency: { id: 'law-enforcement' },
    });
    expect(state.threatLevel.level).toBe('HIGH');
    expect(fulton).toMatchObject({
      liaison: { desk: 'Election crimes coordinator desk, Fulton County' },
      threatLevel: { level: 'MEDIUM', credible24h: 0 },
    });
    const counted = room.scenario.incidents.filter(
      (each) => each.county.endsWith(':lowndes') && /VOTER_INTIMIDATION|IMPERSONATION/u.test(each.type),
    );
    expect(lowndes.threatLevel.threats24h).toBe(counted.length);
    expect(texas).toEqual({ liaison: null, threatLevel: null });
  });

  test('the places that were emptied are cleared, others are not searched or still to be', async () => {
    const fields = 'protectiveNote { text } sweep { status at } securityPlan { summary }';
    const { data } = await entities('PollingPlace', room.scenario.story('hoaxFulton').places, fields);
    const statuses = data._entities.map(
      ({ sweep }: { readonly sweep: { readonly status: string } }) => sweep.status,
    );
    expect(statuses.slice(0, 5)).toEqual(['CLEARED', 'CLEARED', 'CLEARED', 'CLEARED', 'CLEARED']);
    expect(new Set(statuses.slice(5))).toEqual(new Set(['ORDERED', 'NOT_NEEDED']));
    for (const place of data._entities) {
      expect(place.protectiveNote.text).not.toBe('');
      expect(place.securityPlan.summary).toContain('Exercise plan');
    }
    const other = await entities('PollingPlace', room.scenario.story('pollbookCobb').places, fields);
    expect(other.data._entities[0]).toEqual({ protectiveNote: null, sweep: null, securityPlan: null });
  });
});

describe('what other agencies own', () => {
  test('one voting system is held, one indicator may be used in proceedings, one actor is charged', async () => {
    const systems = await entities(
      'VotingSystem',
      room.scenario.systems.map(({ id }) => id),
      'evidenceHold { what }',
    );
    const held = systems.data._entities.filter(
      (each: { readonly evidenceHold: object | null }) => each.evidenceHold,
    );
    expect(held).toHaveLength(1);
    const indicators = await entities(
      'Indicator',
      [indicatorId('hoaxSender'), indicatorId('phishLink')],
      'legalProcessUse { permitted marking { tlp caveats } }',
    );
    expect(indicators.data._entities).toEqual([
      { legalProcessUse: { permitted: true, marking: { tlp: 'RED', caveats: ['LES'] } } },
      { legalProcessUse: null },
    ]);
    const actors = await entities(
      'ThreatActor',
      [stixIdOf('intrusion-set', actorNames.slateFox), stixIdOf('intrusion-set', actorNames.ashHeron)],
      'charged { on court url }',
    );
    expect(actors.data._entities).toEqual([
      {
        charged: [
          {
            on: '2024-08-20',
            court: 'District Court of the Exercise',
            url: 'https://court.example/charges/slate-fox',
          },
        ],
      },
      { charged: [] },
    ]);
    const campaigns = await entities('Campaign', [campaignId('hoaxMail')], 'charged { on }');
    expect(campaigns.data._entities).toEqual([{ charged: [] }]);
  });

  test('an inject has what its players did, a report what changed since', async () => {
    const { inject } = room.scenario.story('hoaxFulton');
    const injects = await entities('Inject', [inject], 'lawEnforcementActions { at action }');
    expect(injects.data._entities[0].lawEnforcementActions).toEqual([
      { at: at('08:13'), action: 'Took the report and gave it to the coordinator on duty.' },
      { at: at('08:30'), action: 'Told the room that it is not credible.' },
    ]);
    const { data, errors } = await room.ask(
      'query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on Sitrep { lawEnforcementChanges { at subjectType summary } } } }',
      {
        reps: [at('06:00'), at('09:20'), null].map((issuedAt) => ({
          __typename: 'Sitrep',
          id: 'any',
          issuedAt,
        })),
      },
    );
    expect(errors).toEqual([]);
    const [all, late, unknown] = data._entities;
    const times = all.lawEnforcementChanges.map((change: { readonly at: string }) => change.at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(late.lawEnforcementChanges.length).toBeGreaterThan(0);
    expect(late.lawEnforcementChanges.length).toBeLessThan(times.length);
    expect(unknown.lawEnforcementChanges).toBeNull();
    expect(JSON.stringify(all)).not.toMatch(/lowndes|glynn/iu);
  });
});
