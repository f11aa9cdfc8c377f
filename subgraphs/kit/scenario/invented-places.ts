import type { Area } from '../geography.ts';
import type { ScenarioPlace } from './scenario.ts';
import { seededRandom } from './seeded-random.ts';

const first = [
  'Oak',
  'River',
  'Hill',
  'North',
  'South',
  'Mill',
  'Lake',
  'Cedar',
  'Union',
  'Liberty',
  'Spring',
  'Garden',
];
const second = [
  'Library',
  'Elementary School',
  'Community Center',
  'Fire Station',
  'Recreation Hall',
  'Senior Center',
  'Middle School',
  'Town Hall',
];

/** Places of the smallest exercise in the counties where the story needs more than a few. */
const many: Readonly<Record<string, number>> = {
  Fulton: 48,
  DeKalb: 12,
  Gwinnett: 12,
  Cobb: 12,
  Chatham: 6,
  Dougherty: 4,
};

/** Invented polling places: two a county and more where the story plays, times the scale. */
export function inventedPlaces(
  counties: readonly Area[],
  seed: string,
  scale: number,
): readonly ScenarioPlace[] {
  const random = seededRandom(seed, 'places');
  return counties.flatMap((county) =>
    Array.from({ length: (many[county.name] ?? 2) * scale }, (_, index) => ({
      id: `${county.ocdId}/place:x${String(index + 1).padStart(3, '0')}`,
      name: `${random.pick(first)} ${random.pick(second)} ${index + 1}`,
      address: `${random.between(1, 99) * 10} Exercise Street, ${county.name} County, GA`,
      county: county.ocdId,
      imported: false,
    })),
  );
}
