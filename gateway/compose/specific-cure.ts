import { Kind, print, type ASTNode } from 'graphql';
import type { ProblemContext, Side } from './problem-side.ts';
import { placeOf } from './place.ts';
import type { Place } from './problem.ts';

/** What can be said better than the page says it, when the case is known exactly. */
export interface SpecificCure {
  readonly message?: string;
  readonly place?: Place;
  readonly why?: string;
  readonly fix?: string;
}

/** The cure for this very place, for the codes where the other side settles what to write. */
export function specificCure(
  code: string,
  message: string,
  primary: Side | undefined,
  context: ProblemContext,
): SpecificCure {
  if (primary === undefined) return {};
  if (code === 'FIELD_TYPE_MISMATCH') return otherType(message, primary);
  if (code === 'INVALID_GRAPHQL') return otherValue(message, primary, context);
  if (code === 'SATISFIABILITY_ERROR') return unreachableField(message);
  return {};
}

function otherType(message: string, { node, place, subgraph }: Side): SpecificCure {
  const coordinate = /field "([^"]+)"/.exec(message)?.[1];
  if (node.kind !== Kind.FIELD_DEFINITION || coordinate === undefined) return {};
  const declarations = [...message.matchAll(/type "([^"]+)" in subgraphs? ((?:"[^"]+"(?:, | and )?)+)/g)];
  const theirs = declarations.find(([, , names]) => !names?.includes(`"${subgraph}"`))?.[1];
  const mine = print(node.type);
  const count = declarations.length === 2 ? 'two' : String(declarations.length);
  const said = { message: `\`${coordinate}\` has different types in ${count} subgraphs` };
  if (theirs === undefined) return said;
  return {
    ...said,
    fix: `change line ${place.line} to \`${node.name.value}: ${theirs}\``,
    ...(losesZeros(mine, theirs) ? { why: 'leading zeros are lost in Int ("04013" becomes 4013)' } : {}),
  };
}

function losesZeros(...types: readonly string[]): boolean {
  const bare = types.map((type) => type.replace(/[[\]!]/g, ''));
  return bare.includes('Int') && bare.some((type) => type === 'ID' || type === 'String' || type === 'GeoId');
}

/** The library prints a query and every path it tried; what matters are the first field and the last reason. */
function unreachableField(message: string): SpecificCure {
  const [, subgraph, field] = /from subgraph "([^"]+)":\s+- cannot find field "([^"]+)"/.exec(message) ?? [];
  const reason = /because (.+?)\.?$/m.exec(message.slice(message.indexOf('- ')))?.[1];
  if (subgraph === undefined || field === undefined) return {};
  const why = reason === undefined ? {} : { why: reason.replace(/"([^"]*)"/g, '`$1`') };
  return { message: `\`${field}\` cannot be reached from subgraph \`${subgraph}\``, ...why };
}

function otherValue(message: string, { node }: Side, { subgraphs }: ProblemContext): SpecificCure {
  const match = /^Invalid value for "@\w+\((\w+):\)" of type "([^"]+)"/.exec(message);
  if (match === null || node.kind !== Kind.DIRECTIVE) return {};
  const value = node.arguments?.find(({ name }) => name.value === match[1])?.value;
  const place = value && placeOf(value);
  if (value === undefined || place === undefined) return {};
  const type = match[2] ?? '';
  const values = enumValues(type.replace(/[[\]!]/g, ''), subgraphs);
  return {
    place,
    message: `\`${print(value)}\` is not a value of \`${type}\``,
    ...(values.length === 0 ? {} : { fix: `use one of ${values.map((each) => `\`${each}\``).join(', ')}` }),
  };
}

function enumValues(name: string, subgraphs: ProblemContext['subgraphs']): readonly string[] {
  for (const { shared, own } of subgraphs.values()) {
    const found: ASTNode | undefined = [...shared, ...own].find(
      (each) => each.kind === Kind.ENUM_TYPE_DEFINITION && each.name.value === name,
    );
    if (found?.kind === Kind.ENUM_TYPE_DEFINITION) return (found.values ?? []).map((each) => each.name.value);
  }
  return [];
}
