import { createRequire } from 'node:module';
import { geoArea, geoCentroid } from 'd3-geo';
import type { Feature, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** A state or county of the United States as the package `us-atlas` has it. */
export interface Area {
  readonly ocdId: string;
  /** Census GEOID: 2 digits of a state, 5 of a county. */
  readonly geoid: string;
  readonly name: string;
  /** Two lower-case letters. */
  readonly state: string;
  readonly divisionType:
    | 'state'
    | 'territory'
    | 'district'
    | 'county'
    | 'parish'
    | 'borough'
    | 'census_area'
    | 'place';
  /** OCD-ID of the state; of the country for a state. */
  readonly parentOcdId: string;
}

/** A GeoJSON point or area in degrees of longitude and latitude. */
export interface Shape {
  readonly centroid: Geometry;
  readonly boundary: Geometry;
}

const states: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '01al 02ak 04az 05ar 06ca 08co 09ct 10de 11dc 12fl 13ga 15hi 16id 17il 18in 19ia 20ks 21ky 22la 23me 24md 25ma ' +
    '26mi 27mn 28ms 29mo 30mt 31ne 32nv 33nh 34nj 35nm 36ny 37nc 38nd 39oh 40ok 41or 42pa 44ri 45sc 46sd 47tn 48tx ' +
    '49ut 50vt 51va 53wa 54wv 55wi 56wy 60as 66gu 69mp 72pr 78vi'
  )
    .split(' ')
    .map((each) => [each.slice(0, 2), each.slice(2)]),
);

interface Atlas {
  readonly areas: readonly Area[];
  readonly shapes: ReadonlyMap<string, Feature>;
}

let opened: Atlas | undefined;

/** All states and territories of `us-atlas`, by GEOID. */
export function allStates(): readonly Area[] {
  return atlas().areas.filter((area) => area.geoid.length === 2);
}

/**
 * All counties and county equivalents of `us-atlas`, by GEOID.
 *
 * The atlas has Connecticut's counties from before 2022 and old Alaskan census areas.
 */
export function counties(): readonly Area[] {
  return atlas().areas.filter((area) => area.geoid.length === 5);
}

/** The middle and the area of a state or county; null for a GEOID the atlas does not have. */
export function shapeOf(geoid: string): Shape | null {
  const found = atlas().shapes.get(geoid);
  if (!found) return null;
  const [longitude, latitude] = geoCentroid(found);
  return {
    centroid: { type: 'Point', coordinates: [rounded(longitude), rounded(latitude)] },
    boundary: withWinding(found.geometry),
  };
}

function atlas(): Atlas {
  opened ??= readAtlas();
  return opened;
}

function readAtlas(): Atlas {
  const topology = createRequire(import.meta.url)('us-atlas/counties-10m.json') as Topology<{
    states: GeometryCollection<{ name: string }>;
    counties: GeometryCollection<{ name: string }>;
  }>;
  const features = [
    ...feature(topology, topology.objects.states).features,
    ...feature(topology, topology.objects.counties).features,
  ];
  const shapes = new Map(features.map((each) => [String(each.id), each]));
  const areas = features.flatMap((each) => {
    const geoid = String(each.id);
    const state = states[geoid.slice(0, 2)];
    // The District of Columbia is a state and its own single county: one division.
    return state === undefined || geoid === '11001' ? [] : [areaOf(geoid, state, each.properties.name)];
  });
  return { areas: areas.toSorted((a, b) => (a.geoid < b.geoid ? -1 : 1)), shapes };
}

// An independent city has a GEOID whose county part is 510 or more; some share their name with a county.
function areaOf(geoid: string, state: string, name: string): Area {
  if (geoid.length === 2) {
    const territory = ['as', 'gu', 'mp', 'pr', 'vi'].includes(state);
    const kind = territory ? 'territory' : state === 'dc' ? 'district' : 'state';
    return {
      ocdId: `ocd-division/country:us/${kind}:${state}`,
      geoid,
      name,
      state,
      divisionType: kind,
      parentOcdId: 'ocd-division/country:us',
    };
  }
  const kind = countyKind(geoid, state, name);
  const territory = ['as', 'gu', 'mp', 'pr', 'vi'].includes(state);
  const parentOcdId = `ocd-division/country:us/${territory ? 'territory' : 'state'}:${state}`;
  return {
    ocdId: `${parentOcdId}/${kind}:${slug(name)}`,
    geoid,
    name,
    state,
    divisionType: kind,
    parentOcdId,
  };
}

function countyKind(geoid: string, state: string, name: string): Area['divisionType'] {
  if (state === 'la') return 'parish';
  if (state === 'ak') return censusAreas.has(name) ? 'census_area' : 'borough';
  return Number(geoid.slice(2)) >= 510 && ['md', 'mo', 'nv', 'va'].includes(state) ? 'place' : 'county';
}

/** Parts of Alaska's unorganized borough. */
const censusAreas = new Set([
  'Aleutians West',
  'Bethel',
  'Dillingham',
  'Hoonah-Angoon',
  'Kusilvak',
  'Nome',
  'Petersburg',
  'Prince of Wales-Hyder',
  'Southeast Fairbanks',
  'Valdez-Cordova',
  'Yukon-Koyukuk',
]);

/** A name as OCD-IDs write it: lower case, spaces as `_`, periods and apostrophes kept as the registry does. */
function slug(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll("'", '~')
    .replaceAll(' ', '_')
    .replaceAll(/[.,]/gu, '');
}

// d3-geo reads rings clockwise as filled (RFC 7946 says the other way); an area over half the globe is inside out.
function withWinding(geometry: Geometry): Geometry {
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return geometry;
  const inverted = geoArea(geometry) > 2 * Math.PI;
  const turn = (ring: number[][]): number[][] => {
    const placed = ring.map((point) => point.map(rounded));
    return inverted ? placed : placed.toReversed();
  };
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: geometry.coordinates.map(turn) }
    : { type: 'MultiPolygon', coordinates: geometry.coordinates.map((polygon) => polygon.map(turn)) };
}

function rounded(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000;
}
