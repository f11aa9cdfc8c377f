import type { StoryName } from '../kit/scenario/storyline.ts';
import type { Assessment } from './assessment-tables.ts';

/** What the agency makes of an incident, as the exercise's author wrote it. */
export interface Finding {
  readonly technicalDetail: string;
  readonly vendorNotes?: string;
  readonly score: number;
  readonly observedActivity: Assessment['observedActivity'];
  readonly recoverability: Assessment['recoverability'];
  readonly determination: string;
  readonly status: 'OPEN' | 'WATCHING' | 'CLOSED';
  readonly whatToDo: string;
  /** ATT&CK numbers. */
  readonly techniques: readonly string[];
  /** What players did, each with its local time in Georgia. */
  readonly actions: readonly (readonly [time: string, action: string])[];
}

const hoax = {
  technicalDetail:
    'The mail comes from a domain that was registered four days ago, through a rented relay. It bears no link and no file. Header times fit one sending program. Who sent it is not established.',
  score: 68,
  observedActivity: 'ENGAGE',
  recoverability: 'REGULAR',
  determination: 'Mail of one sending program; who sent it is not established',
  status: 'OPEN',
  whatToDo:
    'Do not answer and do not delete the mail: forward it whole to the cyber desk. Call the police first; they decide about the building.',
  techniques: [],
} as const;

const hoaxElsewhere = {
  ...hoax,
  score: 52,
  status: 'WATCHING',
  actions: [['09:18', 'Compares the mail with those from Georgia']],
} as const;

const phishing = {
  technicalDetail:
    'The mail carries a link to a page that looks like the sign-in of the office and keeps what is typed, and a document with the same link.',
  observedActivity: 'ENGAGE',
  recoverability: 'REGULAR',
  status: 'WATCHING',
  whatToDo:
    'Delete the mail. Whoever typed a password on the page sets a new one now and tells the cyber desk; nobody is blamed.',
  techniques: ['T1566.001', 'T1566.002'],
} as const;

/** The story as the agency sees it; null for the parts that are none of its business. */
export const storyFindings: Readonly<Record<StoryName, Finding | null>> = {
  phishingClarke: {
    ...phishing,
    score: 52,
    determination: 'Phishing, blocked before anybody opened it',
    actions: [
      ['06:30', 'Takes the page apart and writes the indicators down'],
      ['06:50', 'Warns ten counties by bulletin'],
    ],
  },
  phishingBibb: {
    ...phishing,
    score: 54,
    determination: 'Phishing; two people opened the page, nobody signed in',
    actions: [['06:50', 'Has the page blocked at the domain filters of all counties that have one']],
  },
  phishingMuscogee: {
    ...phishing,
    score: 51,
    determination: 'Phishing, blocked before anybody opened it',
    actions: [['07:05', 'Confirms the same link and file from a sensor']],
  },
  breachLowndes: {
    technicalDetail:
      'A session of a staff account began from an address outside the country eleven minutes after the account opened the false sign-in page. The mailbox was read; nothing shows a way on to other systems.',
    score: 82,
    observedActivity: 'PRESENCE',
    recoverability: 'SUPPLEMENTED',
    determination: 'Suspected intrusion with stolen credentials',
    status: 'OPEN',
    whatToDo:
      'Have all sessions of the account ended and its password set anew. Use the telephone, not mail, to speak about it. Voting and counting do not use this account.',
    techniques: ['T1078', 'T1114', 'T1566.002'],
    actions: [
      ['06:45', 'Ends the sessions of the account together with the office'],
      ['08:30', 'Begins to look at copies of the mailbox logs'],
    ],
  },
  breachGlynn: {
    technicalDetail:
      'A remote support program that the office did not install runs on one workstation since 04:30. It has not been used yet. The workstation has no way to the election management system.',
    score: 71,
    observedActivity: 'PRESENCE',
    recoverability: 'SUPPLEMENTED',
    determination: 'Suspected intrusion; how the program came there is open',
    status: 'OPEN',
    whatToDo:
      'Pull the network cable and leave the computer on. Touch nothing else until the cyber desk has made its copy.',
    techniques: ['T1204.002', 'T1219'],
    actions: [['07:30', 'Makes a copy of the workstation with the police']],
  },
  pollbookCobb: {
    technicalDetail:
      'The poll books wait for a list that the server hands out too slowly since an update of last night. No sign of an attack in the logs of the server or the sensor.',
    vendorNotes:
      'Tallybridge: a changed time limit in PollRoster 7.1 makes books give up after 20 seconds; raising it to 90 lets them start.',
    score: 37,
    observedActivity: null,
    recoverability: 'REGULAR',
    determination: 'Fault of an update, no attack',
    status: 'WATCHING',
    whatToDo:
      'Vote with the paper poll books. Start each electronic one again only after the vendor has raised its time limit.',
    techniques: [],
    actions: [['08:00', 'Finds no attack in the logs and brings the vendor to the call']],
  },
  deviceGwinnett: {
    technicalDetail:
      'The print head of one ballot marking device failed. Seals, logs and software are as they should be.',
    vendorNotes: 'Northlight: print heads of one delivery of 2023 fail more often; replacement is free.',
    score: 22,
    observedActivity: null,
    recoverability: 'REGULAR',
    determination: 'Fault of one device, no attack',
    status: 'CLOSED',
    whatToDo: 'Take the device out of use and use another. Keep it sealed until it is looked at.',
    techniques: [],
    actions: [['07:50', 'Checks the log of the device: no attack']],
  },
  ddosChatham: {
    technicalDetail:
      'About 40,000 addresses ask for the results page, most of them home routers; one address steers the pace. The site shows results and counts nothing.',
    score: 66,
    observedActivity: 'EFFECT',
    recoverability: 'REGULAR',
    determination: 'Confirmed flood of a public site; no way into anything that counts',
    status: 'OPEN',
    whatToDo:
      'Put the static page in front and ask the provider to filter. Tell people that the count is not touched. Keep the logs.',
    techniques: ['T1498'],
    actions: [
      ['08:20', 'Gives the provider the list of sources'],
      ['09:05', 'Warns other counties by bulletin'],
    ],
  },
  claimGwinnett: {
    technicalDetail:
      'One ballot marking device reported a fault at 07:25. Sensors and device logs of the county show nothing else.',
    score: 36,
    observedActivity: null,
    recoverability: 'REGULAR',
    determination: 'False: one device had a fault and was replaced',
    status: 'WATCHING',
    whatToDo: 'Publish how many devices work. Do not repeat the address of the claim.',
    techniques: [],
    actions: [['08:55', 'Confirms to the office that no other fault is known']],
  },
  hoaxFulton: {
    ...hoax,
    score: 74,
    actions: [
      ['08:20', 'Writes the sender down as an indicator'],
      ['08:55', 'Tells the room that the sender is not established'],
    ],
  },
  hoaxDekalb: { ...hoax, actions: [['08:45', 'Confirms the same sender and relay']] },
  hoaxGwinnett: { ...hoax, actions: [['09:00', 'Confirms the same sender from a sensor']] },
  hoaxCentre: hoaxElsewhere,
  hoaxNavajo: hoaxElsewhere,
  hoaxWayne: hoaxElsewhere,
  hoaxDane: hoaxElsewhere,
  outageDougherty: null,
  swattingHall: null,
  threatRichmond: null,
};
