import type { Loose, RoomAnswer } from '../questions/whole-room.ts';

/** A step to an object of an answer: a key, or what the object of a list that is meant must hold. */
export type Step = string | Readonly<Record<string, unknown>>;

/**
 * What became of one field for one caller, in a word or two, as `Seen` has them:
 *
 * `SHOWN` the value itself; `NULL <reason>`; `MASK <text>`; `GENERALIZED`, `TEARLINE` the value of the field that
 * stands in its place; `COUNT <n>`; `HIDDEN` neither value nor entry, or a field that this caller's schema does not have;
 * `NO OBJECT` where the caller is not shown the object at all; everything else says what is wrong.
 */
export function outcomeOf(
  answer: RoomAnswer,
  truth: RoomAnswer,
  steps: readonly Step[],
  field: string,
): string {
  const { status, data, errors, extensions } = answer;
  if (
    status === 400 &&
    errors.length > 0 &&
    errors.every(({ message }) => message.startsWith('Cannot query field'))
  ) {
    return 'HIDDEN';
  }
  const [error] = errors;
  if (error) return `ERROR ${error.message}`;
  const found = follow(data, steps);
  const real = follow(truth.data, steps)?.object[field];
  if (real === null || real === undefined) return 'NOTHING TO SHOW';
  if (!found) return 'NO OBJECT';
  const value: unknown = found.object[field];
  const path = JSON.stringify([...found.path, field]);
  const entry = (extensions.withheld?.items ?? []).find(({ paths }) =>
    paths.some((each) => JSON.stringify(each) === path),
  );
  if (!entry) {
    if (value === null) return 'HIDDEN';
    return JSON.stringify(value) === JSON.stringify(real)
      ? 'SHOWN'
      : `ANOTHER VALUE ${JSON.stringify(value)}`;
  }
  const at = entry.paths.findIndex((each) => JSON.stringify(each) === path);
  switch (entry.mode) {
    case 'MASK':
      return `MASK ${String(value)}`;
    case 'GENERALIZE':
      if (JSON.stringify(value) === JSON.stringify(real)) return 'GENERALIZED to the value itself';
      return value === null ? `GENERALIZED as ${entry.instead ?? 'nothing'}` : 'GENERALIZED';
    case 'TEARLINE':
      if (value === real) return 'TEARLINE that is the value itself';
      return value === null ? 'TEARLINE is missing' : 'TEARLINE';
    case 'COUNT':
      return value === null ? `COUNT ${String(entry.counts?.[at] ?? 'unknown')}` : 'COUNT beside a value';
    default:
      return value === null ? `${entry.mode} ${entry.reason}` : `${entry.mode} beside a value`;
  }
}

/** The object that the steps lead to, with the keys and indexes that they turn out to be. */
function follow(
  data: unknown,
  steps: readonly Step[],
): { readonly object: Loose; readonly path: readonly (string | number)[] } | undefined {
  const path: (string | number)[] = [];
  let here: unknown = data;
  for (const step of steps) {
    if (typeof here !== 'object' || here === null) return undefined;
    if (typeof step === 'string') {
      path.push(step);
      here = (here as Loose)[step];
      continue;
    }
    if (!Array.isArray(here)) return undefined;
    const index = here.findIndex((each: Loose) =>
      Object.entries(step).every(([key, wanted]) => JSON.stringify(each[key]) === JSON.stringify(wanted)),
    );
    if (index === -1) return undefined;
    path.push(index);
    here = here[index];
  }
  return typeof here === 'object' && here !== null ? { object: here, path } : undefined;
}
