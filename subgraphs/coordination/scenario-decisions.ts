import { put, putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import { indicatorId, narrativeId } from '../kit/scenario/build-scenario.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import type { StoryName } from '../kit/scenario/storyline.ts';
import { releaseRequests, rfis } from './exchange-tables.ts';
import { disagreements, positions } from './incident-tables.ts';
import { notificationCaseIncidents, notificationCases } from './room-tables.ts';
import { roomAgencyIds } from './scenario-desks.ts';
import type { RoomAgency } from './scenario-desks.ts';

/** What waits for somebody: questions, requests to release, notification cases, and where agencies differ. */
export function decisionChanges(scenario: Scenario): readonly Change[] {
  return [
    ...putAll(rfis, rfiRows(scenario)),
    ...putAll(releaseRequests, releaseRows(scenario)),
    ...caseRows(scenario),
    ...disagreementStories.flatMap((story, index) => disagreementRows(scenario, story, index)),
  ];
}

function rfiRows(scenario: Scenario) {
  const { at, date } = scenario;
  const between = (from: RoomAgency, to: RoomAgency) => ({
    fromId: from,
    toId: to,
    marking: scenario.marking('AMBER', from, { releasableTo: [...new Set([from, to, 'coordination'])] }),
  });
  const open = { answeredAt: null, answer: null, blocksDecision: null, status: 'OPEN' };
  return [
    {
      id: `rfi-${date}-01`,
      ...between('intelligence', 'law-enforcement'),
      ...open,
      question: 'What do the mail headers of the hoax threats show?',
      incidentId: scenario.story('hoaxFulton').id,
      raisedAt: at('08:25'),
      dueAt: at('09:00'),
      blocksDecision: 'Attribution statement for the 10:00 briefing',
    },
    {
      id: `rfi-${date}-02`,
      ...between('coordination', 'cyber'),
      ...open,
      question: 'Do the sensors of the counties that went silent still report?',
      incidentId: null,
      raisedAt: at('09:15'),
      dueAt: at('10:30'),
    },
    {
      id: `rfi-${date}-03`,
      ...between('elections', 'law-enforcement'),
      question: 'Are the threats to polling places in Fulton County credible?',
      incidentId: scenario.story('hoaxFulton').id,
      raisedAt: at('08:12'),
      dueAt: at('08:45'),
      answeredAt: at('08:32'),
      answer: 'No. Nothing was found at the places that were searched; the same text went to many.',
      status: 'ANSWERED',
      blocksDecision: 'Opening of the evacuated polling places',
    },
    {
      id: `rfi-${date}-04`,
      ...between('cyber', 'elections'),
      question: 'Which offices opened the link in the deceiving mail?',
      incidentId: scenario.story('phishingBibb').id,
      raisedAt: at('07:00'),
      dueAt: at('08:00'),
      answeredAt: at('08:20'),
      answer: 'None of the three that reported it.',
      status: 'ANSWERED',
      blocksDecision: null,
    },
    {
      id: `rfi-${date}-05`,
      ...between('information-environment', 'cyber'),
      question: 'Was the page of the election office of Ware County changed?',
      incidentId: null,
      raisedAt: at('07:50'),
      dueAt: at('08:20'),
      answeredAt: at('08:02'),
      answer: 'No. The picture with another closing time was made elsewhere.',
      status: 'ANSWERED',
      blocksDecision: null,
    },
    {
      id: `rfi-${date}-06`,
      ...between('coordination', 'information-environment'),
      question: 'Does any claim about closing times still spread?',
      incidentId: null,
      raisedAt: at('08:30'),
      dueAt: at('09:00'),
      answeredAt: at('09:04'),
      answer: 'One, in one county, and it slows down.',
      status: 'ANSWERED',
      blocksDecision: null,
    },
  ];
}

function releaseRows(scenario: Scenario) {
  const { at, date } = scenario;
  const between = (requester: RoomAgency, custodian: RoomAgency) => ({
    requesterId: requester,
    custodianId: custodian,
    marking: scenario.marking('AMBER', requester, { releasableTo: [requester, custodian] }),
  });
  const pending = { decision: 'PENDING', decidedAt: null, tearline: null };
  return [
    {
      id: `release-${date}-01`,
      ...between('intelligence', 'cyber'),
      ...pending,
      of: scenario.story('breachLowndes').id,
      coordinate: 'Incident.victim',
      justification: 'To see whether the same office was a target in the summer.',
      requestedAt: at('09:10'),
    },
    {
      id: `release-${date}-02`,
      ...between('information-environment', 'cyber'),
      ...pending,
      of: indicatorId('hoaxSender'),
      coordinate: 'Indicator.pattern',
      justification: 'To recognise the same sender in reports of the public.',
      requestedAt: at('09:22'),
    },
    {
      id: `release-${date}-03`,
      ...between('elections', 'intelligence'),
      of: scenario.story('hoaxFulton').id,
      coordinate: 'Attribution.full',
      justification: 'County offices ask who is behind the threats before they speak to the press.',
      requestedAt: at('08:40'),
      decision: 'GRANTED_TEARLINE',
      decidedAt: at('09:05'),
      tearline: 'The threats follow one pattern. Who is behind them is not established, and agencies differ.',
    },
    {
      id: `release-${date}-04`,
      ...between('information-environment', 'law-enforcement'),
      of: scenario.story('threatRichmond').id,
      coordinate: 'LawEnforcementAssessment.threatText',
      justification: 'To look for the same words elsewhere.',
      requestedAt: at('08:05'),
      decision: 'REFUSED',
      decidedAt: at('08:25'),
      tearline: null,
    },
  ];
}

function caseRows(scenario: Scenario): readonly Change[] {
  const hoaxes = scenario.incidents.filter(({ story }) => story?.startsWith('hoax') ?? false);
  const marking = scenario.marking('AMBER', 'coordination', { releasableTo: roomAgencyIds });
  const cases = [
    {
      incidents: hoaxes,
      row: {
        id: `nc-${scenario.date}-01`,
        title: 'Hoax threats to polling places in several states',
        stage: 'ASSESSED',
        openedAt: scenario.at('08:45'),
        nominatedById: 'law-enforcement',
        narrativeIds: [narrativeId('pollsClosed')],
        deliberation:
          'A public word would calm voters and would also give the sender what it wants. The panel leans to a short statement by the states.',
      },
    },
    {
      incidents: [scenario.story('ddosChatham')],
      row: {
        id: `nc-${scenario.date}-02`,
        title: 'Flood on a results site',
        stage: 'NOMINATED',
        openedAt: scenario.at('08:50'),
        nominatedById: 'cyber',
        narrativeIds: [narrativeId('resultsHacked')],
        deliberation: 'One county, no effect on the count. The panel waits for the evening.',
      },
    },
  ];
  return cases.flatMap(({ incidents, row }) => [
    put(notificationCases, { ...row, electionDate: scenario.date, marking }),
    ...putAll(
      notificationCaseIncidents,
      incidents.map(({ id }) => ({
        notificationCaseId: row.id,
        incidentId: id,
        capStatus: 'EXERCISE' as const,
      })),
    ),
  ]);
}

interface DisagreementStory {
  readonly about: StoryName;
  readonly aspect: string;
  readonly opened: string;
  readonly resolved: string | null;
  /** Agency, what it says, local time. */
  readonly positions: readonly (readonly [RoomAgency, string, string])[];
}

const disagreementStories: readonly DisagreementStory[] = [
  {
    about: 'hoaxFulton',
    aspect: 'ATTRIBUTION',
    opened: '08:55',
    resolved: null,
    positions: [
      ['intelligence', 'a foreign actor, likely', '08:50'],
      ['cyber', 'not established', '08:55'],
      ['law-enforcement', 'under investigation', '09:00'],
    ],
  },
  {
    about: 'pollbookCobb',
    aspect: 'STATUS',
    opened: '08:40',
    resolved: null,
    positions: [
      ['coordination', 'open', '08:35'],
      ['elections', 'restored at two of four places', '08:40'],
    ],
  },
  {
    about: 'ddosChatham',
    aspect: 'RESPONSE',
    opened: '08:30',
    resolved: null,
    positions: [
      ['law-enforcement', 'hold for evidence', '08:25'],
      ['elections', 'restore service', '08:30'],
    ],
  },
  {
    about: 'phishingBibb',
    aspect: 'PRIORITY',
    opened: '06:40',
    resolved: '07:05',
    positions: [
      ['elections', 'HIGH', '06:35'],
      ['cyber', 'MEDIUM', '06:40'],
    ],
  },
];

function disagreementRows(scenario: Scenario, story: DisagreementStory, index: number): readonly Change[] {
  const id = `disagreement-${scenario.date}-${String(index + 1).padStart(2, '0')}`;
  return [
    put(disagreements, {
      id,
      incidentId: scenario.story(story.about).id,
      aspect: story.aspect,
      openedAt: scenario.at(story.opened),
      resolvedAt: story.resolved === null ? null : scenario.at(story.resolved),
      marking: scenario.marking('AMBER', 'coordination', { releasableTo: roomAgencyIds }),
    }),
    ...putAll(
      positions,
      story.positions.map(([agencyId, value, at]) => ({
        id: `${id}-${agencyId}`,
        disagreementId: id,
        agencyId,
        value,
        statedAt: scenario.at(at),
        marking: scenario.marking('AMBER', agencyId, { releasableTo: roomAgencyIds }),
      })),
    ),
  ];
}
