import { atLine, Fault, orRefusal, quoted } from './fault.ts';
import type { Refusal } from './fault.ts';
import { dayOf } from './identifiers.ts';
import type { ExternalId, OpeningHours } from './record.ts';
import { checkSiteCount } from './site.ts';
import type { XmlElement } from './xml-elements.ts';

/** A polling location as the feed has it, before its references are followed. */
export interface VipPlace {
  readonly id: string;
  readonly line: number;
  readonly name: string;
  readonly address: string;
  readonly hoursId: string | null;
  readonly isDropBox: boolean;
  readonly isEarlyVoting: boolean;
  readonly externalIds: readonly ExternalId[];
}

/** What is kept of a VIP 6 feed while it streams by; references are ids within the feed. */
export interface VipFeed {
  readonly source: { name: string; vipId: string };
  readonly elections: {
    readonly line: number;
    readonly date: string;
    readonly type: string | null;
    readonly stateId: string;
  }[];
  readonly states: Map<string, string>;
  readonly localities: Map<
    string,
    { readonly name: string; readonly ocdId: string | null; readonly stateId: string }
  >;
  readonly localityOfPlace: Map<string, string>;
  readonly precinctsOfPlace: Map<string, string[]>;
  readonly hours: Map<string, readonly OpeningHours[]>;
  readonly places: Map<string, VipPlace>;
}

/** A feed of which nothing has been read. */
export function emptyFeed(): VipFeed {
  return {
    source: { name: '', vipId: '' },
    elections: [],
    states: new Map(),
    localities: new Map(),
    localityOfPlace: new Map(),
    precinctsOfPlace: new Map(),
    hours: new Map(),
    places: new Map(),
  };
}

/** Takes one element of the feed; what Watchfloor has no use for (contests, candidates, parties) is left. */
export function take(feed: VipFeed, element: XmlElement): Refusal | null {
  const taken = orRefusal(atLine(element.line, null, element.attributes['id'] ?? null), () => {
    takers[element.name]?.(feed, element, idOf(element));
    return null;
  });
  return taken;
}

const takers: Readonly<Record<string, (feed: VipFeed, element: XmlElement, id: string) => void>> = {
  Source(feed, element) {
    feed.source.name = textOf(element, 'Name');
    feed.source.vipId = textOf(element, 'VipId');
  },
  State(feed, element, id) {
    feed.states.set(id, textOf(element, 'Name'));
  },
  Election(feed, element) {
    const type = textOf(childOf(element, 'ElectionType'), 'Text').toLowerCase();
    feed.elections.push({
      line: element.line,
      date: dayOf(textOf(element, 'Date'), '`Date`'),
      type: type === '' ? null : type,
      stateId: textOf(element, 'StateId'),
    });
  },
  Locality(feed, element, id) {
    const ocdId = externalIdsOf(element).find(({ type }) => type === 'ocd-id')?.value ?? null;
    feed.localities.set(id, { name: textOf(element, 'Name'), ocdId, stateId: textOf(element, 'StateId') });
    for (const place of idsOf(element, 'PollingLocationIds')) feed.localityOfPlace.set(place, id);
  },
  Precinct(feed, element) {
    const locality = textOf(element, 'LocalityId');
    const precinct = textOf(element, 'Number') || textOf(element, 'Name');
    for (const place of idsOf(element, 'PollingLocationIds')) {
      const precincts = feed.precinctsOfPlace.get(place);
      if (precincts === undefined) feed.precinctsOfPlace.set(place, [precinct]);
      else precincts.push(precinct);
      if (!feed.localityOfPlace.has(place)) feed.localityOfPlace.set(place, locality);
    }
  },
  HoursOpen(feed, element, id) {
    feed.hours.set(id, element.children.filter(({ name }) => name === 'Schedule').flatMap(scheduleOf));
  },
  PollingLocation(feed, element, id) {
    const known = feed.places.get(id);
    if (known !== undefined)
      throw new Fault(`polling location ${quoted(id)} is on line ${known.line} already`);
    const structured = childOf(element, 'AddressStructured');
    const place = {
      id,
      line: element.line,
      name: textOf(element, 'Name') || textOf(structured, 'LocationName'),
      address: addressOf(element, structured),
      hoursId: textOf(element, 'HoursOpenId') || null,
      isDropBox: flagOf(element, 'IsDropBox'),
      isEarlyVoting: flagOf(element, 'IsEarlyVoting'),
      externalIds: externalIdsOf(element),
    };
    if (place.name === '' && place.address === '')
      throw new Fault(`polling location ${quoted(id)} has no name and no address`);
    feed.places.set(id, place);
    checkSiteCount(feed.places.size);
  },
};

function idOf(element: XmlElement): string {
  const id = element.attributes['id'] ?? '';
  if (Object.hasOwn(takers, element.name) && id === '') throw new Fault(`\`${element.name}\` has no \`id\``);
  return id;
}

function scheduleOf(schedule: XmlElement): readonly OpeningHours[] {
  const startDate = dayOf(textOf(schedule, 'StartDate'), '`StartDate`');
  const endDate = dayOf(textOf(schedule, 'EndDate'), '`EndDate`');
  const spans = schedule.children.filter(({ name }) => name === 'Hours');
  return spans.map((span) => ({
    startDate,
    endDate,
    opens: textOf(span, 'StartTime'),
    closes: textOf(span, 'EndTime'),
  }));
}

function addressOf(element: XmlElement, structured: XmlElement | undefined): string {
  const lines = element.children.filter(({ name }) => name === 'AddressLine').map(({ text }) => text.trim());
  if (structured === undefined) return lines.filter((line) => line !== '').join(', ');
  const street = ['Line1', 'Line2', 'Line3'].map((name) => textOf(structured, name));
  const place = `${textOf(structured, 'State')} ${textOf(structured, 'Zip')}`.trim();
  return [...street, textOf(structured, 'City'), place].filter((part) => part !== '').join(', ');
}

const externalTypes = ['local-level', 'fips', 'ocd-id', 'state-level', 'national-level'] as const;

function externalIdsOf(element: XmlElement): readonly ExternalId[] {
  const list = childOf(element, 'ExternalIdentifiers')?.children ?? [];
  return list.map((entry) => {
    const type = externalTypes.find((known) => known === textOf(entry, 'Type')) ?? 'other';
    return { type, value: textOf(entry, 'Value') };
  });
}

function idsOf(element: XmlElement, name: string): readonly string[] {
  return textOf(element, name)
    .split(/\s+/)
    .filter((id) => id !== '');
}

function flagOf(element: XmlElement, name: string): boolean {
  const text = textOf(element, name);
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0' || text === '') return false;
  throw new Fault(`\`${name}\` must be true or false, not ${quoted(text)}`);
}

function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

function textOf(element: XmlElement | undefined, name: string): string {
  return (element === undefined ? undefined : childOf(element, name))?.text.trim() ?? '';
}
