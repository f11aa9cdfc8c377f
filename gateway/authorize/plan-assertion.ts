import {
  getNamedType,
  isCompositeType,
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
} from 'graphql';
import { WatchfloorError } from '../error/error.ts';
import type { PlanPart, PlanSelection, QueryPlan } from '../plan/query-plan.ts';
import type { Rights } from '../rights/rights.ts';
import { contextInputs, type ContextInputs } from './context-inputs.ts';
import { objectTypes } from './object-types.ts';
import { keyFields } from './key-fields.ts';

/** Throws INTERNAL when a plan asks for or sends what it must not: then nothing is fetched. */
export type AssertPlan = (plan: QueryPlan) => void;

/**
 * Opens the check of plans of one supergraph; `schema` is the whole one, with what callers do not see.
 *
 * Every request asks only for what the caller may read, or may turn out to be allowed to read, and for keys and
 * markings, which never reach an answer. Every value that a representation carries, and every one that is sent along
 * from an object above (`@fromContext`), may enter the agency that receives it (`@flow`). The planner is not trusted: a plan is checked as if a stranger had made it.
 */
export function openPlanAssertion(
  supergraph: DocumentNode,
  schema: GraphQLSchema,
): (rights: Rights) => AssertPlan {
  const keys = keyFields(supergraph, schema);
  const contexts = contextInputs(supergraph);
  return (rights) => (plan) => {
    for (const { agency, kind, parts } of plan.requests) {
      const root = kind === 'mutation' ? schema.getMutationType() : schema.getQueryType();
      for (const part of parts) {
        assertAsked(schema, rights, { keys, contexts }, part, agency, root ?? undefined);
        for (const selection of part.entities?.requires ?? []) {
          assertSent(schema, rights, selection, undefined, agency);
        }
      }
    }
  };
}

function assertAsked(
  schema: GraphQLSchema,
  rights: Rights,
  { keys, contexts }: { readonly keys: ReadonlySet<string>; readonly contexts: ContextInputs },
  { selections, entities }: PlanPart,
  agency: string,
  root: GraphQLCompositeType | undefined,
): void {
  const walk = (
    selection: PlanSelection,
    on: GraphQLCompositeType | undefined,
    isInMarking: boolean,
  ): void => {
    if (selection.kind === 'fragment') {
      const type = selection.on === undefined ? on : compositeType(schema, selection.on);
      for (const each of selection.selections) walk(each, type, isInMarking);
      return;
    }
    const { name } = selection;
    if (name === '__typename') return;
    const value = valueOf(on, name);
    if (!on || !value) throw violation(`\`${agency}\` is asked for \`${name}\` of a type that is not known`);
    const types = objectTypes(schema, on).map((type) => type.name);
    for (const type of types) {
      for (const sent of contexts(type, name)) {
        if (rights.rules.mayEnter(sent.type, sent.field).includes(agency)) continue;
        throw violation(`\`${sent.type}.${sent.field}\` may not enter \`${agency}\``);
      }
      if (keys.has(`${type}.${name}`) || keys.has(`${on.name}.${name}`)) continue;
      // By where it stands and not by the name of its type, which any field could give.
      if (isInMarking) continue;
      if (rights.rules.type(type).decidedBy.includes(name)) {
        // One that `@provides` it would say how another's object may be handled.
        if (rights.rules.field(type, name).custodians.includes(agency)) continue;
        throw violation(`\`${agency}\` is asked for \`${type}.${name}\`, which is not its marking to give`);
      }
      if (rights.field(type, name, [agency]).kind !== 'never') continue;
      throw violation(`\`${agency}\` is asked for \`${type}.${name}\`, which was not authorized`);
    }
    const isMarking = isInMarking || types.every((type) => rights.rules.type(type).decidedBy.includes(name));
    for (const each of selection.selections ?? []) {
      walk(each, isCompositeType(value) ? value : undefined, isMarking);
    }
  };
  for (const selection of selections) walk(selection, entities ? undefined : root, false);
}

function assertSent(
  schema: GraphQLSchema,
  rights: Rights,
  selection: PlanSelection,
  on: GraphQLCompositeType | undefined,
  agency: string,
): void {
  if (selection.kind === 'fragment') {
    const type = selection.on === undefined ? on : compositeType(schema, selection.on);
    for (const each of selection.selections) assertSent(schema, rights, each, type, agency);
    return;
  }
  const { name } = selection;
  if (name === '__typename') return;
  const value = valueOf(on, name);
  if (!on || !value) throw violation(`\`${agency}\` is sent \`${name}\` of a type that is not known`);
  const inner = selection.selections ?? [];
  if (inner.length === 0 && !rights.rules.mayEnter(on.name, name).includes(agency)) {
    throw violation(`\`${on.name}.${name}\` may not enter \`${agency}\``);
  }
  for (const each of inner) {
    assertSent(schema, rights, each, isCompositeType(value) ? value : undefined, agency);
  }
}

function compositeType(schema: GraphQLSchema, name: string): GraphQLCompositeType | undefined {
  const type = schema.getType(name);
  return isCompositeType(type) ? type : undefined;
}

function valueOf(on: GraphQLCompositeType | undefined, field: string) {
  const definition = on && 'getFields' in on ? on.getFields()[field] : undefined;
  return definition && getNamedType(definition.type);
}

function violation(cause: string): WatchfloorError {
  return new WatchfloorError('INTERNAL', undefined, { cause });
}
