import { actionsOf, unclassifiedAction } from './need.ts';
import type { Needs } from './needs.ts';
import type { MarkedBy } from './statement.ts';

/** The rule of an object or interface type as a whole. */
export interface TypeRule {
  readonly type: string;
  readonly isMarked: boolean;
  /** Fields holding markings; all of them are joined, the strictest wins. */
  readonly markedBy: readonly string[];
  /** Fields that are fetched to decide by: for each of `markedBy` itself, or the one that holds it as one text. */
  readonly decidedBy: readonly string[];
  /** Actions of `@access` on the type and its interfaces, `display` when it is marked and states none; empty: nothing is decided for the whole object. */
  readonly actions: readonly string[];
  /** Subgraphs that resolve the marking; where there is none, those that have the type. */
  readonly custodians: readonly string[];
  readonly isEntity: boolean;
  /** Fields that stand in a key. */
  readonly keys: readonly string[];
  readonly isInterface: boolean;
}

/** The rule of a type; one that the supergraph does not have needs an action that nobody has. */
export function typeRuleOf(needs: Needs, name: string): TypeRule {
  const { types, unions } = needs.stated;
  const type = types.get(name);
  const declaring = [name, ...(type?.interfaces ?? [])].flatMap((each) => types.get(each) ?? []);
  const marked = Map.groupBy(
    declaring.flatMap(({ says }) => says.markedBy),
    ({ field }) => field,
  );
  const markedBy = [...marked.keys()].toSorted();
  const isKnown = type !== undefined || unions.has(name);
  return {
    type: name,
    isMarked: markedBy.length > 0,
    markedBy,
    decidedBy: markedBy.map((field) => agreedLine(marked.get(field) ?? []) ?? field),
    actions: isKnown ? actionsOf(needs.object(name)) : [unclassifiedAction],
    custodians: needs.typeCustodians(name),
    isEntity: (type?.keys.size ?? 0) > 0,
    keys: [...(type?.keys ?? [])],
    isInterface: type?.isInterface ?? false,
  };
}

/** Where somebody states another one or none, nobody's text may stand for the marking. */
function agreedLine(marked: readonly MarkedBy[]): string | undefined {
  const [first] = marked;
  return marked.every(({ line }) => line === first?.line) ? first?.line : undefined;
}
