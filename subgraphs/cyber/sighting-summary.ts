import type { Connection, ConnectionArguments } from '../kit/connection.ts';
import { carries, stricterTlp } from '../kit/marking.ts';
import type { Marking } from '../kit/marking.ts';
import type { Indicator, Sighting, SightingTotal } from './indicator-tables.ts';

/** Who has seen some indicators, as the type `SightingSummary` of the schema has it. */
export interface SightingSummary {
  /** The indicators whose sightings it counts. */
  readonly indicatorIds: readonly string[];
  readonly count: number;
  readonly agencies: readonly { readonly id: string }[];
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly marking: Marking;
}

/**
 * What the sightings of indicators come to; null where none of the indicators is known.
 *
 * It is marked like the strictest of the sightings that it counts, and like the indicators where there are none.
 */
export function sightingSummary(
  indicators: readonly Indicator[],
  totals: readonly SightingTotal[],
): SightingSummary | null {
  const marking = merged((totals.length > 0 ? totals : indicators).map((each) => each.marking));
  if (marking === null) return null;
  const agencies = new Set(totals.flatMap(({ agency }) => agency ?? []));
  return {
    indicatorIds: indicators.map(({ id }) => id),
    count: totals.reduce((sum, { count }) => sum + count, 0),
    agencies: [...agencies].toSorted().map((id) => ({ id })),
    firstSeen: totals.map(({ firstSeen }) => firstSeen).toSorted()[0] ?? null,
    lastSeen:
      totals
        .map(({ lastSeen }) => lastSeen)
        .toSorted()
        .at(-1) ?? null,
    marking,
  };
}

/**
 * How often an indicator was seen, as far as whoever may have the indicator may have the sightings, too.
 *
 * INVARIANT: the number bears the indicator's marking, so what is marked stricter is not in it.
 */
export function countCarried({ marking }: Indicator, totals: readonly SightingTotal[]): number {
  const carried = totals.filter((total) => carries(marking, total.marking));
  return carried.reduce((sum, { count }) => sum + count, 0);
}

/** The strictest label, all caveats, and only the readers that every marking names; null for no marking. */
function merged(markings: readonly Marking[]): Marking | null {
  const [first, ...others] = markings;
  if (first === undefined) return null;
  return others.reduce(
    (one, other) => ({
      tlp: stricterTlp(one.tlp, other.tlp),
      releasableTo: one.releasableTo.filter((body) => other.releasableTo.includes(body)),
      // What was counted together is the work of the agency that counted.
      originator: one.originator === other.originator ? one.originator : 'cyber',
      caveats: [...new Set([...one.caveats, ...other.caveats])].toSorted(),
      case: one.case === other.case ? one.case : null,
      // Real sightings among those of an exercise make the sum a real one: no player may have it.
      status: one.status === other.status ? one.status : 'ACTUAL',
    }),
    first,
  );
}

type SightingsOf = (indicator: string, given: ConnectionArguments) => Promise<Connection<Sighting> | null>;

/**
 * One list of the sightings of several indicators: the pages of each, merged in the list's order.
 *
 * A sighting is of one indicator, and a cursor tells a place in the order and not whose list it is: so every
 * indicator's page after one cursor, merged, is the page after it of the whole.
 */
export async function sightingsOfAll(
  indicatorIds: readonly string[],
  given: ConnectionArguments,
  sightingsOf: SightingsOf,
): Promise<Connection<Sighting>> {
  const found = await Promise.all(indicatorIds.map((id) => sightingsOf(id, given)));
  const pages = found.filter((page) => page !== null);
  const property = given.orderBy?.field === 'FIRST_SEEN' ? 'firstSeen' : 'lastSeen';
  const way = given.orderBy?.direction === 'ASC' ? 1 : -1;
  const all = pages
    .flatMap(({ edges }) => edges)
    .toSorted(
      ({ node: a }, { node: b }) => way * (compared(a[property], b[property]) || compared(a.id, b.id)),
    );
  const edges = all.slice(0, given.first ?? 50);
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: edges.length < all.length || pages.some(({ pageInfo }) => pageInfo.hasNextPage),
      hasPreviousPage: given.after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    async totalCount() {
      const counts = await Promise.all(pages.map((page) => page.totalCount()));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

// Instants in UTC and STIX ids are ASCII: this is the store's bytewise order.
function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
