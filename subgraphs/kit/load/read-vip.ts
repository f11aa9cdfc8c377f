import { atLine, Fault, quoted } from './fault.ts';
import { ocdIdOf, stateOf } from './identifiers.ts';
import { markingOf } from './loaded-marking.ts';
import type { Reader } from './reader.ts';
import type { CountyIndex } from './county-index.ts';
import type { PollingPlaceRecord, Provenance } from './record.ts';
import { electionId, electionOf, siteId } from './site.ts';
import { states, stateOfCode, stateOfName } from './states.ts';
import type { State } from './states.ts';
import { emptyFeed, take } from './vip-feed.ts';
import type { VipFeed, VipPlace } from './vip-feed.ts';
import { xmlElements } from './xml-elements.ts';

/** A VIP 6 feed: its election, then its polling locations with their county, precincts and opening hours. */
export const readVip: Reader = async function* (file, { counties }) {
  const feed = emptyFeed();
  let root = true;
  for await (const element of xmlElements(file)) {
    if (root) {
      root = false;
      const version = element.attributes['schemaVersion'] ?? '';
      if (!version.startsWith('6'))
        throw new Fault(
          `is a VIP feed of version ${quoted(version)}; version 6 is read`,
          atLine(element.line),
        );
      continue;
    }
    const refusal = take(feed, element);
    if (refusal !== null) yield refusal;
  }
  const election = feed.elections[0];
  if (election === undefined) throw new Fault('has no `Election`');
  const state = stateOfFeed(feed, election.stateId);
  const provenance = (line: number): Provenance => ({
    file: file.name,
    format: 'vip',
    record: `line ${line}`,
    source: `VIP 6 feed of ${feed.source.name}`,
    licence: null,
    statements: [],
  });
  yield electionOf(state, election.date, election.type, provenance(election.line));
  let unscheduled = 0;
  for (const place of feed.places.values()) {
    if (place.hoursId !== null && !feed.hours.has(place.hoursId)) unscheduled += 1;
    const record = placeOf(feed, place, state, election.date, counties, provenance(place.line));
    yield record;
  }
  if (unscheduled > 0) {
    const reason = `${unscheduled} polling locations name opening hours that the feed does not have`;
    yield { kind: 'warning', position: atLine(election.line), reason };
  }
};

function placeOf(
  feed: VipFeed,
  place: VipPlace,
  state: State,
  electionDate: string,
  counties: CountyIndex,
  provenance: Provenance,
): PollingPlaceRecord {
  const locality = feed.localities.get(feed.localityOfPlace.get(place.id) ?? '');
  const countyName = locality?.name ?? feed.source.name;
  const countyOcdId =
    locality === undefined
      ? counties.byGeoid(feed.source.vipId)
      : locality.ocdId === null
        ? (counties.byName(state.code, locality.name) ?? counties.byGeoid(feed.source.vipId))
        : ocdIdOf(locality.ocdId);
  return {
    kind: 'polling-place',
    id: siteId(state, countyOcdId, {
      countyName,
      localId: place.id,
      name: place.name,
      address: place.address,
    }),
    externalIds: [{ type: 'local-level', value: place.id }, ...place.externalIds],
    name: place.name || place.address,
    address: place.address,
    countyOcdId,
    countyName,
    state: state.code,
    jurisdictionName: countyName,
    precincts: [...new Set(feed.precinctsOfPlace.get(place.id))].toSorted(),
    isDropBox: place.isDropBox,
    isEarlyVoting: place.isEarlyVoting,
    hours: place.hoursId === null ? [] : (feed.hours.get(place.hoursId) ?? []),
    electionDate,
    electionId: electionId(state, electionDate),
    localId: place.id,
    marking: markingOf('CLEAR'),
    provenance,
  };
}

function stateOfFeed(feed: VipFeed, stateId: string): State {
  const name = feed.states.get(stateId) ?? '';
  const named = stateOfName(name) ?? stateOfCode(name);
  const byVipId = states.find(({ fips }) => feed.source.vipId.startsWith(fips));
  return named ?? byVipId ?? stateOf(name);
}
