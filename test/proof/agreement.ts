import type { ProductAnswer, WithheldInAnswer } from './product.ts';
import { entityDigest } from './product.ts';
import { isThere } from './plain-values.ts';
import type { ReferenceAnswer, WithheldPlace } from './reference.ts';
import type { World } from './world.ts';

/** What the gateway and the reference disagree on; undefined: nothing. */
export function disagreement(answer: ProductAnswer, reference: ReferenceAnswer): string | undefined {
  if (reference.kind === 'refused') {
    if (!reference.isAsked && answer.requests.length > 0)
      return `refused, and asked all the same: ${JSON.stringify(answer.requests)}`;
    return answer.refused === reference.code
      ? undefined
      : `the reference refuses with ${reference.code}: ${answer.text}`;
  }
  if (answer.refused !== undefined)
    return `refused with ${answer.refused}, the reference answers ${JSON.stringify(reference.data)}`;
  const { data, errors = [], extensions = {} } = answer.body;
  const [told, expected] = [sortedText(data ?? null), sortedText(reference.data)];
  if (told !== expected) return `data ${told}\nnot  ${expected}\nerrors ${JSON.stringify(errors)}`;
  const failed = errors.map(({ path = [] }) => JSON.stringify(path)).toSorted();
  const failing = reference.failedAt.map((path) => JSON.stringify(path)).toSorted();
  if (failed.join() !== failing.join())
    return `errors at ${failed.join(' ')}\nnot       ${failing.join(' ')}`;
  const kept = placesOf(extensions.withheld)
    .filter(({ path }) => isThere(data, path))
    .map(textOf)
    .toSorted();
  const keeping = reference.withheld.map(textOf).toSorted();
  if (kept.join('\n') !== keeping.join('\n')) {
    const [more, less] = [
      kept.filter((line) => !keeping.includes(line)),
      keeping.filter((line) => !kept.includes(line)),
    ];
    return `withheld too much:\n${more.join('\n')}\ntoo little:\n${less.join('\n')}`;
  }
  const [banner, shown] = [sortedText(extensions.marking), sortedText(reference.banner)];
  if (banner !== shown) return `banner ${banner}\nnot    ${shown}`;
  return undefined;
}

/**
 * What is wrong with the records of an answer: they tell of other values than the reference shows and keeps back, or
 * name an object otherwise than by its digest; undefined: nothing.
 */
export function recordsDisagreement(
  { disclosures, refused }: ProductAnswer,
  reference: ReferenceAnswer,
  world: World,
): string | undefined {
  const text = JSON.stringify(disclosures);
  const named = [...world.objects.keys()].find((name) => text.includes(JSON.stringify(name)));
  if (named !== undefined) return `\`${named}\` is named in plain words: ${text}`;
  if (reference.kind === 'refused' || refused !== undefined) return undefined;
  const counts = new Map<string, number>();
  const objects = { told: new Set<string>(), expected: new Set<string>() };
  const count = (what: string, by: number): void => {
    counts.set(what, (counts.get(what) ?? 0) + by);
  };
  for (const { coordinate, decision, returned, suppressed, entities } of disclosures) {
    if (decision === 'SENT') continue;
    count(`${coordinate} ${decision}`, returned + suppressed);
    for (const entity of entities) objects.told.add(`${coordinate} ${decision} ${entity}`);
  }
  for (const { coordinate, decision, object } of reference.recorded) {
    count(`${coordinate} ${decision}`, -1);
    const [type = ''] = coordinate.split('.');
    const digest = entityDigest(type, object === undefined ? {} : { id: object });
    objects.expected.add(`${coordinate} ${decision} ${digest}`);
  }
  const others = objects.told.symmetricDifference(objects.expected);
  if (others.size > 0) return `records of other objects: ${[...others].join(', ')}\n${text}`;
  const wrong = [...counts].filter(([, by]) => by !== 0).map(([what, by]) => `${what}: ${by} too many`);
  return wrong.length === 0 ? undefined : `records ${wrong.join(', ')}\n${text}`;
}

/** The withheld entries of an answer, one for each place. */
export function placesOf(withheld: WithheldInAnswer | undefined): readonly WithheldPlace[] {
  return (withheld?.items ?? []).flatMap(({ paths, counts, ...fact }) =>
    paths.map((path, index) => ({
      ...(fact as unknown as Omit<WithheldPlace, 'path'>),
      path,
      ...(counts === undefined ? {} : { count: counts[index] ?? null }),
    })),
  );
}

function textOf(place: WithheldPlace): string {
  return sortedText(place);
}

/** As JSON, with the keys of every object in the order of the alphabet. */
export function sortedText(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'undefined';
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sorted);
    // What is withheld of an object is told in the order of the schema, which the reference does not know.
    return items.some(isWithheld)
      ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]));
}

function isWithheld(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'coordinate' in item && 'mode' in item;
}
