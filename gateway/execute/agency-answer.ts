import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { isErrorCode, type ErrorCode } from '../error/catalogue.ts';
import { emptyPositions } from './empty-positions.ts';
import { fittingData } from './fitting-data.ts';
import type { AgencyFailure, AgencyReply } from './agency-client.ts';

type Path = readonly (string | number)[];

/** The fetch that an answer is for; `under` leads to the list or object of the answer that it fills. */
export interface Fetch {
  readonly agency: string;
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly under: Path;
}

/** What the engine is told: data that fits, and errors in the gateway's own words with paths into the fetch. */
export interface AgencyAnswer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

const says = {
  SUBGRAPH_UNAVAILABLE: 'is not answering',
  SUBGRAPH_TIMEOUT: 'did not answer in time',
  SUBGRAPH_MALFORMED: 'sent an answer that cannot be used',
} as const satisfies Record<AgencyFailure, string>;

/** What the caller reads about an agency that failed. */
function agencyMessage(agency: string, code: AgencyFailure): string {
  return `agency \`${agency}\` ${says[code]}`;
}

/**
 * Reads an agency's reply, trusting none of it: its data must fit the fetch, its words are replaced by ours.
 *
 * The only text that passes is the message of an error that the agency marks `extensions.exposed: true` with
 * the code BAD_USER_INPUT: our kit writes it about the caller's own input.
 */
export function readAgencyReply(fetch: Fetch, reply: AgencyReply): AgencyAnswer {
  if (reply.kind === 'failed') return nothing(fetch, reply.code);
  const { body } = reply;
  if (!isObject(body)) return nothing(fetch, 'SUBGRAPH_MALFORMED');
  const told = errorsOf(fetch.agency, body['errors']);
  if (!told) return nothing(fetch, 'SUBGRAPH_MALFORMED');
  const data = withTypenames(fetch, body['data']);
  if (data) {
    const { data: fitting, misfits } = fittingData(fetch.schema, fetch.document, fetch.variables, data);
    const explained = new Set(told.map((error) => JSON.stringify(error.path)));
    const own = misfits
      .filter((path) => !explained.has(JSON.stringify(path)))
      .map((path) => failure(fetch.agency, 'SUBGRAPH_MALFORMED', path));
    return { data: fitting, ...(told.length + own.length === 0 ? {} : { errors: [...told, ...own] }) };
  }
  const exposed = told.filter((error) => error.extensions?.['code'] === 'BAD_USER_INPUT');
  if (exposed.length > 0) return { data: null, errors: exposed };
  const located = told.filter((error) => error.path);
  if (body['data'] === null && located.length > 0) return { data: null, errors: located };
  return nothing(fetch, 'SUBGRAPH_MALFORMED');
}

function nothing(fetch: Fetch, code: AgencyFailure): AgencyAnswer {
  const positions = emptyPositions(fetch.document, fetch.variables);
  const errors = positions.map((path) => failure(fetch.agency, code, path));
  return { data: null, errors: errors.length > 0 ? errors : [failureUnder(fetch, code)] };
}

/** One error for all that a fetch was to fill: the engine keeps `under` and makes it the path. */
function failureUnder({ agency, under }: Fetch, code: AgencyFailure): GraphQLFormattedError {
  const { message, extensions } = failure(agency, code);
  return { message, extensions: { ...extensions, under } };
}

function failure(agency: string, code: AgencyFailure, path?: Path): GraphQLFormattedError {
  return formatted(agency, code, agencyMessage(agency, code), path);
}

function formatted(agency: string, code: ErrorCode, message: string, path?: Path): GraphQLFormattedError {
  return { message, ...(path ? { path } : {}), extensions: { code, agency } };
}

/** The agency's errors in our words; undefined when they are no list of errors. */
function errorsOf(agency: string, value: unknown): GraphQLFormattedError[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every(isObject)) return undefined;
  return value.slice(0, 100).map((error) => {
    const path = isPath(error['path']) ? error['path'] : undefined;
    const extensions = isObject(error['extensions']) ? error['extensions'] : {};
    const { code, exposed } = extensions;
    const message = error['message'];
    if (exposed === true && isErrorCode(code) && code === 'BAD_USER_INPUT' && typeof message === 'string') {
      return formatted(agency, code, message.slice(0, 500), path);
    }
    return failure(agency, 'SUBGRAPH_UNAVAILABLE', path);
  });
}

/**
 * The data with each entity's type known, or nothing if it is not an object with an entity for each
 * representation. An agency that leaves `__typename` out means the type it was asked for.
 */
function withTypenames({ variables }: Fetch, data: unknown): Record<string, unknown> | undefined {
  if (!isObject(data)) return undefined;
  const representations: unknown = variables['representations'];
  if (!Array.isArray(representations)) return data;
  const entities = data['_entities'];
  if (!Array.isArray(entities) || entities.length !== representations.length) return undefined;
  const typed = entities.map((entity: unknown, index) => {
    const representation: unknown = representations[index];
    return isObject(entity) && isObject(representation)
      ? { __typename: representation['__typename'], ...entity }
      : entity;
  });
  return { ...data, _entities: typed };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPath(value: unknown): value is Path {
  return (
    Array.isArray(value) && value.every((step) => typeof step === 'string' || Number.isSafeInteger(step))
  );
}
