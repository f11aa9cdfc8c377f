/** Why a policy cannot be evaluated; thrown and caught while one policy is parsed, and never further. */
export class Unsupported extends Error {}

/** The members of a JSON object. */
export function fieldsOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Unsupported(`${what} is not an object`);
  return value as Readonly<Record<string, unknown>>;
}

/** A JSON text. */
export function textOf(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Unsupported(`${what} is not a text`);
  return value;
}
