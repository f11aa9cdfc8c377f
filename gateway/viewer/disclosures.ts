import { GraphQLError, type GraphQLSchema } from 'graphql';
import { recordedKeys } from '../rights/recorded-keys.ts';
import { disclosureReader, type DisclosureReader } from './disclosure-reader.ts';
import type { ReadableLog, ToldDisclosure } from './readable-log.ts';
import type { CallerAccess } from './viewer-access.ts';

/** The arguments of `Query.disclosures`. */
export interface DisclosuresAsked {
  readonly of?: { readonly type: string; readonly id: string } | null;
  readonly coordinate?: string | null;
  readonly during?: { readonly from?: string | null; readonly until?: string | null } | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

type Query = Parameters<ReadableLog['find']>[0];

const usualPage = 50;
const largestPage = 200;
/** How many records are read at once, and how often, for one page of those that the caller may be told of. */
const recordsAtOnce = 500;
const readsAtMost = 8;

/**
 * Answers `Query.disclosures` for one caller.
 *
 * Which records they may be told of is decided as for any object of the graph, before the log is asked for them; what
 * is released is decided once more, by the gateway. AUDIT_UNAVAILABLE when the log cannot be read. A page may end early where many records had to be passed over: its
 * cursor goes on.
 */
export async function disclosuresFor(
  log: ReadableLog,
  access: CallerAccess,
  whole: GraphQLSchema,
  asked: DisclosuresAsked,
) {
  const reader = disclosureReader(access);
  const first = asked.first ?? usualPage;
  if (first < 1 || first > largestPage) throw refused(`\`first\` must be 1 to ${largestPage}`);
  const query = queryOf(access, whole, reader, asked);
  const { records, last, hasNextPage } =
    query.coordinates?.length === 0
      ? { records: [], last: undefined, hasNextPage: false }
      : await pageOf(log, reader, query, first);
  const [head] = records;
  return {
    nodes: records.map((record) => reader.told(record)),
    marking: reader.marking,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: query.after !== undefined,
      startCursor: head ? cursorOf(head.number) : null,
      endCursor: last === undefined ? null : cursorOf(last),
    },
  };
}

/** Reads on until the page is full, or nothing is left, or enough was read for one question. */
async function pageOf(
  log: ReadableLog,
  reader: DisclosureReader,
  query: Omit<Query, 'first' | 'newest'>,
  first: number,
) {
  const records: ToldDisclosure[] = [];
  let last = query.after;
  for (let read = 0; read < readsAtMost; read += 1) {
    const after = last === undefined ? {} : { after: last };
    const found = await log
      .find({ ...query, ...after, newest: true, first: recordsAtOnce })
      .catch(() => Promise.reject(unavailable()));
    for (const record of found) {
      if (!reader.mayRead(record)) {
        last = record.number;
        continue;
      }
      if (records.length === first) return { records, last, hasNextPage: true };
      records.push(record);
      last = record.number;
    }
    if (found.length < recordsAtOnce) return { records, last, hasNextPage: false };
  }
  return { records, last, hasNextPage: true };
}

function queryOf(
  access: CallerAccess,
  whole: GraphQLSchema,
  reader: DisclosureReader,
  { of, coordinate, during, after }: DisclosuresAsked,
): Omit<Query, 'first' | 'newest'> {
  const { coordinates } = reader;
  const wanted = coordinate ? [coordinate] : undefined;
  const both = coordinates && wanted ? wanted.filter((each) => coordinates.has(each)) : wanted;
  const narrowed = both ?? (coordinates && [...coordinates]);
  const from = timeOf(during?.from);
  const until = timeOf(during?.until);
  return {
    ...(of ? { of: { type: of.type, key: keyOf(access, whole, of) } } : {}),
    ...(narrowed ? { coordinates: narrowed } : {}),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(after ? { after: numberBehind(after) } : {}),
  };
}

/** The key as records name the object; a type that nobody knows, or with several keys, has no record by this one. */
function keyOf(
  { rights }: CallerAccess,
  whole: GraphQLSchema,
  { type, id }: { readonly type: string; readonly id: string },
): Readonly<Record<string, string>> {
  const [key = 'id', ...others] = recordedKeys(whole, rights.rules, type);
  return others.length === 0 ? { [key]: id } : {};
}

/** The log compares times as text, in UTC with milliseconds; that it is a time was checked with the operation. */
function timeOf(text: string | null | undefined): string | undefined {
  return text === null || text === undefined ? undefined : new Date(text).toISOString();
}

function cursorOf(number: number): string {
  return Buffer.from(`disclosure ${number}`).toString('base64url');
}

function numberBehind(cursor: string): number {
  const [, digits] = /^disclosure (\d{1,15})$/u.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (digits !== undefined) return Number(digits);
  throw refused('`after` is no cursor of this list, use the `endCursor` of a page');
}

function unavailable(): GraphQLError {
  return new GraphQLError('the disclosure log cannot be read', {
    extensions: { code: 'AUDIT_UNAVAILABLE' },
  });
}

/** An error about the caller's own input: exposed, so that the gateway passes its message on. */
function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', exposed: true } });
}
