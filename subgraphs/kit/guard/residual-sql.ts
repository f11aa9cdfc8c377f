import type { Atom, ListName, Residual, TextName } from '../../../schema/policy/residual.ts';
import { stateOf } from '../../../schema/policy/resource.ts';
import { all, always, any, never, sql, value } from '../fragment.ts';
import type { Fragment, Predicate } from '../fragment.ts';

/** The columns of a marked table that a residual asks about; a table whose rows lie nowhere has no `division`. */
export interface MarkingColumns {
  readonly tlp: Fragment;
  readonly releasableTo: Fragment;
  readonly originator: Fragment;
  readonly caveats: Fragment;
  readonly case: Fragment;
  readonly status: Fragment;
  readonly division: Fragment | undefined;
}

/**
 * The rows of a marked table that satisfy a residual, in words that SQLite and PostgreSQL share.
 *
 * INVARIANT: every predicate made here is true or false and never null, since `not` may stand above it. What cannot be
 * asked exactly throws, so that the read fails: a near miss would show rows under a `not`.
 */
export function residualPredicate(residual: Residual, columns: MarkingColumns): Predicate {
  switch (residual.op) {
    case 'true':
      return always;
    case 'false':
      return never;
    case 'not':
      return sql`not (${residualPredicate(residual.of, columns)})`;
    case 'and':
      return all(residual.of.map((part) => residualPredicate(part, columns)));
    case 'or':
      return any(residual.of.map((part) => residualPredicate(part, columns)));
    default:
      return atomPredicate(residual, columns);
  }
}

function atomPredicate(atom: Atom, columns: MarkingColumns): Predicate {
  switch (atom.op) {
    case 'has': {
      if (atom.attribute === 'state') return isInState(columns);
      const column = textColumn(atom.attribute, columns);
      return column === undefined ? never : sql`${column} is not null`;
    }
    case 'equals':
      if (atom.attribute === 'state') return isState(atom.value, columns);
      return ofText(atom.attribute, columns, (column) => sql`${column} = ${value(atom.value)}`);
    case 'same':
      return same(atom.attribute, atom.other, columns);
    case 'like':
      return ofText(atom.attribute, columns, (column) => fits(column, atom.pattern));
    case 'contains':
      return holds(columns[atom.attribute], value(quoted(atom.value)));
    case 'containsAttribute':
      return ofText(atom.other, columns, (column) => containsColumn(atom.attribute, column, columns));
    case 'within':
      return holdsOnly(columns[atom.attribute], atom.values);
    default:
      return atom satisfies never;
  }
}

/** A predicate about a text that may be missing: false then. */
function ofText(name: TextName, columns: MarkingColumns, about: (column: Fragment) => Predicate): Predicate {
  const column = textColumn(name, columns);
  return column === undefined ? never : sql`(${column} is not null and ${about(column)})`;
}

function textColumn(name: TextName, columns: MarkingColumns): Fragment | undefined {
  switch (name) {
    case 'jurisdiction':
      return columns.division;
    case 'state':
      throw new Error('a policy asks about `resource.state` in a way that no list can be filtered by');
    default:
      return columns[name];
  }
}

function same(one: TextName, other: TextName, columns: MarkingColumns): Predicate {
  if (one !== 'state' && other !== 'state')
    return ofText(one, columns, (left) => ofText(other, columns, (right) => sql`${left} = ${right}`));
  if (one === other) return isInState(columns);
  // A row's division is its own state where it is one; other texts are no divisions to compare with a state.
  const rest = one === 'state' ? other : one;
  if (rest !== 'jurisdiction' || columns.division === undefined) return textColumn('state', columns) ?? never;
  const name = withoutKind(columns.division);
  return sql`(${isInState(columns)} and replace(${name}, '/', '') = ${name})`;
}

/** Divisions below a state begin with its id and a slash, and nothing else does. */
function isState(state: string, { division }: MarkingColumns): Predicate {
  if (division === undefined || stateOf(state) !== state) return never;
  const below = `${state}/`;
  return sql`(${division} is not null and (${division} = ${value(state)}
    or substr(${division}, 1, ${count(below)}) = ${value(below)}))`;
}

const kinds = ['state:', 'district:', 'territory:'];
const country = 'ocd-division/country:';

/** The rows whose division has a state, as `stateOf` reads it. */
function isInState({ division }: MarkingColumns): Predicate {
  if (division === undefined) return never;
  const letter = (at: number): Predicate =>
    sql`substr(${division}, ${number(country.length + at)}, 1) collate "C" >= 'a'
      and substr(${division}, ${number(country.length + at)}, 1) collate "C" <= 'z'`;
  const after = country.length + 4;
  const ofKind = kinds.map(
    (kind) => sql`substr(${division}, ${number(after)}, ${count(kind)}) = ${value(kind)}
      and substr(${division}, ${number(after + kind.length)}, 1) not in ('', '/')`,
  );
  return sql`(${division} is not null and substr(${division}, 1, ${count(country)}) = ${value(country)}
    and ${letter(1)} and ${letter(2)} and substr(${division}, ${number(country.length + 3)}, 1) = '/'
    and ${any(ofKind)})`;
}

/** What follows `…/state:`, `…/district:` or `…/territory:`: without a slash the division is the state itself. */
function withoutKind(division: Fragment): Fragment {
  return sql`substr(${division}, ${number(country.length + 4)})`;
}

/** A text fits `like` where it begins, ends and goes on as the pattern says; two wildcards stand at the ends only. */
function fits(column: Fragment, pattern: readonly (string | null)[]): Predicate {
  const pieces = pattern.filter((piece) => piece !== null);
  const [piece = ''] = pieces;
  if (pieces.length === 0) return pattern.length > 0 ? always : sql`${column} = ''`;
  if (pieces.length > 1) {
    throw new Error(
      'a policy asks for a pattern with a wildcard between texts, by which no list can be filtered',
    );
  }
  const opens = pattern[0] === null;
  const closes = pattern.at(-1) === null;
  if (opens && closes)
    return piece === '' ? always : sql`replace(${column}, ${value(piece)}, '') <> ${column}`;
  if (closes) return sql`substr(${column}, 1, ${count(piece)}) = ${value(piece)}`;
  if (!opens) return sql`${column} = ${value(piece)}`;
  if (piece === '') return always;
  return sql`(length(${column}) >= ${count(piece)}
    and substr(${column}, length(${column}) - ${count(piece)} + 1) = ${value(piece)})`;
}

/**
 * Lists are JSON text. Once escapes are put aside (`\\` and `\"` become characters that JSON never leaves bare), every
 * quotation mark stands at an end of an element, so an element with its marks is found as a whole.
 */
const escapes = [
  [String.raw`\\`, '\u0001'],
  [String.raw`\"`, '\u0002'],
] as const;

function unescaped(column: Fragment): Fragment {
  return escapes.reduce((text, [from, to]) => sql`replace(${text}, ${value(from)}, ${value(to)})`, column);
}

/** An element as it stands in such a text. Commas alone also stand between elements, so they cannot be asked for. */
function quoted(element: string): string {
  if (/^,+$/u.test(element)) throw new Error('a list cannot be asked for commas alone');
  return escapes.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(element));
}

function holds(list: Fragment, element: Fragment): Predicate {
  const text = unescaped(list);
  return sql`replace(${text}, ${element}, '') <> ${text}`;
}

function holdsOnly(list: Fragment, values: readonly string[]): Predicate {
  const rest = values.reduce(
    (text, each) => sql`replace(${text}, ${value(quoted(each))}, '')`,
    unescaped(list),
  );
  return sql`replace(${rest}, '"', '') = ${rest}`;
}

/** The element that another column holds: escaped as JSON would, its marks around it. */
function containsColumn(list: ListName, column: Fragment, columns: MarkingColumns): Predicate {
  const [backslash, mark] = escapes;
  const inner = sql`replace(replace(${column}, ${value('\\')}, ${value(backslash[1])}), '"', ${value(mark[1])})`;
  const isPlain = sql`(${column} = '' or replace(${column}, ',', '') <> '')`;
  return sql`(${isPlain} and ${holds(columns[list], sql`'"' || ${inner} || '"'`)})`;
}

/** How many characters a text has, as SQL counts them. */
function count(text: string): Fragment {
  return number([...text].length);
}

function number(whole: number): Fragment {
  return { sql: String(whole), parameters: [] };
}
