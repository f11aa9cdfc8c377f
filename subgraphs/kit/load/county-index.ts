import { stateOfCode } from './states.ts';

/** A county or its equivalent, as far as its name leads to its id. */
export interface NamedCounty {
  readonly ocdId: string;
  readonly name: string;
  /** State's two letters. */
  readonly stateCode: string;
  /** Five digits. */
  readonly geoid: string | null;
}

/** Finds a county's OCD-ID by what sources call it. */
export interface CountyIndex {
  /** Adds a county; a name that two counties of a state bear leads to neither. */
  add(county: NamedCounty): void;
  /** OCD-ID of a county by its name as offices write it (`DEKALB`, `St. Clair County`), `null` when unknown. */
  byName(state: string, name: string): string | null;
  /** OCD-ID of a county by its five-digit GEOID, `null` when unknown. */
  byGeoid(geoid: string): string | null;
}

/**
 * An index over the counties of this load, then those of `fallback`, asked for only when the first do not answer.
 *
 * Michigan's list names two counties for a city on their border (`CLINTON COUNTY, INGHAM`): the first counts.
 */
export function countyIndex(fallback: () => Iterable<NamedCounty>): CountyIndex {
  const known = maps();
  let rest: ReturnType<typeof maps> | null = null;
  const fallen = (): ReturnType<typeof maps> => {
    if (rest === null) {
      rest = maps();
      for (const county of fallback()) put(rest, county);
    }
    return rest;
  };
  return {
    add: (county) => put(known, county),
    byName(state, name) {
      const key = keyOf(state, name.split(',')[0] ?? '');
      return known.names.has(key) ? (known.names.get(key) ?? null) : (fallen().names.get(key) ?? null);
    },
    byGeoid: (geoid) => known.geoids.get(geoid) ?? fallen().geoids.get(geoid) ?? null,
  };
}

interface Maps {
  readonly names: Map<string, string | null>;
  readonly geoids: Map<string, string>;
}

function maps(): Maps {
  return { names: new Map(), geoids: new Map() };
}

function put({ names, geoids }: Maps, county: NamedCounty): void {
  const key = keyOf(county.stateCode, county.name);
  const other = names.get(key);
  names.set(key, other === undefined || other === county.ocdId ? county.ocdId : null);
  if (county.geoid !== null && !geoids.has(county.geoid)) geoids.set(county.geoid, county.ocdId);
}

const suffix =
  / (?:county|parish|borough|census area|municipality|city and borough|municipio|planning region)$/;

function keyOf(state: string, name: string): string {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9 ]/g, '')
    .trim()
    .replace(suffix, '')
    .replace(/^saint /, 'st ')
    .replace(/^sainte /, 'ste ');
  return `${stateOfCode(state)?.code ?? state}/${plain.replaceAll(' ', '')}`;
}
