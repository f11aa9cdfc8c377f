import { Fault, quoted } from './fault.ts';
import { stateOfCode } from './states.ts';
import type { State } from './states.ts';

const ocdIdForm =
  /^ocd-division\/(?:country:[a-z]{2}|region:eu)(?:\/[a-z_]+:[\p{Ll}\p{Lo}\p{M}\p{N}._~-]+)*$/u;
const stixIdForm = /^[a-z0-9][a-z0-9-]*--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const cveForm = /^CVE-(?:1999|20\d\d)-\d{4,19}$/;
const dayForm = /^(\d{4})-(\d{2})-(\d{2})$/;
const momentForm =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** The text, if it is an Open Civic Data division id; else a fault. */
export function ocdIdOf(text: string): string {
  if (text.length <= 256 && ocdIdForm.test(text)) return text;
  throw new Fault(
    `${quoted(text)} is no division id; it is written like \`ocd-division/country:us/state:ga\``,
  );
}

/** The text, if it is a CVE id; else a fault. */
export function cveIdOf(text: string): string {
  if (cveForm.test(text)) return text;
  throw new Fault(`${quoted(text)} is no CVE id; it is written like \`CVE-2022-1739\``);
}

/** The text, if it is a STIX id (of `type`, where given); else a fault. */
export function stixIdOf(text: string, type?: string): string {
  if (!stixIdForm.test(text))
    throw new Fault(`${quoted(text)} is no STIX id; it is a type, \`--\` and a UUID (STIX 2.1, 2.9)`);
  if (type !== undefined && !text.startsWith(`${type}--`))
    throw new Fault(`${quoted(text)} is the id of another type than ${quoted(type)}`);
  return text;
}

/** The text, if it is five digits that begin with the state's FIPS code; else a fault. */
export function geoidOf(text: string, state: State): string {
  if (!/^\d{5}$/.test(text))
    throw new Fault(`GEOID ${quoted(text)} is not five digits; keep its leading zero`);
  if (!text.startsWith(state.fips))
    throw new Fault(`GEOID ${quoted(text)} is not in ${state.code}, whose GEOIDs begin with ${state.fips}`);
  return text;
}

/** The state of a code in a record; a fault when there is none. */
export function stateOf(code: string): State {
  const state = stateOfCode(code);
  if (state === null) throw new Fault(`${quoted(code)} is no US state or territory; use its two letters`);
  return state;
}

/** The text, if it is a day of the calendar, `YYYY-MM-DD`; else a fault that names `what`. */
export function dayOf(text: string, what: string): string {
  const match = dayForm.exec(text);
  if (match !== null) {
    const [, year, month, day] = match.map(Number);
    const date = new Date(0);
    date.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day ?? 0);
    if (date.getUTCMonth() + 1 === month && date.getUTCDate() === day && (year ?? 0) > 0) return text;
  }
  throw new Fault(`${what} ${quoted(text)} is no date; write it \`YYYY-MM-DD\``);
}

/** The text, if it is an RFC 3339 moment that exists; else a fault that names `what`. */
export function momentOf(text: string, what: string): string {
  const match = momentForm.exec(text);
  if (match === null) throw new Fault(`${what} ${quoted(text)} is no RFC 3339 time`);
  dayOf(match[1] ?? '', what);
  return text;
}
