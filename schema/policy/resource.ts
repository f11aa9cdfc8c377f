/**
 * An object as policies see it (`resource`): its GraphQL type and its marking.
 *
 * `jurisdiction` is the OCD-ID of the division the object is about, `state` the state it lies in.
 */
export interface PolicyResource {
  readonly type: string;
  readonly tlp: string;
  readonly releasableTo: readonly string[];
  readonly originator: string;
  readonly caveats: readonly string[];
  readonly case?: string;
  readonly status: string;
  readonly jurisdiction?: string;
  readonly state?: string;
}

/** The labels of TLP 2.0, the strictest first, as the graph's enum `Tlp` spells them. */
export const tlpLabels = ['RED', 'AMBER_STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const;

/** The statuses of CAP 1.2, as the graph's enum `CapStatus` spells them. */
export const statuses = ['ACTUAL', 'EXERCISE', 'SYSTEM', 'TEST', 'DRAFT'] as const;

/** The handling caveats, as the graph's enum `Caveat` spells them. */
export const caveats = ['ORCON', 'LES', 'PCII', 'PII', 'IDSRC', 'EXERCISE_CONTROL'] as const;

/**
 * The resource that a marking of the wire makes of an object of `type`; undefined where the marking is missing,
 * incomplete or speaks of an unknown label, caveat or status: such an object is for nobody.
 *
 * `division` is the marking's field of the same name; `state` is derived from it. Null counts as absent.
 */
export function resourceOf(type: string, marking: unknown): PolicyResource | undefined {
  if (typeof marking !== 'object' || marking === null) return undefined;
  const given = marking as Readonly<Record<string, unknown>>;
  const division = given['division'] ?? undefined;
  const tiedTo = given['case'] ?? undefined;
  const state = typeof division === 'string' ? stateOf(division) : undefined;
  const resource = {
    type,
    tlp: given['tlp'],
    releasableTo: given['releasableTo'],
    originator: given['originator'],
    caveats: given['caveats'],
    status: given['status'],
    ...(tiedTo === undefined ? {} : { case: tiedTo }),
    ...(division === undefined ? {} : { jurisdiction: division }),
    ...(state === undefined ? {} : { state }),
  };
  return isWellFormed(resource) ? resource : undefined;
}

/** Whether `value` is a resource in the shape and with the labels that decisions rely on. */
export function isWellFormed(value: unknown): value is PolicyResource {
  if (typeof value !== 'object' || value === null) return false;
  const given = value as Readonly<Partial<Record<keyof PolicyResource, unknown>>>;
  return (
    typeof given.type === 'string' &&
    typeof given.originator === 'string' &&
    tlpLabels.includes(given.tlp as never) &&
    statuses.includes(given.status as never) &&
    areTexts(given.releasableTo) &&
    areTexts(given.caveats) &&
    given.caveats.every((caveat) => caveats.includes(caveat as never)) &&
    isOptionalText(given.case) &&
    isOptionalText(given.jurisdiction) &&
    isOptionalText(given.state)
  );
}

/** The state a division lies in, or the division itself where it is one; undefined for a country. */
export function stateOf(division: string): string | undefined {
  return /^ocd-division\/country:[a-z]{2}\/(?:state|district|territory):[^/]+/u.exec(division)?.[0];
}

function areTexts(value: unknown): value is readonly string[] {
  if (!Array.isArray(value)) return false;
  for (const entry of value) if (typeof entry !== 'string') return false;
  return true;
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
