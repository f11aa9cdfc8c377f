import type { AgencyFailure } from '../agency-client.ts';
import type { Fault } from './faults.ts';

const says = {
  SUBGRAPH_UNAVAILABLE: 'is not answering',
  SUBGRAPH_TIMEOUT: 'did not answer in time',
  SUBGRAPH_MALFORMED: 'sent an answer that cannot be used',
} as const satisfies Record<AgencyFailure, string>;

/** An agency's failure in the gateway's own words. */
export function agencyFault(agency: string, code: AgencyFailure): Fault {
  return { code, message: `agency \`${agency}\` ${says[code]}`, agency };
}

/** A value that is not there although it was asked for, or is null although the schema promises one. */
export function missingValue(agencies: readonly string[]): Fault {
  const [agency, ...others] = agencies;
  const known = agency !== undefined && others.length === 0;
  const who = known ? `agency \`${agency}\`` : 'an agency';
  return {
    code: 'SUBGRAPH_MALFORMED',
    message: `${who} sent no value where there must be one`,
    ...(known ? { agency } : {}),
  };
}

/** An object that its agency does not know. */
export function unknownObject(agency: string): Fault {
  return { ...missingValue([agency]), silent: true };
}

/** A value that is not of the type that the schema promises. */
export function misfit(agencies: readonly string[]): Fault {
  const [agency, ...others] = agencies;
  if (agency !== undefined && others.length === 0) return agencyFault(agency, 'SUBGRAPH_MALFORMED');
  return { code: 'SUBGRAPH_MALFORMED', message: `an agency ${says.SUBGRAPH_MALFORMED}` };
}
