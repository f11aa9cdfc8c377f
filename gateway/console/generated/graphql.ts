/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Whether a field may be read. */
export type AccessDecision =
  /** Of every object. */
  | 'ALWAYS'
  /** Of some objects. */
  | 'DEPENDS'
  /** Of no object. */
  | 'NEVER';

/** Whether an object is real or belongs to an exercise, as in the Common Alerting Protocol 1.2. */
export type CapStatus =
  /** Real: people act on it. */
  | 'ACTUAL'
  /** A preliminary form, not for use. */
  | 'DRAFT'
  /** Part of an exercise: nobody acts on it outside the exercise. */
  | 'EXERCISE'
  /** For the system's own functions. */
  | 'SYSTEM'
  /** A technical test. */
  | 'TEST';

/** A handling caveat beside the label. */
export type Caveat =
  /** Known to exercise control only until it is released to players. */
  | 'EXERCISE_CONTROL'
  /** The source may not be identified. */
  | 'IDSRC'
  /** Law enforcement sensitive. */
  | 'LES'
  /** The originator controls further release; what is derived from it inherits every originator. */
  | 'ORCON'
  /** Protected critical infrastructure information. */
  | 'PCII'
  /** Personally identifiable information. */
  | 'PII';

/** What kind of claim a narrative makes. */
export type ClaimType =
  /** That machines fail or cheat. */
  | 'MACHINES'
  /** About officials. */
  | 'OFFICIALS'
  /** Something else. */
  | 'OTHER'
  /** How, when or where to vote. */
  | 'PROCEDURE'
  /** That results are false. */
  | 'RESULTS'
  /** That voting is dangerous. */
  | 'SAFETY';

/** How well a judgment is founded (ICD 203). */
export type Confidence =
  /** High. */
  | 'HIGH'
  /** Low. */
  | 'LOW'
  /** Moderate. */
  | 'MODERATE';

/** Whether a threat is credible. */
export type Credibility =
  /** It is. */
  | 'CREDIBLE'
  /** It is, and it is near. */
  | 'CREDIBLE_IMMINENT'
  /** It is not. */
  | 'NON_CREDIBLE'
  /** Nobody looked. */
  | 'NOT_ASSESSED'
  /** Not known. */
  | 'UNDETERMINED';

/** What an incident turned out to be (STIX incident core). */
export type Determination =
  /** It was stopped. */
  | 'BLOCKED'
  /** It is what it seemed. */
  | 'CONFIRMED'
  /** It was tried and failed. */
  | 'FAILED_ATTEMPT'
  /** It was nothing. */
  | 'FALSE_POSITIVE'
  /** Not settled. */
  | 'SUSPECTED';

/** What a device does (NIST SP 1500-101). */
export type DeviceType =
  /** Adjudication of marks. */
  | 'ADJUDICATION'
  /** Ballot marking device. */
  | 'BMD'
  /** Direct recording electronic device. */
  | 'DRE'
  /** Electronic poll book. */
  | 'ELECTRONIC_POLL_BOOK'
  /** Election management system. */
  | 'EMS'
  /** Something else. */
  | 'OTHER'
  /** Scanner for batches. */
  | 'SCAN_BATCH'
  /** Scanner for single ballots. */
  | 'SCAN_SINGLE'
  /** Receives results. */
  | 'TRANSMISSION_RECEIVING'
  /** Sends results. */
  | 'TRANSMISSION_SENDING';

/** What agencies can differ on. */
export type DisagreementAspect =
  /** Who did it. */
  | 'ATTRIBUTION'
  /** How urgent it is. */
  | 'PRIORITY'
  /** Hold for evidence, or restore service. */
  | 'RESPONSE'
  /** Whether it is over. */
  | 'STATUS';

/** How a logged event ended (NIST SP 1500-101). */
export type EventDisposition =
  /** Not as it should. */
  | 'FAILURE'
  /** Not applicable. */
  | 'NA'
  /** Otherwise. */
  | 'OTHER'
  /** As it should. */
  | 'SUCCESS';

/** Whether a claim is true. */
export type FactStatus =
  /** Somebody looks. */
  | 'CHECKING'
  /** It is false. */
  | 'FALSE'
  /** True words, false meaning. */
  | 'MISLEADING'
  /** Nobody looked. */
  | 'NOT_CHECKED'
  /** It is true. */
  | 'TRUE';

/** How much of a service is hurt (US-CERT, 0 to 90 in STIX incident core). */
export type FunctionalImpact =
  /** Gone, critical (90). */
  | 'DENIAL_CRITICAL'
  /** Gone, not critical (65). */
  | 'DENIAL_NON_CRITICAL'
  /** A little, critical (30). */
  | 'MINIMAL_CRITICAL'
  /** A little, not critical (15). */
  | 'MINIMAL_NON_CRITICAL'
  /** None (0). */
  | 'NO_IMPACT'
  /** Something happened, services run (5). */
  | 'NO_IMPACT_TO_SERVICES'
  /** Much, critical (75). */
  | 'SIGNIFICANT_CRITICAL'
  /** Much, not critical (50). */
  | 'SIGNIFICANT_NON_CRITICAL';

/** How well an objective was met (HSEEP). */
export type HseepRating =
  /** Performed with major challenges. */
  | 'M'
  /** Performed without challenges. */
  | 'P'
  /** Performed with some challenges. */
  | 'S'
  /** Unable to be performed. */
  | 'U';

/** Which incidents. */
export type IncidentFilter = {
  /** Real ones or those of an exercise. */
  readonly capStatus?: CapStatus | null | undefined;
  /** That touch this polling place. */
  readonly place?: string | null | undefined;
  /** Of one of these severities. */
  readonly severity?: ReadonlyArray<NcissPriority> | null | undefined;
  /** That happened at or after this time. */
  readonly since?: string | null | undefined;
  /** In this state. */
  readonly state?: string | null | undefined;
  /** In one of these states of work. */
  readonly status?: ReadonlyArray<InvestigationStatus> | null | undefined;
  /** Of one of these types. */
  readonly type?: ReadonlyArray<IncidentType> | null | undefined;
  /** That happened before this time. */
  readonly until?: string | null | undefined;
  /** Changed at or after this time. */
  readonly updatedSince?: string | null | undefined;
  /** In this division or below it. */
  readonly within?: string | null | undefined;
};

/** What kind of incident it is. */
export type IncidentType =
  /** A bomb threat, mostly a hoax. */
  | 'BOMB_THREAT'
  /** Data published. */
  | 'DATA_RELEASE'
  /** A service is flooded. */
  | 'DDOS'
  /** A page was changed. */
  | 'DEFACEMENT'
  /** A voting device does not work. */
  | 'DEVICE_FAULT'
  /** No power, water or access. */
  | 'FACILITY_OUTAGE'
  /** A false claim about how to vote. */
  | 'FALSE_PROCEDURE_CLAIM'
  /** Mail with something harmful in it. */
  | 'HAZARDOUS_MAIL'
  /** Somebody poses as an official. */
  | 'IMPERSONATION'
  /** Somebody got in. */
  | 'INTRUSION'
  /** Deceiving mail. */
  | 'PHISHING'
  /** Electronic poll books do not work. */
  | 'POLLBOOK_OUTAGE'
  /** Data taken hostage. */
  | 'RANSOMWARE'
  /** Something needed is missing. */
  | 'SUPPLY'
  /** A false emergency call. */
  | 'SWATTING'
  /** A threat to somebody who works for the election. */
  | 'THREAT_TO_PERSON'
  /** Voters are threatened. */
  | 'VOTER_INTIMIDATION'
  /** Weather stops voting. */
  | 'WEATHER';

/** How far an investigation is (STIX incident core). */
export type InvestigationStatus =
  /** Done. */
  | 'CLOSED'
  /** Reported. */
  | 'NEW'
  /** Worked on. */
  | 'OPEN';

/** The seven steps of estimative language (ICD 203). */
export type Likelihood =
  /** Almost certain, 95-99 %. */
  | 'ALMOST_CERTAIN'
  /** Almost no chance, 1-5 %. */
  | 'ALMOST_NO_CHANCE'
  /** Likely, 55-80 %. */
  | 'LIKELY'
  /** Roughly even chance, 45-55 %. */
  | 'ROUGHLY_EVEN_CHANCE'
  /** Unlikely, 20-45 %. */
  | 'UNLIKELY'
  /** Very likely, 80-95 %. */
  | 'VERY_LIKELY'
  /** Very unlikely, 5-20 %. */
  | 'VERY_UNLIKELY';

/** Which narratives. */
export type NarrativeFilter = {
  /** Of one of these kinds. */
  readonly claimType?: ReadonlyArray<ClaimType> | null | undefined;
  /** Seen at or after this time. */
  readonly since?: string | null | undefined;
  /** With this text in the title. */
  readonly text?: string | null | undefined;
  /** That speak about this division or one below it. */
  readonly within?: string | null | undefined;
};

/** Priority of an incident in the National Cyber Incident Scoring System. */
export type NcissPriority =
  /** Baseline, minor. */
  | 'BASELINE_MINOR'
  /** Baseline, negligible. */
  | 'BASELINE_NEGLIGIBLE'
  /** Emergency. */
  | 'EMERGENCY'
  /** High. */
  | 'HIGH'
  /** Low. */
  | 'LOW'
  /** Medium. */
  | 'MEDIUM'
  /** Severe. */
  | 'SEVERE';

/** How far a notice is. */
export type NoticeStatus =
  /** Put off with approval. */
  | 'DELAYED'
  /** Must be told and was not yet. */
  | 'DUE'
  /** Told. */
  | 'NOTIFIED'
  /** Nothing that must be told. */
  | 'NOT_DUE';

/** To whom a notice goes. */
export type NotificationRecipient =
  /** The official who certifies the result in the state. */
  | 'CHIEF_STATE_OFFICIAL'
  /** Another who must know. */
  | 'OTHER'
  /** The victim. */
  | 'VICTIM';

/** How far a notification is. */
export type NotificationStage =
  /** Weighed by the experts. */
  | 'ASSESSED'
  /** Nobody is told. */
  | 'DECLINED'
  /** Put forward. */
  | 'NOMINATED'
  /** Those concerned were told. */
  | 'NOTIFIED_PRIVATE'
  /** The public was told. */
  | 'NOTIFIED_PUBLIC'
  /** Before those who decide. */
  | 'PRINCIPALS';

/** How opening went. */
export type OpeningStatus =
  /** Polls have closed. */
  | 'CLOSED'
  /** Not yet opened. */
  | 'NOT_OPEN'
  /** All open. */
  | 'OPEN'
  /** Some are not open. */
  | 'PARTLY_OPEN';

/** What a recipient may do with an indicator (Permissible Actions Protocol). */
export type Pap =
  /** Passive checks. */
  | 'AMBER'
  /** Anything. */
  | 'CLEAR'
  /** Active, not against the adversary. */
  | 'GREEN'
  /** Nothing that can be seen. */
  | 'RED';

/** How a polling place is. */
export type PlaceStatus =
  /** Closed although it should be open. */
  | 'CLOSED'
  /** Empty for safety. */
  | 'EVACUATED'
  /** Open longer than planned. */
  | 'EXTENDED'
  /** Closed as planned. */
  | 'FINISHED'
  /** Not yet open. */
  | 'NOT_OPEN'
  /** Open as it should be. */
  | 'OPEN'
  /** Open at another address. */
  | 'RELOCATED';

/** The part somebody has in a function. Exactly one is Accountable. */
export type Raci =
  /** Answers for it; exactly one. */
  | 'ACCOUNTABLE'
  /** Is asked before. */
  | 'CONSULTED'
  /** Is told after. */
  | 'INFORMED'
  /** Does the work. */
  | 'RESPONSIBLE';

/** How far a narrative spreads. */
export type Reach =
  /** Beyond it. */
  | 'INTERNATIONAL'
  /** In one place. */
  | 'LOCAL'
  /** In the country. */
  | 'NATIONAL'
  /** In one state. */
  | 'REGIONAL';

/** What a custodian decided. */
export type ReleaseDecision =
  /** A grant ran out. */
  | 'EXPIRED'
  /** The whole is released. */
  | 'GRANTED'
  /** A releasable text is released. */
  | 'GRANTED_TEARLINE'
  /** Not decided. */
  | 'PENDING'
  /** It is not released. */
  | 'REFUSED'
  /** A grant was taken back. */
  | 'REVOKED';

/** How far somebody agrees (STIX 2.1 opinion). */
export type StixOpinion =
  /** Yes. */
  | 'AGREE'
  /** Not. */
  | 'DISAGREE'
  /** Neither. */
  | 'NEUTRAL'
  /** Wholly. */
  | 'STRONGLY_AGREE'
  /** Not at all. */
  | 'STRONGLY_DISAGREE';

/** Traffic Light Protocol 2.0: with whom the recipient may share. Relative to recipients, not a clearance ladder. */
export type Tlp =
  /** The recipient's organization and its clients, need to know. */
  | 'AMBER'
  /** The recipient's organization only, need to know. */
  | 'AMBER_STRICT'
  /** No limit on disclosure. */
  | 'CLEAR'
  /** The community. */
  | 'GREEN'
  /** For the eyes and ears of individual recipients only. */
  | 'RED';

/** Which voting systems. */
export type VotingSystemFilter = {
  /** With this text in the product's name. */
  readonly product?: string | null | undefined;
  /** Used in this division or below it. */
  readonly usedWithin?: string | null | undefined;
  /** With this text in the vendor's name. */
  readonly vendor?: string | null | undefined;
};

/** Why something is withheld. */
export type WithheldReason =
  /** Not to be released before a set time. */
  | 'EMBARGO'
  /** Known to exercise control only. */
  | 'EXERCISE_CONTROL'
  /** To protect the source. */
  | 'IDSRC'
  /** Law enforcement sensitive. */
  | 'LES'
  /** Only for those who need it for their task. */
  | 'NEED_TO_KNOW'
  /** The originator controls its release. */
  | 'ORCON'
  /** Protected critical infrastructure information. */
  | 'PCII'
  /** Personally identifiable information. */
  | 'PII'
  /** To protect the victim of an incident. */
  | 'VICTIM_PROTECTION';

/** What a denied coordinate becomes. */
export type WithholdMode =
  /** How many, not which. */
  | 'COUNT'
  /** The operation is refused. */
  | 'DENY'
  /** A less exact value: the state instead of the county. */
  | 'GENERALIZE'
  /** Nothing: its existence is not told. */
  | 'HIDDEN'
  /** A fixed text instead of the value. */
  | 'MASK'
  /** Null, with a visible entry. */
  | 'NULL'
  /** The releasable text of the same fact. */
  | 'TEARLINE';

export type AffectedByAdvisoryQueryVariables = Exact<{
  advisory: string;
  system?: VotingSystemFilter | null | undefined;
}>;


export type AffectedByAdvisoryQuery = { readonly advisory: { readonly id: string, readonly title: string | null, readonly whatToDo: string | null, readonly products: ReadonlyArray<{ readonly name: string, readonly version: string | null }> | null, readonly affectedDevices: ReadonlyArray<{ readonly type: DeviceType | null, readonly count: number | null, readonly mitigated: boolean | null, readonly advisoryAcknowledgedAt: string | null, readonly jurisdiction: { readonly ocdId: string, readonly name: string | null, readonly unacknowledgedBulletins: ReadonlyArray<{ readonly id: string }> | null } | null }> | null } | null, readonly votingSystems: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly vendor: string | null, readonly product: string | null, readonly jurisdictions: ReadonlyArray<{ readonly name: string | null }> | null, readonly exposures: ReadonlyArray<{ readonly cveId: string, readonly dueAt: string | null, readonly knownRansomwareUse: boolean | null }> | null }> } | null };

export type CaseFileQueryVariables = Exact<{
  incident: string;
}>;


export type CaseFileQuery = { readonly incident: { readonly id: string, readonly title: string | null, readonly operationalImpact: { readonly status: PlaceStatus | null, readonly priority: NcissPriority | null } | null, readonly lawEnforcement: { readonly status: string | null, readonly credibility: Credibility | null, readonly caseRef: string | null, readonly subject: string | null, readonly threatText: string | null, readonly targetName: string | null, readonly reviewBy: string | null, readonly evidenceHold: { readonly what: string | null, readonly since: string | null, readonly conflictsWithRestore: boolean | null } | null } | null } | null };

export type ChangedSinceSitrepQueryVariables = Exact<{
  sitrep?: string | null | undefined;
}>;


export type ChangedSinceSitrepQuery = { readonly sitrep: { readonly id: string, readonly issuedAt: string | null, readonly summary: string | null, readonly coordinationChanges: ReadonlyArray<{ readonly at: string | null, readonly subjectType: string | null, readonly subjectId: string | null, readonly summary: string | null }> | null, readonly electionsChanges: ReadonlyArray<{ readonly at: string | null, readonly subjectType: string | null, readonly subjectId: string | null, readonly summary: string | null }> | null, readonly cyberChanges: ReadonlyArray<{ readonly at: string | null, readonly subjectType: string | null, readonly subjectId: string | null, readonly summary: string | null }> | null, readonly lawEnforcementChanges: ReadonlyArray<{ readonly at: string | null, readonly subjectType: string | null, readonly subjectId: string | null, readonly summary: string | null }> | null, readonly intelligenceChanges: ReadonlyArray<{ readonly at: string | null, readonly subjectType: string | null, readonly subjectId: string | null, readonly summary: string | null }> | null, readonly informationEnvironmentChanges: ReadonlyArray<{ readonly at: string | null, readonly subjectType: string | null, readonly subjectId: string | null, readonly summary: string | null }> | null, readonly exerciseChanges: ReadonlyArray<{ readonly at: string | null, readonly subjectType: string | null, readonly subjectId: string | null, readonly summary: string | null }> | null } | null };

export type CorrectiveActionsQueryVariables = Exact<{
  filter?: IncidentFilter | null | undefined;
}>;


export type CorrectiveActionsQuery = { readonly incidents: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly type: IncidentType | null, readonly correctiveActions: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly dueAt: string | null, readonly closedAt: string | null, readonly closedOnTime: boolean | null, readonly electionOfficeProgress: string | null, readonly exercise: { readonly name: string | null } | null, readonly owner: { readonly agency: { readonly name: string | null } | null, readonly onShift: { readonly desk: string | null } | null } | null }> | null }> } | null };

export type DisagreementsQueryVariables = Exact<{
  jurisdiction?: string | null | undefined;
}>;


export type DisagreementsQuery = { readonly disagreements: ReadonlyArray<{ readonly aspect: DisagreementAspect | null, readonly openedAt: string | null, readonly positions: ReadonlyArray<{ readonly value: string | null, readonly statedAt: string | null, readonly agency: { readonly name: string | null } | null }> | null, readonly incident: { readonly id: string, readonly title: string | null, readonly status: InvestigationStatus | null, readonly severity: NcissPriority | null, readonly operationalImpact: { readonly status: PlaceStatus | null, readonly priority: NcissPriority | null } | null, readonly cyber: { readonly status: string | null, readonly priority: NcissPriority | null } | null, readonly lawEnforcement: { readonly status: string | null, readonly priority: NcissPriority | null } | null, readonly attribution: { readonly likelihood: Likelihood | null, readonly confidence: Confidence | null, readonly judgments: ReadonlyArray<{ readonly likelihood: Likelihood | null, readonly opinion: StixOpinion | null, readonly agency: { readonly id: string } | null }> | null } | null } | null }> | null };

export type DisruptedPlacesQueryVariables = Exact<{
  jurisdiction: string;
}>;


export type DisruptedPlacesQuery = { readonly disruptedPlaces: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly address: string | null, readonly status: PlaceStatus | null, readonly disruption: { readonly cause: string | null, readonly since: string | null, readonly publicTold: boolean | null, readonly incidents: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly accountable: { readonly agency: { readonly name: string | null } | null, readonly onShift: { readonly desk: string | null } | null } | null, readonly lawEnforcement: { readonly credibility: Credibility | null, readonly assessedAt: string | null } | null }> | null } | null, readonly protectiveNote: { readonly text: string | null } | null }> | null };

export type ExerciseTrafficQueryVariables = Exact<{
  state: string;
}>;


export type ExerciseTrafficQuery = { readonly exercises: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly startedAt: string | null, readonly endedAt: string | null, readonly objectives: ReadonlyArray<{ readonly text: string | null, readonly rating: HseepRating | null }> | null }> } | null, readonly incidents: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly marking: { readonly status: CapStatus, readonly case: string | null } | null, readonly inject: { readonly id: string, readonly number: number | null, readonly releasedAt: string | null } | null, readonly operationalImpact: { readonly marking: { readonly status: CapStatus } | null } | null }> } | null };

export type IndicatorReachQueryVariables = Exact<{
  value: string;
  within: string;
}>;


export type IndicatorReachQuery = { readonly indicator: { readonly id: string, readonly name: string | null, readonly pattern: string | null, readonly pap: Pap | null, readonly marking: { readonly tlp: Tlp, readonly releasableTo: ReadonlyArray<string>, readonly caveats: ReadonlyArray<Caveat> } | null, readonly sightings: { readonly count: number | null, readonly agencies: ReadonlyArray<{ readonly name: string | null }> | null, readonly items: { readonly nodes: ReadonlyArray<{ readonly firstSeen: string | null, readonly reporterOffice: { readonly name: string | null } | null }> } | null } | null } | null, readonly jurisdictions: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly ocdId: string, readonly name: string | null, readonly sensorBand: string | null, readonly sensorCoverage: { readonly networkSensor: boolean | null, readonly silent: boolean | null } | null, readonly lastCheckIn: { readonly silent: boolean | null } | null }> } | null };

export type MinutesLostQueryVariables = Exact<{
  state: string;
}>;


export type MinutesLostQuery = { readonly incidents: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly operationalImpact: { readonly minutesLost: number | null, readonly extensionRequestedAt: string | null, readonly extensionGrantedUntil: string | null, readonly publicTold: boolean | null, readonly places: ReadonlyArray<{ readonly name: string | null, readonly status: PlaceStatus | null, readonly since: string | null, readonly reopenedAt: string | null, readonly minutesClosed: number | null, readonly extensionUntil: string | null }> | null } | null, readonly lawEnforcement: { readonly credibility: Credibility | null, readonly status: string | null } | null, readonly bulletins: ReadonlyArray<{ readonly id: string, readonly headline: string | null }> | null }> } | null };

export type NotificationThresholdQueryVariables = Exact<{
  case: string;
}>;


export type NotificationThresholdQuery = { readonly accumulation: { readonly meetsThreshold: boolean | null, readonly incidentCount: number | null, readonly jurisdictionCount: number | null, readonly severeCount: number | null, readonly criteria: ReadonlyArray<{ readonly name: string, readonly value: number, readonly threshold: number, readonly met: boolean }> | null } | null, readonly notificationCase: { readonly id: string, readonly title: string | null, readonly stage: NotificationStage | null, readonly nominatedBy: { readonly name: string | null } | null, readonly intelligenceView: { readonly text: string | null, readonly likelihood: Likelihood | null, readonly confidence: Confidence | null } | null, readonly narratives: ReadonlyArray<{ readonly title: string | null, readonly reach: Reach | null, readonly factStatus: FactStatus | null }> | null, readonly incidents: ReadonlyArray<{ readonly id: string, readonly state: { readonly name: string | null } | null, readonly cyber: { readonly ncissScore: number | null } | null, readonly operationalImpact: { readonly placesAffected: number | null, readonly minutesLost: number | null } | null }> | null } | null };

export type OneCampaignQueryVariables = Exact<{
  filter?: IncidentFilter | null | undefined;
}>;


export type OneCampaignQuery = { readonly incidents: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly lawEnforcement: { readonly credibility: Credibility | null } | null, readonly cyber: { readonly indicators: ReadonlyArray<{ readonly id: string, readonly name: string | null }> | null } | null, readonly relatedNarratives: ReadonlyArray<{ readonly id: string, readonly title: string | null }> | null, readonly campaign: { readonly id: string, readonly name: string | null, readonly judgments: ReadonlyArray<{ readonly likelihood: Likelihood | null, readonly confidence: Confidence | null, readonly agency: { readonly id: string } | null }> | null } | null }> } | null };

export type OverdueRequestsQueryVariables = Exact<{ [key: string]: never; }>;


export type OverdueRequestsQuery = { readonly openRfis: ReadonlyArray<{ readonly id: string, readonly question: string | null, readonly dueAt: string | null, readonly minutesOverdue: number | null, readonly blocksDecision: string | null, readonly from: { readonly id: string, readonly name: string | null, readonly intelligencePresence: { readonly onShift: string | null } | null } | null, readonly to: { readonly id: string, readonly name: string | null, readonly lawEnforcementPresence: { readonly onShift: string | null, readonly lastUpdate: string | null } | null } | null, readonly incident: { readonly id: string, readonly lawEnforcement: { readonly status: string | null } | null, readonly attribution: { readonly tearline: string | null } | null } | null }> | null };

export type RoomAt0930QueryVariables = Exact<{
  jurisdiction: string;
  since?: string | null | undefined;
  types?: ReadonlyArray<IncidentType> | IncidentType | null | undefined;
}>;


export type RoomAt0930Query = { readonly situation: { readonly incidents: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly severity: NcissPriority | null, readonly determination: Determination | null, readonly operationalImpact: { readonly minutesLost: number | null, readonly places: ReadonlyArray<{ readonly name: string | null, readonly status: PlaceStatus | null, readonly minutesClosed: number | null, readonly extensionUntil: string | null, readonly place: { readonly id: string, readonly name: string | null, readonly address: string | null } | null }> | null } | null, readonly lawEnforcement: { readonly credibility: Credibility | null, readonly assessedAt: string | null, readonly lead: { readonly name: string | null } | null } | null, readonly cyber: { readonly priority: NcissPriority | null, readonly indicators: ReadonlyArray<{ readonly pattern: string | null, readonly sightings: { readonly count: number | null, readonly agencies: ReadonlyArray<{ readonly name: string | null }> | null } | null }> | null } | null, readonly attribution: { readonly tearline: string | null, readonly likelihood: Likelihood | null, readonly confidence: Confidence | null, readonly dissent: ReadonlyArray<{ readonly text: string | null, readonly agency: { readonly name: string | null } | null }> | null } | null, readonly relatedNarratives: ReadonlyArray<{ readonly summary: string | null, readonly officialCorrection: { readonly url: string | null } | null }> | null, readonly accountable: { readonly agency: { readonly name: string | null } | null, readonly onShift: { readonly desk: string | null } | null } | null, readonly bulletins: ReadonlyArray<{ readonly ackRate: number | null, readonly overdue: ReadonlyArray<{ readonly name: string | null }> | null }> | null }> } | null } | null };

export type SilentJurisdictionsQueryVariables = Exact<{
  jurisdiction: string;
}>;


export type SilentJurisdictionsQuery = { readonly silentJurisdictions: ReadonlyArray<{ readonly ocdId: string, readonly name: string | null, readonly opening: { readonly status: OpeningStatus | null, readonly openedAt: string | null, readonly lastReportAt: string | null, readonly minutesSilent: number | null } | null, readonly sensorCoverage: { readonly lastReportAt: string | null, readonly silent: boolean | null } | null, readonly lastCheckIn: { readonly at: string | null, readonly silent: boolean | null } | null, readonly liaison: { readonly desk: string | null } | null }> | null };

export type StateOfficialToldQueryVariables = Exact<{
  state: string;
}>;


export type StateOfficialToldQuery = { readonly incidents: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly reportedAt: string | null, readonly state: { readonly name: string | null } | null, readonly jurisdiction: { readonly name: string | null, readonly opening: { readonly status: OpeningStatus | null } | null } | null, readonly stateOfficialNotice: { readonly status: NoticeStatus | null, readonly notifiedAt: string | null, readonly delayReason: string | null, readonly delayApprovedBy: string | null, readonly notifiedBy: { readonly name: string | null } | null, readonly official: { readonly desk: string | null, readonly role: string | null } | null } | null, readonly victimNotifications: ReadonlyArray<{ readonly recipientKind: NotificationRecipient | null, readonly notifiedAt: string | null, readonly inPerson: boolean | null, readonly delayApprovedBy: string | null, readonly by: { readonly name: string | null } | null }> | null }> } | null };

export type UnacknowledgedBulletinsQueryVariables = Exact<{
  since: string;
}>;


export type UnacknowledgedBulletinsQuery = { readonly bulletinsAwaitingAck: ReadonlyArray<{ readonly id: string, readonly headline: string | null, readonly issuedAt: string | null, readonly ackDueAt: string | null, readonly ackRate: number | null, readonly issuer: { readonly name: string | null } | null, readonly overdue: ReadonlyArray<{ readonly ocdId: string, readonly name: string | null }> | null, readonly unacknowledged: ReadonlyArray<{ readonly ocdId: string, readonly name: string | null, readonly liaison: { readonly desk: string | null } | null }> | null, readonly actionsTaken: ReadonlyArray<{ readonly action: string | null, readonly by: { readonly name: string | null } | null }> | null, readonly indicators: ReadonlyArray<{ readonly name: string | null }> | null }> | null };

export type ViralClaimQueryVariables = Exact<{
  filter?: NarrativeFilter | null | undefined;
}>;


export type ViralClaimQuery = { readonly narratives: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly summary: string | null, readonly reach: Reach | null, readonly factStatus: FactStatus | null, readonly deviceReality: string | null, readonly officialCorrection: { readonly text: string | null, readonly url: string | null, readonly issuedAt: string | null, readonly by: { readonly name: string | null } | null } | null, readonly targets: ReadonlyArray<{ readonly name: string | null, readonly opening: { readonly status: OpeningStatus | null, readonly placesOpen: number | null, readonly placesTotal: number | null } | null }> | null, readonly incidents: ReadonlyArray<{ readonly id: string, readonly type: IncidentType | null, readonly status: InvestigationStatus | null, readonly operationalImpact: { readonly minutesLost: number | null, readonly devices: ReadonlyArray<{ readonly type: DeviceType | null, readonly events: ReadonlyArray<{ readonly at: string | null, readonly description: string | null, readonly disposition: EventDisposition | null }> | null }> | null } | null, readonly cyber: { readonly determination: string | null } | null }> | null }> } | null };

export type WhatAmINotSeeingQueryVariables = Exact<{
  coordinates?: ReadonlyArray<string> | string | null | undefined;
}>;


export type WhatAmINotSeeingQuery = { readonly viewer: { readonly id: string, readonly agency: string, readonly roles: ReadonlyArray<string>, readonly grants: ReadonlyArray<{ readonly kind: string, readonly id: string, readonly validTo: string, readonly holds: boolean }>, readonly victim: { readonly decision: AccessDecision, readonly dependsOn: ReadonlyArray<string>, readonly mode: WithholdMode, readonly reason: WithheldReason | null, readonly custodian: string | null, readonly requestable: boolean } }, readonly fieldRules: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly coordinate: string, readonly custodian: string, readonly action: string, readonly withholdMode: WithholdMode, readonly reason: WithheldReason | null, readonly requestable: boolean }> }, readonly incidents: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly withheld: ReadonlyArray<{ readonly coordinate: string, readonly mode: WithholdMode, readonly reason: WithheldReason, readonly custodian: string, readonly requestable: boolean, readonly marking: string | null, readonly instead: string | null }> }> } | null, readonly releaseRequests: ReadonlyArray<{ readonly coordinate: string | null, readonly justification: string | null, readonly decision: ReleaseDecision | null, readonly custodian: { readonly name: string | null } | null }> | null };

export type WhoIsAccountableQueryVariables = Exact<{
  filter?: IncidentFilter | null | undefined;
  jurisdiction: string;
}>;


export type WhoIsAccountableQuery = { readonly incidents: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly accountable: { readonly raci: Raci | null, readonly agency: { readonly name: string | null } | null, readonly jurisdiction: { readonly name: string | null } | null, readonly onShift: { readonly desk: string | null, readonly role: string | null, readonly phone: string | null } | null, readonly backup: { readonly desk: string | null, readonly role: string | null } | null } | null, readonly operationalImpact: { readonly functionalImpact: FunctionalImpact | null, readonly priority: NcissPriority | null } | null, readonly cyber: { readonly priority: NcissPriority | null, readonly whatToDo: string | null } | null }> } | null, readonly whoIs: ReadonlyArray<{ readonly agency: { readonly name: string | null } | null, readonly onShift: { readonly desk: string | null } | null, readonly backup: { readonly desk: string | null } | null }> | null };

export type WhoIsBehindQueryVariables = Exact<{
  filter?: NarrativeFilter | null | undefined;
}>;


export type WhoIsBehindQuery = { readonly narratives: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly techniques: ReadonlyArray<{ readonly externalId: string | null, readonly name: string | null }> | null, readonly foreignNexus: { readonly tearline: string | null, readonly likelihood: Likelihood | null, readonly confidence: Confidence | null, readonly actor: { readonly name: string | null, readonly techniques: ReadonlyArray<{ readonly externalId: string | null }> | null } | null, readonly dissent: ReadonlyArray<{ readonly text: string | null, readonly likelihood: Likelihood | null, readonly confidence: Confidence | null, readonly agency: { readonly name: string | null } | null }> | null } | null, readonly incidents: ReadonlyArray<{ readonly id: string, readonly cyber: { readonly indicators: ReadonlyArray<{ readonly name: string | null }> | null } | null }> | null }> } | null };


export const AffectedByAdvisoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AffectedByAdvisory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"advisory"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"system"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"VotingSystemFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"advisory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"advisory"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"whatToDo"}},{"kind":"Field","name":{"kind":"Name","value":"products"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"affectedDevices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"mitigated"}},{"kind":"Field","name":{"kind":"Name","value":"advisoryAcknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ocdId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"unacknowledgedBulletins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"votingSystems"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"system"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"jurisdictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exposures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cveId"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"knownRansomwareUse"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AffectedByAdvisoryQuery, AffectedByAdvisoryQueryVariables>;
export const CaseFileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CaseFile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"incident"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incident"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"incident"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"operationalImpact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lawEnforcement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"credibility"}},{"kind":"Field","name":{"kind":"Name","value":"caseRef"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"evidenceHold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"what"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"conflictsWithRestore"}}]}},{"kind":"Field","name":{"kind":"Name","value":"threatText"}},{"kind":"Field","name":{"kind":"Name","value":"targetName"}},{"kind":"Field","name":{"kind":"Name","value":"reviewBy"}}]}}]}}]}}]} as unknown as DocumentNode<CaseFileQuery, CaseFileQueryVariables>;
export const ChangedSinceSitrepDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ChangedSinceSitrep"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sitrep"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sitrep"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sitrep"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"coordinationChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"subjectType"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"electionsChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"subjectType"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cyberChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"subjectType"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lawEnforcementChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"subjectType"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"intelligenceChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"subjectType"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"informationEnvironmentChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"subjectType"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exerciseChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"subjectType"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}}]}}]}}]} as unknown as DocumentNode<ChangedSinceSitrepQuery, ChangedSinceSitrepQueryVariables>;
export const CorrectiveActionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CorrectiveActions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incidents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"correctiveActions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"exercise"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedOnTime"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onShift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"desk"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"electionOfficeProgress"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CorrectiveActionsQuery, CorrectiveActionsQueryVariables>;
export const DisagreementsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Disagreements"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jurisdiction"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OcdId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disagreements"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"jurisdiction"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jurisdiction"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"aspect"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"positions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"statedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"incident"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"operationalImpact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cyber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lawEnforcement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attribution"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"likelihood"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"judgments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"likelihood"}},{"kind":"Field","name":{"kind":"Name","value":"opinion"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DisagreementsQuery, DisagreementsQueryVariables>;
export const DisruptedPlacesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DisruptedPlaces"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jurisdiction"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OcdId"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disruptedPlaces"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"jurisdiction"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jurisdiction"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"disruption"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"publicTold"}},{"kind":"Field","name":{"kind":"Name","value":"incidents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"accountable"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onShift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"desk"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lawEnforcement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"credibility"}},{"kind":"Field","name":{"kind":"Name","value":"assessedAt"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"protectiveNote"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}}]}}]} as unknown as DocumentNode<DisruptedPlacesQuery, DisruptedPlacesQueryVariables>;
export const ExerciseTrafficDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExerciseTraffic"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"state"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OcdId"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exercises"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"objectives"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"rating"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"incidents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"Variable","name":{"kind":"Name","value":"state"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"capStatus"},"value":{"kind":"EnumValue","value":"EXERCISE"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"marking"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"case"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"releasedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operationalImpact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"marking"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ExerciseTrafficQuery, ExerciseTrafficQueryVariables>;
export const IndicatorReachDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IndicatorReach"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"value"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"within"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OcdId"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indicator"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"value"},"value":{"kind":"Variable","name":{"kind":"Name","value":"value"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"pap"}},{"kind":"Field","name":{"kind":"Name","value":"marking"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tlp"}},{"kind":"Field","name":{"kind":"Name","value":"releasableTo"}},{"kind":"Field","name":{"kind":"Name","value":"caveats"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sightings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"agencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstSeen"}},{"kind":"Field","name":{"kind":"Name","value":"reporterOffice"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"jurisdictions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"parent"},"value":{"kind":"Variable","name":{"kind":"Name","value":"within"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ocdId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"sensorCoverage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"networkSensor"}},{"kind":"Field","name":{"kind":"Name","value":"silent"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sensorBand"}},{"kind":"Field","name":{"kind":"Name","value":"lastCheckIn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"silent"}}]}}]}}]}}]}}]} as unknown as DocumentNode<IndicatorReachQuery, IndicatorReachQueryVariables>;
export const MinutesLostDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MinutesLost"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"state"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OcdId"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incidents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"Variable","name":{"kind":"Name","value":"state"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"BOMB_THREAT"},{"kind":"EnumValue","value":"POLLBOOK_OUTAGE"},{"kind":"EnumValue","value":"FACILITY_OUTAGE"},{"kind":"EnumValue","value":"SWATTING"},{"kind":"EnumValue","value":"DEVICE_FAULT"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"operationalImpact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minutesLost"}},{"kind":"Field","name":{"kind":"Name","value":"extensionRequestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"extensionGrantedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"publicTold"}},{"kind":"Field","name":{"kind":"Name","value":"places"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"reopenedAt"}},{"kind":"Field","name":{"kind":"Name","value":"minutesClosed"}},{"kind":"Field","name":{"kind":"Name","value":"extensionUntil"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lawEnforcement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"credibility"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"bulletins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MinutesLostQuery, MinutesLostQueryVariables>;
export const NotificationThresholdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NotificationThreshold"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"case"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accumulation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"notificationCase"},"value":{"kind":"Variable","name":{"kind":"Name","value":"case"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetsThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"incidentCount"}},{"kind":"Field","name":{"kind":"Name","value":"jurisdictionCount"}},{"kind":"Field","name":{"kind":"Name","value":"severeCount"}},{"kind":"Field","name":{"kind":"Name","value":"criteria"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"met"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"notificationCase"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"case"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"nominatedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"intelligenceView"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"likelihood"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}}]}},{"kind":"Field","name":{"kind":"Name","value":"narratives"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"reach"}},{"kind":"Field","name":{"kind":"Name","value":"factStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"incidents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cyber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ncissScore"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operationalImpact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"placesAffected"}},{"kind":"Field","name":{"kind":"Name","value":"minutesLost"}}]}}]}}]}}]}}]} as unknown as DocumentNode<NotificationThresholdQuery, NotificationThresholdQueryVariables>;
export const OneCampaignDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OneCampaign"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incidents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"OCCURRED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"lawEnforcement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"credibility"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cyber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indicators"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"relatedNarratives"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"campaign"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"judgments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"likelihood"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<OneCampaignQuery, OneCampaignQueryVariables>;
export const OverdueRequestsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OverdueRequests"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openRfis"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"overdue"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"question"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"minutesOverdue"}},{"kind":"Field","name":{"kind":"Name","value":"blocksDecision"}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"intelligencePresence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"onShift"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"lawEnforcementPresence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"onShift"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdate"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"incident"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"lawEnforcement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attribution"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tearline"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OverdueRequestsQuery, OverdueRequestsQueryVariables>;
export const RoomAt0930Document = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RoomAt0930"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jurisdiction"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OcdId"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"types"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentType"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"situation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"jurisdiction"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jurisdiction"}}},{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incidents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"Variable","name":{"kind":"Name","value":"types"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"determination"}},{"kind":"Field","name":{"kind":"Name","value":"operationalImpact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minutesLost"}},{"kind":"Field","name":{"kind":"Name","value":"places"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"place"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"address"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"minutesClosed"}},{"kind":"Field","name":{"kind":"Name","value":"extensionUntil"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lawEnforcement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"credibility"}},{"kind":"Field","name":{"kind":"Name","value":"assessedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lead"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"cyber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"indicators"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"sightings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"agencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"attribution"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tearline"}},{"kind":"Field","name":{"kind":"Name","value":"likelihood"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"dissent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"relatedNarratives"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"officialCorrection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"accountable"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onShift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"desk"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"bulletins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ackRate"}},{"kind":"Field","name":{"kind":"Name","value":"overdue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<RoomAt0930Query, RoomAt0930QueryVariables>;
export const SilentJurisdictionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SilentJurisdictions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jurisdiction"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OcdId"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"silentJurisdictions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"jurisdiction"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jurisdiction"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ocdId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"opening"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportAt"}},{"kind":"Field","name":{"kind":"Name","value":"minutesSilent"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sensorCoverage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastReportAt"}},{"kind":"Field","name":{"kind":"Name","value":"silent"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastCheckIn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"silent"}}]}},{"kind":"Field","name":{"kind":"Name","value":"liaison"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"desk"}}]}}]}}]}}]} as unknown as DocumentNode<SilentJurisdictionsQuery, SilentJurisdictionsQueryVariables>;
export const StateOfficialToldDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StateOfficialTold"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"state"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OcdId"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incidents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"Variable","name":{"kind":"Name","value":"state"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"INTRUSION"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"REPORTED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"reportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"opening"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"stateOfficialNotice"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"notifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"notifiedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"official"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"desk"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}},{"kind":"Field","name":{"kind":"Name","value":"delayReason"}},{"kind":"Field","name":{"kind":"Name","value":"delayApprovedBy"}}]}},{"kind":"Field","name":{"kind":"Name","value":"victimNotifications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recipientKind"}},{"kind":"Field","name":{"kind":"Name","value":"notifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"inPerson"}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"delayApprovedBy"}}]}}]}}]}}]}}]} as unknown as DocumentNode<StateOfficialToldQuery, StateOfficialToldQueryVariables>;
export const UnacknowledgedBulletinsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UnacknowledgedBulletins"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulletinsAwaitingAck"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"ackDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"ackRate"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"overdue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ocdId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unacknowledged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ocdId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"liaison"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"desk"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"actionsTaken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"action"}}]}},{"kind":"Field","name":{"kind":"Name","value":"indicators"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<UnacknowledgedBulletinsQuery, UnacknowledgedBulletinsQueryVariables>;
export const ViralClaimDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ViralClaim"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"NarrativeFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"narratives"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"reach"}},{"kind":"Field","name":{"kind":"Name","value":"factStatus"}},{"kind":"Field","name":{"kind":"Name","value":"officialCorrection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deviceReality"}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"opening"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"placesOpen"}},{"kind":"Field","name":{"kind":"Name","value":"placesTotal"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"incidents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"operationalImpact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minutesLost"}},{"kind":"Field","name":{"kind":"Name","value":"devices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"events"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"disposition"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"cyber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"determination"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ViralClaimQuery, ViralClaimQueryVariables>;
export const WhatAmINotSeeingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhatAmINotSeeing"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"coordinates"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"agency"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"grants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"validTo"}},{"kind":"Field","name":{"kind":"Name","value":"holds"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"victim"},"name":{"kind":"Name","value":"can"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"coordinate"},"value":{"kind":"StringValue","value":"Incident.victim","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decision"}},{"kind":"Field","name":{"kind":"Name","value":"dependsOn"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"custodian"}},{"kind":"Field","name":{"kind":"Name","value":"requestable"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"fieldRules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"coordinates"},"value":{"kind":"Variable","name":{"kind":"Name","value":"coordinates"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"coordinate"}},{"kind":"Field","name":{"kind":"Name","value":"custodian"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"withholdMode"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"requestable"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"incidents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"withheld"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"coordinate"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"custodian"}},{"kind":"Field","name":{"kind":"Name","value":"requestable"}},{"kind":"Field","name":{"kind":"Name","value":"marking"}},{"kind":"Field","name":{"kind":"Name","value":"instead"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"releaseRequests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"EnumValue","value":"PENDING"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"coordinate"}},{"kind":"Field","name":{"kind":"Name","value":"custodian"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"justification"}},{"kind":"Field","name":{"kind":"Name","value":"decision"}}]}}]}}]} as unknown as DocumentNode<WhatAmINotSeeingQuery, WhatAmINotSeeingQueryVariables>;
export const WhoIsAccountableDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoIsAccountable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jurisdiction"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OcdId"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incidents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"accountable"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"raci"}},{"kind":"Field","name":{"kind":"Name","value":"agency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onShift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"desk"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"backup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"desk"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"operationalImpact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"functionalImpact"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cyber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"whatToDo"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"whoIs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"function"},"value":{"kind":"StringValue","value":"incident-response","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"jurisdiction"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jurisdiction"}}},{"kind":"Argument","name":{"kind":"Name","value":"role"},"value":{"kind":"EnumValue","value":"ACCOUNTABLE"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onShift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"desk"}}]}},{"kind":"Field","name":{"kind":"Name","value":"backup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"desk"}}]}}]}}]}}]} as unknown as DocumentNode<WhoIsAccountableQuery, WhoIsAccountableQueryVariables>;
export const WhoIsBehindDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoIsBehind"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"NarrativeFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"narratives"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"techniques"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"externalId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"foreignNexus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tearline"}},{"kind":"Field","name":{"kind":"Name","value":"likelihood"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"techniques"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"externalId"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"dissent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"likelihood"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"incidents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"cyber"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"indicators"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<WhoIsBehindQuery, WhoIsBehindQueryVariables>;