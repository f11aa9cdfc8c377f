import type { ProductAnswer, WithheldInAnswer } from './product.ts';
import { isThere, type ReferenceAnswer, type WithheldPlace } from './reference.ts';

/** What the gateway and the reference disagree on; undefined: nothing. */
export function disagreement(answer: ProductAnswer, reference: ReferenceAnswer): string | undefined {
  if (reference.kind === 'refused') {
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
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]));
}
