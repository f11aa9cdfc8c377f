import { put, putAll } from '../kit/change.ts';
import type { Change } from '../kit/change.ts';
import { campaignId, indicatorId, sightingId } from '../kit/scenario/build-scenario.ts';
import type { Scenario } from '../kit/scenario/scenario.ts';
import { stixIdOf } from '../kit/scenario/seeded-random.ts';
import { actorNames, indicatorNames } from '../kit/scenario/storyline.ts';
import type { campaignNames } from '../kit/scenario/storyline.ts';
import { incidentIndicators, indicators, sightings, stixLinks } from './indicator-tables.ts';
import type { Indicator, Sighting } from './indicator-tables.ts';
import { malware } from './knowledge-tables.ts';
import { forTheRoom } from './room-marking.ts';

type Name = keyof typeof indicatorNames;

/** An indicator as the exercise's author wrote it. */
interface Written {
  readonly description: string;
  readonly pattern: string;
  readonly tlp: 'AMBER' | 'GREEN';
  readonly pap: 'AMBER' | 'GREEN';
  readonly confidence: 'LOW' | 'MODERATE' | 'HIGH';
  /** Local time in Georgia. */
  readonly validFrom: string;
  readonly source: string;
  readonly consent: 'EVERYONE' | 'USG' | 'NONE';
  readonly campaign: keyof typeof campaignNames | null;
  /** Slugs of counties in Georgia, each with the agency that the sighting came through. */
  readonly seenIn: readonly (readonly [county: string, agency: string])[];
}

const written: Readonly<Record<Name, Written>> = {
  hoaxSender: {
    description:
      'Mail with a bomb threat to polling places comes from this domain. The domain is four days old.',
    pattern: "[email-message:sender_ref.value LIKE '%@mail-lantern.example']",
    tlp: 'AMBER',
    pap: 'AMBER',
    confidence: 'HIGH',
    validFrom: '08:20',
    source: 'Election office of Fulton County',
    consent: 'NONE',
    campaign: 'hoaxMail',
    seenIn: [
      ['fulton', 'elections'],
      ['dekalb', 'elections'],
      ['gwinnett', 'cyber'],
    ],
  },
  hoaxRelay: {
    description: 'The relay that the mail was handed to. Others use it too: a match alone proves nothing.',
    pattern: "[ipv4-addr:value = '198.51.100.23']",
    tlp: 'AMBER',
    pap: 'AMBER',
    confidence: 'LOW',
    validFrom: '08:40',
    source: 'Mail provider of an election office',
    consent: 'NONE',
    campaign: 'hoaxMail',
    seenIn: [],
  },
  phishLink: {
    description: 'A page that looks like the sign-in of election offices and keeps what is typed.',
    pattern: "[url:value = 'https://sso-elections.example/login']",
    tlp: 'GREEN',
    pap: 'GREEN',
    confidence: 'HIGH',
    validFrom: '06:25',
    source: 'Election office of Clarke County',
    consent: 'USG',
    campaign: 'harvest',
    seenIn: [
      ['clarke', 'elections'],
      ['bibb', 'elections'],
      ['muscogee', 'cyber'],
      ['lowndes', 'elections'],
    ],
  },
  phishFile: {
    description: 'A document with a link to the false page, sent with the mail.',
    pattern: "[file:hashes.'SHA-256' = '5b8f8d7f9b3f1c6a2e4d90c7a1b3e5f7092c4d6e8fa0b1c3d5e7f9012a4c6e80']",
    tlp: 'GREEN',
    pap: 'GREEN',
    confidence: 'MODERATE',
    validFrom: '06:45',
    source: 'Election office of Bibb County',
    consent: 'USG',
    campaign: 'harvest',
    seenIn: [
      ['clarke', 'elections'],
      ['bibb', 'cyber'],
      ['muscogee', 'elections'],
    ],
  },
  floodSource: {
    description: 'The address that sends the most requests of the flood.',
    pattern: "[ipv4-addr:value = '203.0.113.77']",
    tlp: 'AMBER',
    pap: 'AMBER',
    confidence: 'MODERATE',
    validFrom: '08:15',
    source: 'Host of a results site',
    consent: 'EVERYONE',
    campaign: null,
    seenIn: [['chatham', 'cyber']],
  },
};

/** The story's indicators, who saw them, and which incidents and campaigns they are of. */
export function indicatorChanges(exercise: Scenario): readonly Change[] {
  const named = Object.entries(written) as [Name, Written][];
  return [
    ...named.map(([name, each]) => put(indicators, indicatorOf(exercise, name, each))),
    ...named.flatMap(([name, each]) => putAll(sightings, sightingsOf(exercise, name, each))),
    ...named.flatMap(([name, each]) => linksOf(exercise, name, each)),
    ...kitChanges(exercise),
    ...exercise.incidents.flatMap(({ id, indicators: of }) =>
      putAll(
        incidentIndicators,
        of.map((indicator) => ({ incident: id, indicator })),
      ),
    ),
  ];
}

function indicatorOf(exercise: Scenario, name: Name, each: Written): Indicator {
  const caveats = each.consent === 'EVERYONE' ? [] : (['IDSRC'] as const);
  return {
    id: indicatorId(name),
    name: indicatorNames[name],
    description: each.description,
    pattern: each.pattern,
    patternType: 'stix',
    validFrom: exercise.at(each.validFrom),
    validUntil: null,
    types: ['malicious-activity'],
    confidence: each.confidence,
    pap: each.pap,
    source: each.source,
    consent: each.consent,
    fieldMarkings: [
      { field: 'source', marking: exercise.marking('AMBER_STRICT', 'cyber', { caveats: ['IDSRC'] }) },
    ],
    provenance: null,
    revoked: false,
    marking:
      each.tlp === 'AMBER' ? forTheRoom(exercise, caveats) : exercise.marking(each.tlp, 'cyber', { caveats }),
  };
}

/** Sightings name no place to those who may not know the source, so that the count can reach everyone. */
function sightingsOf(exercise: Scenario, name: Name, { seenIn }: Written): readonly Sighting[] {
  const random = exercise.random(`sightings of ${name}`);
  return seenIn.map(([slug, agency], index) => {
    const { ocdId } = exercise.county(`${exercise.home}/county:${slug}`);
    const incident = exercise.incidents.find(
      ({ county, indicators: of }) => county === ocdId && of.includes(indicatorId(name)),
    );
    return {
      id: sightingId(name, index),
      indicator: indicatorId(name),
      agency,
      firstSeen: incident?.occurredAt ?? exercise.at('06:00'),
      lastSeen: incident?.updatedAt ?? exercise.at('08:00'),
      count: name === 'floodSource' ? random.between(3_000, 6_000) : random.between(1, 12),
      jurisdiction: ocdId,
      provenance: null,
      revoked: false,
      marking: exercise.marking('GREEN', agency),
    };
  });
}

/** The kit that the false page was built with. */
function kitChanges(exercise: Scenario): readonly Change[] {
  const kit = stixIdOf('tool', 'Harrow sign-in kit');
  const marking = forTheRoom(exercise);
  const link = (kind: 'uses' | 'indicates', source: string): Change =>
    put(stixLinks, {
      id: stixIdOf('relationship', `${source} ${kind} ${kit}`),
      kind,
      source,
      target: kit,
      revoked: false,
      marking,
    });
  return [
    put(malware, {
      id: kit,
      name: 'Harrow',
      description: 'A kit that copies a sign-in page and passes on what is typed.',
      isTool: true,
      provenance: null,
      revoked: false,
      marking,
    }),
    link('indicates', indicatorId('phishLink')),
    link('uses', stixIdOf('intrusion-set', actorNames.slateFox)),
  ];
}

function linksOf(exercise: Scenario, name: Name, { campaign }: Written): readonly Change[] {
  if (campaign === null) return [];
  const target = campaignId(campaign);
  return [
    put(stixLinks, {
      id: stixIdOf('relationship', `${indicatorId(name)} indicates ${target}`),
      kind: 'indicates',
      source: indicatorId(name),
      target,
      revoked: false,
      marking: exercise.marking('GREEN', 'cyber'),
    }),
  ];
}
