import type { StoryName } from '../kit/scenario/storyline.ts';

/** What law enforcement says of a part of the story, as its author wrote it; times are local times in Georgia. */
export interface AssessmentStory {
  readonly credibility: string;
  /** Null while nobody looked; left out: twenty minutes after the report. */
  readonly assessed?: string | null;
  readonly status: string;
  /** Where it is not the room's. */
  readonly priority?: string;
  readonly caseNumber?: number;
  readonly subject?: string;
  readonly threatText?: string;
  readonly targetName?: string;
  readonly targetAddress?: string;
  readonly advice: string;
}

const emptyBuildings =
  'Leave the building when officers say so, keep voters together outside, and open again as soon as the search ends.';

const hoax: AssessmentStory = {
  credibility: 'NON_CREDIBLE',
  status: 'under investigation',
  advice: emptyBuildings,
  threatText: 'Exercise text: an explosive is said to be in the building and to go off at noon.',
};

/** The parts of the story that law enforcement works on. */
export const assessmentStories: Partial<Readonly<Record<StoryName, AssessmentStory>>> = {
  hoaxFulton: { ...hoax, caseNumber: 11 },
  hoaxDekalb: hoax,
  hoaxGwinnett: hoax,
  hoaxCentre: hoax,
  hoaxNavajo: hoax,
  hoaxWayne: hoax,
  hoaxDane: { ...hoax, credibility: 'NOT_ASSESSED', assessed: null, status: 'reported' },
  swattingHall: {
    credibility: 'NON_CREDIBLE',
    assessed: '07:22',
    status: 'closed',
    advice: 'Nothing more to do; the officers have left.',
  },
  threatRichmond: {
    credibility: 'UNDETERMINED',
    assessed: '08:10',
    status: 'under investigation',
    caseNumber: 12,
    subject: 'Exercise Caller B, not identified',
    threatText: 'Exercise text: the caller says that the worker will not get home tonight.',
    targetName: 'Exercise Election Worker A',
    targetAddress: '100 Exercise Street',
    advice: 'An officer stays at the office. Do not answer unknown numbers; keep the recording.',
  },
  ddosChatham: {
    credibility: 'CREDIBLE',
    assessed: '08:25',
    status: 'hold for evidence',
    priority: 'SEVERE',
    caseNumber: 13,
    advice: 'Leave the server running as it is until it was copied; publish on the state page meanwhile.',
  },
  breachLowndes: {
    credibility: 'CREDIBLE',
    assessed: '07:00',
    status: 'under investigation',
    caseNumber: 14,
    advice: 'Take the computer off the network and leave it on. Use the telephone, not the mail.',
  },
  breachGlynn: {
    credibility: 'UNDETERMINED',
    assessed: '07:40',
    status: 'under investigation',
    caseNumber: 15,
    subject: 'Exercise Intruder C, not identified',
    advice: 'Leave the computer as it is; a team is on its way.',
  },
};
