import {
  GraphQLError,
  Kind,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import { WatchfloorError } from '../error/error.ts';

/** What one operation may ask for at most; fields are counted as if every fragment stood where it is used. */
export const operationLimits = {
  tokens: 10_000,
  rootFields: 50,
  fields: 5_000,
  depth: 30,
  introspections: 5,
  nestedFragments: 100,
} as const;

/** How much a selection asks for; `root…` is what stands on its own level, `fragments` how deep fragments nest. */
interface Size {
  readonly rootFields: number;
  readonly fields: number;
  readonly depth: number;
  readonly introspections: number;
  readonly fragments: number;
}

const nothing: Size = { rootFields: 0, fields: 0, depth: 0, introspections: 0, fragments: 0 };
const introspectionFields: ReadonlySet<string> = new Set(['__schema', '__type']);

/**
 * A validation rule: an operation beyond the limits is OPERATION_TOO_COMPLEX, and nothing else of it is validated.
 *
 * Each fragment is counted once, so the work grows with the document and not with what it expands to.
 */
export const operationLimitsRule: ValidationRule = (context) => ({
  Document(document) {
    const sizeOf = sizeReader((name) => context.getFragment(name));
    for (const definition of document.definitions) {
      const message = complaint(sizeOf(definition));
      if (message === undefined) continue;
      const originalError = new WatchfloorError('OPERATION_TOO_COMPLEX', message);
      context.reportError(new GraphQLError(message, { originalError }));
      // The other rules would take the time that this one is there to save: they go on with an empty document.
      return { ...document, definitions: [] };
    }
    return undefined;
  },
});

/** The parser's complaint about a document of too many tokens in our words; undefined for any other error. */
export function tooManyTokens(error: unknown): WatchfloorError | undefined {
  if (!(error instanceof GraphQLError)) return undefined;
  if (!error.message.includes(`more that ${operationLimits.tokens} tokens`)) return undefined;
  return new WatchfloorError(
    'OPERATION_TOO_COMPLEX',
    `the document has more than ${operationLimits.tokens} tokens, send it in smaller parts`,
  );
}

function complaint({ rootFields, fields, depth, introspections, fragments }: Size): string | undefined {
  const most = operationLimits;
  if (depth > most.depth) return `fields are nested more than ${most.depth} deep, ask for less depth`;
  if (fragments > most.nestedFragments)
    return `fragments are nested more than ${most.nestedFragments} deep, nest fewer of them`;
  if (introspections > most.introspections)
    return `the operation asks for the schema more than ${most.introspections} times, ask for it once`;
  if (rootFields > most.rootFields)
    return `the operation has more than ${most.rootFields} root fields, send it in several operations`;
  if (fields > most.fields)
    return `the operation selects more than ${most.fields} fields, send it in several operations`;
  return undefined;
}

type Definition = { readonly selectionSet?: SelectionSetNode; readonly kind: Kind };

/** Reads sizes; a fragment is read once, and one that uses itself counts nothing there (another rule refuses it). */
function sizeReader(
  fragment: (name: string) => FragmentDefinitionNode | null | undefined,
): (definition: Definition) => Size {
  const known = new Map<string, Size>();
  const ofFragment = (name: string, fields: number, fragments: number): Size => {
    const size = known.get(name);
    if (size) return size;
    known.set(name, nothing);
    const found = fragment(name);
    const read = found ? ofSelections(found.selectionSet, fields, fragments) : nothing;
    known.set(name, read);
    return read;
  };
  const within = (inside: Size): Size => ({ ...inside, fragments: inside.fragments + 1 });

  /** `fields` and `fragments` say how deep this set stands: past a limit it is enough to know that it is past. */
  const ofSelections = (set: SelectionSetNode, fields: number, fragments: number): Size => {
    if (fields > operationLimits.depth || fragments > operationLimits.nestedFragments) return nothing;
    return set.selections.reduce<Size>((sum, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        return add(sum, within(ofFragment(selection.name.value, fields, fragments + 1)));
      if (selection.kind === Kind.INLINE_FRAGMENT)
        return add(sum, within(ofSelections(selection.selectionSet, fields, fragments + 1)));
      const inside = selection.selectionSet
        ? ofSelections(selection.selectionSet, fields + 1, fragments)
        : nothing;
      return add(sum, {
        rootFields: 1,
        fields: inside.fields + 1,
        depth: inside.depth + 1,
        introspections: introspectionFields.has(selection.name.value) ? 1 : 0,
        fragments: inside.fragments,
      });
    }, nothing);
  };
  return ({ kind, selectionSet }) =>
    kind === Kind.OPERATION_DEFINITION && selectionSet ? ofSelections(selectionSet, 0, 0) : nothing;
}

function add(one: Size, other: Size): Size {
  return {
    rootFields: one.rootFields + other.rootFields,
    fields: one.fields + other.fields,
    depth: Math.max(one.depth, other.depth),
    introspections: one.introspections + other.introspections,
    fragments: Math.max(one.fragments, other.fragments),
  };
}
