import { isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import type { PolicyBook } from '../../schema/policy/book.ts';
import type { Rights } from '../rights/rights.ts';
import { openExplain, type Explanation } from './explanation.ts';

/** What a caller may do, as enforcement has it; `visible` is the schema that the caller sees. */
export interface CallerAccess {
  readonly rights: Rights;
  readonly visible: GraphQLSchema;
}

/** `Access` of the schema. */
export interface Access {
  readonly decision: Explanation['decision'];
  readonly dependsOn: readonly string[];
  readonly mode: string;
  readonly reason: string | null;
  readonly custodian: string | null;
  readonly requestable: boolean;
}

/** `AccessExplanation` of the schema. */
export interface AccessExplanation {
  readonly coordinate: string;
  readonly access: Access;
  readonly policies: readonly {
    readonly id: string;
    readonly effect: 'PERMIT' | 'FORBID';
    readonly words: string | null;
  }[];
}

/** Answers about one bundle, for whoever asks; `access` is undefined where rights are not enforced. */
export type ExplainToViewer = (access: CallerAccess | undefined, coordinate: string) => AccessExplanation;

// What does not exist is told like what is hidden, and the other way round.
const nothing: Access = {
  decision: 'NEVER',
  dependsOn: [],
  mode: 'HIDDEN',
  reason: null,
  custodian: null,
  requestable: false,
};
const unenforced: Access = { ...nothing, decision: 'ALWAYS', mode: 'NULL' };

/**
 * Opens answers to callers about their own access, with what they may know of it.
 *
 * Only policies of coordinates that the caller sees are named, and an author's words that name a hidden one are left
 * out. Whether a policy holds for the caller is never told.
 */
export function openExplainToViewer(book: PolicyBook, whole: GraphQLSchema): ExplainToViewer {
  const explain = openExplain(book);
  return (access, coordinate) => {
    const visible = access?.visible ?? whole;
    const types = objectTypesOf(visible, coordinate);
    const field = coordinate.slice(coordinate.indexOf('.') + 1);
    if (types.length === 0) return { coordinate, access: nothing, policies: [] };
    if (!access) return { coordinate, access: unenforced, policies: [] };
    const explanations = types.map((type) => explain(access.rights, type, field));
    return {
      coordinate,
      access: accessOf(explanations),
      policies: policiesOf(explanations, hiddenWords(access, whole)),
    };
  };
}

/** The object types that a coordinate is about: an interface stands for its types; empty when it is not visible. */
function objectTypesOf(visible: GraphQLSchema, coordinate: string): readonly string[] {
  const [, type = '', field = ''] = /^(\w+)\.(\w+)$/u.exec(coordinate) ?? [];
  const named = visible.getType(type);
  if (!named || type.startsWith('__') || !(isObjectType(named) || isInterfaceType(named))) return [];
  if (!Object.hasOwn(named.getFields(), field)) return [];
  return isObjectType(named) ? [named.name] : visible.getPossibleTypes(named).map(({ name }) => name);
}

function accessOf(explanations: readonly Explanation[]): Access {
  const [first] = explanations;
  if (!first) return nothing;
  const decisions = new Set(explanations.map(({ decision }) => decision));
  const { mode, reason = null, custodians, isPublic, requestable } = first;
  const [decision = 'NEVER'] = decisions;
  const dependsOn = explanations.flatMap((each) => each.dependsOn);
  return {
    // Where the types of an interface differ, it depends on which of them the object is of.
    decision: decisions.size === 1 ? decision : 'DEPENDS',
    dependsOn: [...new Set(decisions.size === 1 ? dependsOn : [...dependsOn, 'type'])].toSorted(),
    mode,
    reason: isPublic ? null : reason,
    custodian: isPublic ? null : (custodians[0] ?? null),
    requestable,
  };
}

function policiesOf(
  explanations: readonly Explanation[],
  isHidden: (words: string) => boolean,
): AccessExplanation['policies'] {
  const policies = explanations.flatMap(({ needs }) => needs.flatMap((need) => need.policies));
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  return [...byId.values()].map(({ id, effect, words }) => ({
    id,
    effect: effect === 'permit' ? 'PERMIT' : 'FORBID',
    words: words === '' || isHidden(words) ? null : words,
  }));
}

/** Whether a text names a type or a field that the caller does not see. */
function hiddenWords({ visible }: CallerAccess, whole: GraphQLSchema): (words: string) => boolean {
  const hidden = Object.values(whole.getTypeMap()).flatMap((type) => {
    const seen = visible.getType(type.name);
    if (!seen) return [type.name];
    if (!('getFields' in type) || !('getFields' in seen)) return [];
    const fields = seen.getFields();
    return Object.keys(type.getFields())
      .filter((field) => !Object.hasOwn(fields, field))
      .map((field) => `${type.name}.${field}`);
  });
  return (words) => hidden.some((name) => words.includes(name));
}

/** Opens the answers of a bundle once; `key` is what the bundle is known by. */
export function keptExplainers(): (
  book: PolicyBook,
  whole: GraphQLSchema,
) => ReturnType<typeof openExplainToViewer> {
  const kept = new WeakMap<GraphQLSchema, { readonly hash: string; readonly explain: ExplainToViewer }>();
  return (book, whole) => {
    const known = kept.get(whole);
    if (known?.hash === book.hash) return known.explain;
    const explain = openExplainToViewer(book, whole);
    kept.set(whole, { hash: book.hash, explain });
    return explain;
  };
}
