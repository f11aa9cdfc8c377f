import type { Tape } from '../federation/tape.ts';
import { askText, type Asked, type RandomAsk } from './operation.ts';
import type { ProductAnswer } from './product.ts';
import { placesOf, sortedText } from './agreement.ts';

/** The same question in other words, and how its answer is read in the first one's keys. */
export interface OtherWords {
  readonly name: string;
  readonly texts: readonly string[];
  /** The released data and withheld places of all the answers, as one text. */
  released(answers: readonly ProductAnswer[]): string;
}

/** Ways to ask the same: nothing of it may change what is released. */
export function otherWords(tape: Tape, ask: RandomAsk): readonly OtherWords[] {
  const roots = ask.inner.filter((asked) => asked.kind === 'field');
  const rootType = ask.kind === 'query' ? 'Query' : 'Mutation';
  return [
    {
      name: 'other aliases',
      texts: [askText({ ...ask, inner: ask.inner.map(aliased) })],
      released: (answers) => releasedText(answers, (key) => key.slice(2)),
    },
    {
      name: 'named fragments',
      texts: [
        askText(
          { ...ask, inner: [{ kind: 'fragment', on: rootType, directive: '', inner: ask.inner }] },
          true,
        ),
      ],
      released: (answers) => releasedText(answers),
    },
    {
      name: 'fragments around everything',
      texts: [askText({ ...ask, inner: ask.inner.map(wrapped) })],
      released: (answers) => releasedText(answers),
    },
    {
      name: 'another order',
      texts: [askText({ ...ask, inner: reordered(tape, ask.inner) })],
      released: (answers) => releasedText(answers),
    },
    ...(roots.length > 1 &&
    roots.length === ask.inner.length &&
    new Set(roots.map(({ key }) => key)).size === roots.length
      ? [
          {
            name: 'one root at a time',
            texts: roots.map((root) => askText(used({ ...ask, inner: [root] }))),
            released: (answers: readonly ProductAnswer[]) => releasedText(answers),
          },
        ]
      : []),
  ];
}

/** What an answer, or several parts of one, released and withheld. */
export function releasedText(
  answers: readonly ProductAnswer[],
  key: (key: string) => string = (name) => name,
): string {
  const data = Object.assign({}, ...answers.map(({ body }) => renamed(body.data ?? {}, key))) as unknown;
  const places = answers.flatMap(({ body }) => placesOf(body.extensions?.withheld));
  const told = places.map(({ path, ...fact }) =>
    sortedText({ ...fact, path: path.map((step) => (typeof step === 'string' ? key(step) : step)) }),
  );
  const failed = answers.flatMap(({ body }) =>
    (body.errors ?? []).map(({ extensions }) => extensions?.code ?? ''),
  );
  return `${sortedText(data)}\n${told.toSorted().join('\n')}\n${[...new Set(failed)].toSorted().join()}`;
}

function aliased(asked: Asked): Asked {
  const inner = asked.inner.map(aliased);
  return asked.kind === 'field' ? { ...asked, key: `z_${asked.key}`, inner } : { ...asked, inner };
}

function wrapped(asked: Asked): Asked {
  const inner = asked.inner.map(wrapped);
  return { kind: 'fragment', on: '', directive: '', inner: [{ ...asked, inner }] };
}

function reordered(tape: Tape, parts: readonly Asked[]): readonly Asked[] {
  return parts
    .map((part) => ({ part: { ...part, inner: reordered(tape, part.inner) }, at: tape.next(1000) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ part }) => part);
}

/** Only the variables that are still used: others would be refused. */
function used({ kind, inner, variables }: RandomAsk): RandomAsk {
  const text = JSON.stringify(inner);
  return {
    kind,
    inner,
    variables: Object.fromEntries(
      Object.entries(variables).filter(([name]) => new RegExp(`\\$${name}\\b`, 'u').test(text)),
    ),
  };
}

function renamed(value: unknown, key: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => renamed(each, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [key(name), renamed(member, key)]));
}

/**
 * Whether `less` shows nothing that `more` does not: nulls for values, and lists with fewer items in
 * the same order; keys of `except` are not compared.
 */
export function isWithin(less: unknown, more: unknown, except: ReadonlySet<string>): boolean {
  if (less === null || less === undefined) return true;
  if (Array.isArray(less)) {
    // A list of what nobody may see is empty, also where the value would be null.
    if (less.length === 0) return true;
    if (!Array.isArray(more)) return false;
    let from = 0;
    return less.every((item) => {
      while (from < more.length && !isWithin(item, more[from], except)) from += 1;
      from += 1;
      return from <= more.length;
    });
  }
  if (typeof less !== 'object') return less === more;
  if (typeof more !== 'object' || more === null) return false;
  return Object.entries(less).every(
    ([key, member]) => except.has(key) || isWithin(member, Reflect.get(more, key), except),
  );
}
