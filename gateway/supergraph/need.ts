/**
 * One action that is needed, and whose decision it is.
 *
 * `custodians` are the subgraphs whose policies decide, each of them; `coordinate` is what asks for the action:
 * `Type.field`, or `Type` for an object as a whole. The decision is about an object of `type`.
 */
export interface Need {
  readonly action: string;
  readonly custodians: readonly string[];
  readonly type: string;
  readonly coordinate: string;
}

/** The action of what has a rule but names no action. */
export const usualAction = 'display';

/** The action of a coordinate that nobody classified: no policy can name it, so nobody has it. */
export const unclassifiedAction = '(unclassified)';

/** The needs without doubles, by action, then coordinate. */
export function distinctNeeds(needs: Iterable<Need>): readonly Need[] {
  const found = new Map<string, Need>();
  for (const need of needs) found.set(`${need.action} ${need.coordinate}`, need);
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, need]) => need);
}

/** The actions of several needs, sorted and without doubles. */
export function actionsOf(needs: readonly Need[]): readonly string[] {
  return [...new Set(needs.map(({ action }) => action))].toSorted();
}
