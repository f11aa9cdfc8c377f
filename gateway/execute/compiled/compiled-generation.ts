import { buildASTSchema, parse, type GraphQLSchema } from 'graphql';
import { cachedPlanner, type CachedPlanner } from '../../plan/cached-planner.ts';
import type { PlanningPool } from '../../plan/planning-pool.ts';
import { openThreadedPlanner } from '../../plan/threaded-planner.ts';
import { checkScalars } from '../../supergraph/checked-scalars.ts';
import { fieldOwners } from '../../supergraph/field-owners.ts';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { withoutSecurityFeatures } from '../../supergraph/without-security-features.ts';
import { openCompiledOperations, type CompiledOperations } from './compiled-operations.ts';
import type { OperationGround } from './compiled-operation.ts';
import { typeFacts } from './type-facts.ts';

/** One supergraph in use; only its endpoints change as long as its SDL stays the same. */
export interface CompiledGeneration extends OperationGround {
  readonly hash: string;
  readonly planner: CachedPlanner;
  readonly labels: readonly string[];
  readonly operations: CompiledOperations;
  /** Where the agencies answer, by name; an agency that is not here is unavailable. */
  readonly endpoints: Map<string, string>;
}

/**
 * Takes a supergraph into use; throws when it cannot be planned on.
 *
 * One with `@authenticated`, `@requiresScopes` or `@policy` can be planned on only where `areRulesEnforced`.
 */
export async function beginCompiledGeneration(
  { sdl, hash }: Supergraph,
  pool: PlanningPool,
  areRulesEnforced = false,
): Promise<CompiledGeneration> {
  const planner = cachedPlanner(
    openThreadedPlanner(pool, areRulesEnforced ? withoutSecurityFeatures(sdl) : sdl),
  );
  try {
    const document = parse(sdl, { noLocation: true });
    const wholeSchema = schemaOf(sdl);
    const facts = typeFacts(wholeSchema);
    const { apiSdl, labels } = await planner.ready();
    const apiSchema = schemaOf(apiSdl);
    checkScalars(apiSchema, document);
    const ground = { apiSchema, wholeSchema, facts, owners: fieldOwners(document), planner };
    return { ...ground, hash, labels, operations: openCompiledOperations(ground), endpoints: new Map() };
  } catch (error) {
    await planner.stop();
    throw error;
  }
}

function schemaOf(sdl: string): GraphQLSchema {
  return buildASTSchema(parse(sdl, { noLocation: true }), { assumeValid: true, assumeValidSDL: true });
}
