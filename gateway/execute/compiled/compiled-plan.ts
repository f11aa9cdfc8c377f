import type { EntityInput, PlanPart, PlanSelection, PlanText, QueryPlan } from '../../plan/query-plan.ts';
import { jsonString } from './json-value.ts';
import { representationMaker, type RepresentationMaker } from './representation.ts';
import { shapeOf, type Shape } from './shape.ts';
import { targetPath, type TargetPath } from './targets.ts';
import type { TypeFacts } from './type-facts.ts';

/** A plan with everything worked out that does not depend on the request. */
export interface CompiledPlan {
  readonly requests: readonly CompiledRequest[];
  /** Which agencies are asked for the field at `place`: internal keys from the root, each after a space. */
  agenciesAt(place: string): readonly string[];
  /** Some entities take values from the objects above them, so equal representations may differ in content. */
  readonly hasContexts: boolean;
}

/** One request to one agency; `after` are indexes of the requests that it waits for. */
export interface CompiledRequest {
  readonly agency: string;
  readonly repeatable: boolean;
  readonly text: CompiledText;
  readonly parts: readonly CompiledPart[];
  readonly after: readonly number[];
}

/** The start of a request's body, up to the values of its variables. */
export interface CompiledText {
  readonly query: string;
  readonly head: string;
  readonly variables: readonly string[];
}

/** One kind of thing that a request asks for. */
export interface CompiledPart {
  /** The part of the plan that it was compiled from. */
  readonly of: PlanPart;
  readonly paths: readonly TargetPath[];
  readonly shape: Shape;
  readonly renames: PlanPart['renames'];
  readonly entities?: CompiledEntities;
  readonly alone?: CompiledText;
}

/** How entities are asked for. */
export interface CompiledEntities {
  readonly key: string;
  readonly variable: string;
  readonly contexts: EntityInput['contexts'];
  readonly representation: RepresentationMaker;
}

/** Compiles a plan. */
export function compilePlan(plan: QueryPlan, facts: TypeFacts): CompiledPlan {
  const agencies = new Map<string, Set<string>>();
  const askers = new Map<string, number>();
  for (const { agency, parts } of plan.requests) {
    for (const part of parts) {
      const places = new Set<string>();
      for (const path of part.paths) placesOf(part.selections, placeOf(path), places);
      for (const place of places) {
        askers.set(place, (askers.get(place) ?? 0) + 1);
        agencies.set(place, (agencies.get(place) ?? new Set()).add(agency));
      }
    }
  }
  const lists = new Map([...agencies].map(([place, names]) => [place, [...names]]));
  const soleAt = (places: readonly string[]) => (place: string) =>
    places.every((prefix) => askers.get(prefix + place) === 1);
  const requests = plan.requests.map((request): CompiledRequest => {
    const parts = request.parts.map((part) => compilePart(part, facts, soleAt(part.paths.map(placeOf))));
    const { agency, kind, after } = request;
    return { agency, repeatable: kind === 'query', text: compileText(request), parts, after };
  });
  return {
    requests,
    agenciesAt: (place) => lists.get(place) ?? [],
    hasContexts: plan.requests.some(({ parts }) =>
      parts.some(({ entities }) => (entities?.contexts.length ?? 0) > 0),
    ),
  };
}

function compilePart(part: PlanPart, facts: TypeFacts, sole: (place: string) => boolean): CompiledPart {
  const { entities, alone } = part;
  return {
    of: part,
    paths: part.paths.map(targetPath),
    shape: shapeOf(part.selections, facts, '', sole),
    renames: part.renames,
    ...(entities
      ? {
          entities: {
            key: entities.key,
            variable: entities.variable,
            contexts: entities.contexts,
            representation: representationMaker(entities, facts),
          },
        }
      : {}),
    ...(alone ? { alone: compileText(alone) } : {}),
  };
}

function compileText({ text, operationName, variables }: PlanText): CompiledText {
  const name = operationName === undefined ? '' : `"operationName":${jsonString(operationName)},`;
  return { query: text, head: `{"query":${jsonString(text)},${name}"variables":{`, variables };
}

function placeOf(path: readonly string[]): string {
  return path
    .filter((step) => step !== '@')
    .map((step) => ` ${step}`)
    .join('');
}

function placesOf(selections: readonly PlanSelection[], place: string, found: Set<string>): void {
  for (const selection of selections) {
    const at = selection.kind === 'field' ? `${place} ${selection.key}` : place;
    if (selection.kind === 'field') found.add(at);
    if (selection.selections) placesOf(selection.selections, at, found);
  }
}
