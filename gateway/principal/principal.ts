/** A task force or case somebody is assigned to; times are ISO 8601 with offset. */
export interface Assignment {
  readonly kind: string;
  readonly id: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly grantedBy: string;
}

/**
 * Who asks: made only from a verified token, frozen through and through, without prototypes.
 *
 * `jurisdiction` is an OCD division id. `exercise` says that the caller lives in the exercise world. `demo`
 * marks an identity of the demonstration's own issuer.
 */
export interface Principal {
  readonly id: string;
  readonly name: string;
  readonly agency: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly community: readonly string[];
  readonly assignments: readonly Assignment[];
  readonly purposes: readonly string[];
  readonly exercise: boolean;
  readonly jurisdiction?: string;
  readonly demo: boolean;
}

/** A deeply frozen copy of `value` in which no object has a prototype, so that no claim can reach one. */
export function frozenCopy<T>(value: T): T {
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = { __proto__: null };
  for (const [key, member] of Object.entries(value)) copy[key] = frozenCopy(member);
  return Object.freeze(copy) as T;
}
