/** One part of the exercise's story, as its author wrote it. */
interface Story {
  readonly type: string;
  readonly title: string;
  /** Slug of the county in its OCD-ID. */
  readonly county: string;
  /** Two letters; Georgia where it is left out. */
  readonly state?: string;
  readonly places?: number;
  /** Local times in Georgia. */
  readonly occurred: string;
  readonly reported: string;
  readonly updated: string;
  readonly status: 'NEW' | 'OPEN' | 'CLOSED';
  readonly severity: string;
  readonly determination: string;
  readonly originator: string;
  readonly protectsVictim?: true;
  readonly campaign?: keyof typeof campaignNames;
  readonly narratives?: readonly (keyof typeof narrativeNames)[];
  readonly indicators?: readonly (keyof typeof indicatorNames)[];
}

/** Campaigns of the story; the key is used in code, the text is the name. */
export const campaignNames = { hoaxMail: 'Paper Lantern', harvest: 'Quiet Harvest' } as const;

/** Actors of the story, all invented. */
export const actorNames = { ashHeron: 'Ash Heron', slateFox: 'Slate Fox' } as const;

/** Narratives of the story; the text is the claim. */
export const narrativeNames = {
  machinesDown: 'All voting machines in Gwinnett County are down',
  pollsClosed: 'Polling places around Atlanta stay closed after threats',
  resultsHacked: 'The results of Chatham County were hacked',
} as const;

/** Indicators of the story; the text is their name. */
export const indicatorNames = {
  hoaxSender: 'Sender domain of hoax threats',
  hoaxRelay: 'Relay of hoax threats',
  phishLink: 'Link to a false single sign-on page',
  phishFile: 'Attachment of the phishing wave',
  floodSource: 'Source of the flood on a results site',
} as const;

/** Bulletins of the story. */
export const bulletinNames = {
  phishing: 'BUL-2024-0101',
  hoax: 'BUL-2024-0102',
  flood: 'BUL-2024-0103',
  hourly: 'BUL-2024-0104',
  closingTime: 'BUL-2024-0105',
} as const;

const hoax = {
  type: 'BOMB_THREAT',
  severity: 'HIGH',
  determination: 'SUSPECTED',
  status: 'OPEN',
  originator: 'elections',
  campaign: 'hoaxMail',
  narratives: ['pollsClosed'],
  indicators: ['hoaxSender', 'hoaxRelay'],
} as const;
const phishing = {
  type: 'PHISHING',
  severity: 'MEDIUM',
  status: 'OPEN',
  originator: 'cyber',
  campaign: 'harvest',
  indicators: ['phishLink', 'phishFile'],
} as const;

/** The story of the day, in the manner of a real one: invented incidents on real counties. */
export const storyline = {
  phishingClarke: {
    ...phishing,
    title: 'Phishing mail to the election office of Clarke County',
    county: 'clarke',
    occurred: '05:50',
    reported: '06:20',
    updated: '07:00',
    determination: 'BLOCKED',
  },
  phishingBibb: {
    ...phishing,
    title: 'Phishing mail to the election office of Bibb County',
    county: 'bibb',
    occurred: '05:55',
    reported: '06:25',
    updated: '07:05',
    determination: 'FAILED_ATTEMPT',
  },
  breachLowndes: {
    type: 'INTRUSION',
    title: 'Somebody signed in to an election office with stolen credentials',
    county: 'lowndes',
    occurred: '06:05',
    reported: '06:30',
    updated: '08:45',
    status: 'OPEN',
    severity: 'SEVERE',
    determination: 'SUSPECTED',
    originator: 'cyber',
    protectsVictim: true,
    campaign: 'harvest',
    indicators: ['phishLink'],
  },
  phishingMuscogee: {
    ...phishing,
    title: 'Phishing mail to the election office of Muscogee County',
    county: 'muscogee',
    occurred: '06:10',
    reported: '06:40',
    updated: '07:10',
    determination: 'BLOCKED',
  },
  breachGlynn: {
    type: 'INTRUSION',
    title: 'Unknown software on a workstation of an election office',
    county: 'glynn',
    occurred: '04:30',
    reported: '06:50',
    updated: '09:00',
    status: 'OPEN',
    severity: 'HIGH',
    determination: 'SUSPECTED',
    originator: 'law-enforcement',
    protectsVictim: true,
  },
  outageDougherty: {
    type: 'FACILITY_OUTAGE',
    title: 'No power at two polling places in Dougherty County',
    county: 'dougherty',
    places: 2,
    occurred: '06:45',
    reported: '07:00',
    updated: '08:30',
    status: 'OPEN',
    severity: 'LOW',
    determination: 'CONFIRMED',
    originator: 'elections',
  },
  swattingHall: {
    type: 'SWATTING',
    title: 'False emergency call to a polling place in Hall County',
    county: 'hall',
    places: 1,
    occurred: '07:02',
    reported: '07:05',
    updated: '07:40',
    status: 'CLOSED',
    severity: 'LOW',
    determination: 'FALSE_POSITIVE',
    originator: 'law-enforcement',
  },
  pollbookCobb: {
    type: 'POLLBOOK_OUTAGE',
    title: 'Electronic poll books in Cobb County do not start',
    county: 'cobb',
    places: 4,
    occurred: '07:10',
    reported: '07:20',
    updated: '09:10',
    status: 'OPEN',
    severity: 'MEDIUM',
    determination: 'CONFIRMED',
    originator: 'elections',
  },
  deviceGwinnett: {
    type: 'DEVICE_FAULT',
    title: 'One ballot marking device in Gwinnett County does not print',
    county: 'gwinnett',
    places: 1,
    occurred: '07:25',
    reported: '07:30',
    updated: '08:00',
    status: 'CLOSED',
    severity: 'BASELINE_MINOR',
    determination: 'CONFIRMED',
    originator: 'elections',
    narratives: ['machinesDown'],
  },
  threatRichmond: {
    type: 'THREAT_TO_PERSON',
    title: 'Threat by telephone to an election worker in Richmond County',
    county: 'richmond',
    occurred: '07:35',
    reported: '07:45',
    updated: '08:50',
    status: 'OPEN',
    severity: 'MEDIUM',
    determination: 'SUSPECTED',
    originator: 'law-enforcement',
  },
  ddosChatham: {
    type: 'DDOS',
    title: 'Results site of Chatham County is flooded',
    county: 'chatham',
    occurred: '07:55',
    reported: '08:00',
    updated: '09:15',
    status: 'OPEN',
    severity: 'HIGH',
    determination: 'CONFIRMED',
    originator: 'elections',
    narratives: ['resultsHacked'],
    indicators: ['floodSource'],
  },
  hoaxFulton: {
    ...hoax,
    title: 'Bomb threats by e-mail to polling places in Fulton County',
    county: 'fulton',
    places: 32,
    occurred: '08:05',
    reported: '08:10',
    updated: '09:20',
  },
  hoaxDekalb: {
    ...hoax,
    title: 'Bomb threats by e-mail to polling places in DeKalb County',
    county: 'dekalb',
    places: 5,
    occurred: '08:30',
    reported: '08:35',
    updated: '09:15',
  },
  claimGwinnett: {
    type: 'FALSE_PROCEDURE_CLAIM',
    title: 'Claim that all voting machines in Gwinnett County are down',
    county: 'gwinnett',
    occurred: '08:15',
    reported: '08:40',
    updated: '09:10',
    status: 'OPEN',
    severity: 'LOW',
    determination: 'FALSE_POSITIVE',
    originator: 'information-environment',
    narratives: ['machinesDown'],
  },
  hoaxGwinnett: {
    ...hoax,
    title: 'Bomb threats by e-mail to polling places in Gwinnett County',
    county: 'gwinnett',
    places: 3,
    occurred: '08:45',
    reported: '08:50',
    updated: '09:15',
  },
  hoaxCentre: {
    ...hoax,
    title: 'Bomb threat by e-mail in Centre County',
    county: 'centre',
    state: 'pa',
    occurred: '08:50',
    reported: '09:00',
    updated: '09:10',
    severity: 'MEDIUM',
  },
  hoaxNavajo: {
    ...hoax,
    title: 'Bomb threat by e-mail in Navajo County',
    county: 'navajo',
    state: 'az',
    occurred: '08:55',
    reported: '09:05',
    updated: '09:10',
    severity: 'MEDIUM',
  },
  hoaxWayne: {
    ...hoax,
    title: 'Bomb threat by e-mail in Wayne County',
    county: 'wayne',
    state: 'mi',
    occurred: '09:00',
    reported: '09:10',
    updated: '09:15',
    severity: 'MEDIUM',
  },
  hoaxDane: {
    ...hoax,
    title: 'Bomb threat by e-mail in Dane County',
    county: 'dane',
    state: 'wi',
    occurred: '09:05',
    reported: '09:15',
    updated: '09:20',
    severity: 'MEDIUM',
  },
} as const satisfies Readonly<Record<string, Story>>;

/** The parts of the story. */
export type StoryName = keyof typeof storyline;

/** The story's parts with their names, in the order of their reports. */
export function stories(): readonly (readonly [StoryName, Story])[] {
  return (Object.entries(storyline) as [StoryName, Story][]).toSorted(([, a], [, b]) =>
    a.reported < b.reported ? -1 : a.reported > b.reported ? 1 : 0,
  );
}
