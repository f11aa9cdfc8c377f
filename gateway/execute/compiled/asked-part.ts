import { misfit } from './agency-fault.ts';
import type { AnswerMerge } from './answer-merge.ts';
import type { CompiledPart, CompiledPlan, CompiledRequest } from './compiled-plan.ts';
import { contextValues } from './context-values.ts';
import type { Faults } from './faults.ts';
import type { JsonObject } from './json-value.ts';
import { openKnownInputs, type KnownInputs } from './known-inputs.ts';
import { eachTargetWithAncestors, openTargetSearch } from './targets.ts';
import type { TypeFacts } from './type-facts.ts';

/** What one execution has at hand while it asks. */
export interface Execution {
  readonly plan: CompiledPlan;
  readonly facts: TypeFacts;
  readonly faults: Faults;
  readonly merge: AnswerMerge;
  /** The answer as far as it is known. */
  readonly root: JsonObject;
}

/**
 * One part of a request with the objects that it is for.
 *
 * `representations` is without doubles; `sources[i]` says which of them stands for `targets[i]`, and `uses` how
 * many targets each stands for. Without entities there are no representations.
 */
export interface AskedPart {
  readonly part: CompiledPart;
  readonly targets: JsonObject[];
  readonly representations: string[];
  readonly sources: number[];
  readonly uses: number[];
  /** Values from above, as members of the variables' JSON; empty where there are none. */
  readonly contexts: string;
  /** The objects that those are values of. */
  readonly above: Set<JsonObject>;
}

interface Collecting extends AskedPart {
  readonly known: Map<string, number>;
  readonly inputs: KnownInputs;
}

/**
 * Finds the objects that a part is for; there may be none.
 *
 * An object whose input is missing is left empty for the same reason that its input is missing. Objects that take
 * different values from above are asked for apart.
 */
function askedParts(part: CompiledPart, execution: Execution): readonly AskedPart[] {
  const { root, facts, merge } = execution;
  const { entities } = part;
  const search = openTargetSearch(merge.shared);
  if (!entities) {
    const asked = collecting(part, '');
    for (const path of part.paths) search.each(root, path, (target) => asked.targets.push(target));
    return [asked];
  }
  if (entities.contexts.length === 0) {
    const asked = collecting(part, '');
    for (const path of part.paths) {
      search.each(root, path, (target) => collect(asked, target, path.steps, execution));
    }
    return [asked];
  }
  const groups = new Map<string, Collecting>();
  for (const path of part.paths) {
    eachTargetWithAncestors(root, path.steps, (target, ancestors) => {
      const above: JsonObject[] = [];
      const contexts = contextValues(entities.contexts, target, ancestors, facts, (from) => above.push(from));
      const group = groups.get(contexts) ?? collecting(part, contexts);
      groups.set(contexts, group);
      for (const from of above) group.above.add(from);
      collect(group, target, path.steps, execution);
    });
  }
  return [...groups.values()];
}

function collecting(part: CompiledPart, contexts: string): Collecting {
  const lists = { targets: [], representations: [], sources: [], uses: [] };
  return { part, ...lists, contexts, above: new Set(), known: new Map(), inputs: openKnownInputs() };
}

function collect(
  asked: Collecting,
  target: JsonObject,
  path: readonly string[],
  { faults, merge, plan }: Execution,
): void {
  const { part, known, inputs, representations } = asked;
  const { entities } = part;
  if (!entities) return;
  const typename = target['__typename'];
  const keys = entities.representation.flatKeys(typename);
  const before = keys && inputs.find(typename, keys, target);
  if (before !== undefined) {
    take(asked, target, before);
    return;
  }
  const made = entities.representation.make(target, faults);
  if (made === undefined) return;
  if (typeof made !== 'string') {
    const place = [...path.filter((step) => step !== '@'), made.key].map((step) => ` ${step}`).join('');
    const fault =
      faults.at(made.place, made.key)?.fault ?? misfit(made.place === target ? plan.agenciesAt(place) : []);
    merge.leaveEmpty(target, part.shape, { fault, derived: true });
    return;
  }
  // Plain values tell objects apart as well as the text that was made of them, and cost less to remember.
  const plain = keys ?? entities.representation.flatKeys(typename);
  const isNoted = plain !== undefined && inputs.note(typename, plain, target, representations.length);
  let source = isNoted ? undefined : known.get(made);
  if (source === undefined) {
    source = representations.push(made) - 1;
    if (!isNoted) known.set(made, source);
    asked.uses.push(0);
  }
  take(asked, target, source);
}

function take({ uses, targets, sources }: AskedPart, target: JsonObject, source: number): void {
  uses[source] = (uses[source] ?? 0) + 1;
  targets.push(target);
  sources.push(source);
}

/** The variables' JSON of a request for `asked`; `json` gives the caller's values by the names they are sent by. */
export function variablesText(
  variables: readonly string[],
  json: (name: string) => string | undefined,
  asked: readonly AskedPart[],
  alone: boolean,
): string {
  const members: string[] = [];
  for (const name of variables) {
    const value = json(name);
    if (value !== undefined) members.push(`"${name}":${value}`);
  }
  for (const { part, representations, contexts } of asked) {
    if (contexts !== '') members.push(contexts);
    if (!part.entities) continue;
    const variable = alone ? 'representations' : part.entities.variable;
    members.push(`"${variable}":[${representations.join(',')}]`);
  }
  return members.join(',');
}

/** Parts of a request that have to be asked for, in the requests that they are asked by. */
export function requestsFor(
  request: CompiledRequest,
  execution: Execution,
): readonly (readonly AskedPart[])[] {
  const groups = request.parts.flatMap((part) => askedParts(part, execution));
  const asked = groups.filter(({ targets }) => targets.length > 0);
  if (asked.length <= 1) return asked.map((one) => [one]);
  // Only what takes values from above comes in several groups, and that is never merged with other parts.
  if (groups.length > request.parts.length) return asked.map((one) => [one]);
  // A merged request needs a list for each of its parts, be it empty.
  return [groups];
}
