import { GraphQLScalarType, Kind } from 'graphql';
import type { ValueNode } from 'graphql';
import { badInput } from './bad-input.ts';

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/u;
const ocdId = /^ocd-division\/country:[a-z]{2}(?:\/[a-z_]+:[\p{Ll}\p{Lo}\p{N}._~-]+)*$/u;
const stixId = /^[a-z0-9]+(?:-[a-z0-9]+)*--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/** The custom scalars of the shared schema, by name; a value out of form is `BAD_USER_INPUT`. */
export const scalars: Readonly<Record<string, GraphQLScalarType>> = {
  DateTime: text('DateTime', 'an instant with its zone, such as `2024-11-05T09:30:00-05:00`', instantOf),
  Date: text('Date', 'a calendar date, such as `2024-11-05`', dateOf),
  OcdId: text('OcdId', 'an OCD-ID, such as `ocd-division/country:us/state:ga`', (given) =>
    matching(ocdId, given),
  ),
  GeoId: text('GeoId', 'a GEOID of 2 or 5 digits', (given) => matching(/^(?:\d{2}|\d{5})$/u, given)),
  StixId: text('StixId', 'a STIX identifier, `type--uuid`', (given) => matching(stixId, given)),
  CveId: text('CveId', 'a CVE identifier, such as `CVE-2022-1739`', (given) =>
    matching(/^CVE-\d{4}-\d{4,19}$/u, given),
  ),
  Url: text('Url', 'an absolute http or https address', urlOf),
  GeoJson: geoJson(),
};

function text(name: string, form: string, check: (given: string) => string | null): GraphQLScalarType {
  const read = (given: unknown): string => {
    const checked = typeof given === 'string' ? check(given) : null;
    if (checked !== null) return checked;
    throw badInput(`\`${shown(given)}\` is not a ${name}; give ${form}`);
  };
  return new GraphQLScalarType({
    name,
    parseValue: read,
    parseLiteral: (node: ValueNode) => read(node.kind === Kind.STRING ? node.value : undefined),
    serialize: read,
  });
}

// A shape is only ever answered: no field takes one as an argument.
function geoJson(): GraphQLScalarType {
  const refuse = (): never => {
    throw badInput('a GeoJson cannot be given as an argument');
  };
  return new GraphQLScalarType({
    name: 'GeoJson',
    parseValue: refuse,
    parseLiteral: refuse,
    serialize: (given) => given,
  });
}

/** The instant in UTC with milliseconds, so that text order is time order; null when the day or zone is impossible. */
function instantOf(given: string): string | null {
  if (!instant.test(given) || dateOf(given.slice(0, 10)) === null) return null;
  const at = Date.parse(given);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function dateOf(given: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(given)) return null;
  const at = new Date(`${given}T00:00:00Z`);
  // 30 February parses as 1 March in some engines: only a date that reads back the same exists.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(given) ? given : null;
}

function urlOf(given: string): string | null {
  return URL.canParse(given) && /^https?:\/\//iu.test(given) ? given : null;
}

function matching(form: RegExp, given: string): string | null {
  return given.length <= 512 && form.test(given) ? given : null;
}

function shown(given: unknown): string {
  return typeof given === 'string' ? given.slice(0, 64) : typeof given;
}
