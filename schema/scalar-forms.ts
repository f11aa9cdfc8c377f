/** The form of a custom scalar of the shared schema: how a value is read, and what a person is told to give. */
export interface ScalarForm {
  /** What to give: `a calendar date, such as …`. */
  readonly example: string;
  /** The value in its one spelling; null when it is out of form. */
  readonly read: (given: string) => string | null;
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/u;
const ocdId = /^ocd-division\/country:[a-z]{2}(?:\/[a-z_]+:[\p{Ll}\p{Lo}\p{N}._~-]+)*$/u;
const stixId = /^[a-z0-9]+(?:-[a-z0-9]+)*--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/** The custom scalars that are text, by name. */
export const scalarForms: Readonly<Record<string, ScalarForm>> = {
  DateTime: { example: 'an instant with its zone, such as `2024-11-05T09:30:00-05:00`', read: instantOf },
  Date: { example: 'a calendar date, such as `2024-11-05`', read: dateOf },
  OcdId: { example: 'an OCD-ID, such as `ocd-division/country:us/state:ga`', read: matching(ocdId) },
  GeoId: { example: 'a GEOID of 2 or 5 digits', read: matching(/^(?:\d{2}|\d{5})$/u) },
  StixId: { example: 'a STIX identifier, `type--uuid`', read: matching(stixId) },
  CveId: {
    example: 'a CVE identifier, such as `CVE-2022-1739`',
    read: matching(/^CVE-\d{4}-\d{4,19}$/u),
  },
  Url: { example: 'an absolute http or https address', read: urlOf },
};

/** The value in its one spelling, or the sentence that says what to give instead; `given` may be anything. */
export function readScalar(
  name: string,
  given: unknown,
): { readonly value: string } | { readonly problem: string } {
  const form = Object.hasOwn(scalarForms, name) ? scalarForms[name] : undefined;
  const value = typeof given === 'string' ? (form?.read(given) ?? null) : null;
  if (value !== null) return { value };
  const shown = typeof given === 'string' ? given.slice(0, 64) : typeof given;
  return {
    problem: `\`${shown}\` is not a valid ${name}; give ${form?.example ?? 'nothing: it is only answered'}`,
  };
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

function matching(form: RegExp): (given: string) => string | null {
  return (given) => (given.length <= 512 && form.test(given) ? given : null);
}
