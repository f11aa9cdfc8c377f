import {
  buildASTSchema,
  getNamedType,
  parse,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { openPolicies } from '../../schema/policy/policies.ts';
import { rulesOfUses } from '../authorize/argument-uses.ts';
import { ruledArguments } from '../authorize/ruled-arguments.ts';
import { openApolloPlanning } from '../plan/apollo-planning.ts';
import { openReplay } from '../policy/replay.ts';
import type { Principal } from '../principal/principal.ts';
import { policyCaller } from '../rights/policy-caller.ts';
import { rightsOf } from '../rights/rights.ts';
import { readRules, type SupergraphRules } from '../supergraph/rules.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { withoutSecurityFeatures } from '../supergraph/without-security-features.ts';
import { openExplain, type Explanation } from '../viewer/explanation.ts';
import type { ExplainedUse } from './report/access-report.ts';

/** A supergraph with its policies in this process, as one caller may use it; nobody is asked. */
export interface OfflineGraph {
  /** What callers can see at most. */
  readonly schema: GraphQLSchema;
  readonly rules: SupergraphRules;
  explain(type: string, field: string, agencies: readonly string[]): Explanation;
  /** The arguments, input fields and enum values of an operation that fall under a rule. */
  uses(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ): readonly ExplainedUse[];
}

/** The graph of `supergraph` for a caller now. */
export function graphOffline(supergraph: Supergraph, principal: Principal): OfflineGraph {
  const { apiSdl } = openApolloPlanning(withoutSecurityFeatures(supergraph.sdl)).supergraph;
  const schema = buildASTSchema(parse(apiSdl), { assumeValid: true, assumeValidSDL: true });
  const rules = readRules(supergraph.sdl);
  const ground = {
    hash: supergraph.hash,
    rules,
    policies: openPolicies(supergraph.policies),
    valueType: (type: string, field: string): string | undefined => {
      const named = schema.getType(type);
      const definition = named && 'getFields' in named ? named.getFields()[field] : undefined;
      return definition && getNamedType(definition.type).name;
    },
  };
  const rights = rightsOf(ground, policyCaller(principal, Date.now()), 'explained');
  const explain = openExplain(supergraph.policies, openReplay(supergraph.policies));
  return {
    schema,
    rules,
    explain: (type, field, agencies) => explain(rights, type, field, agencies),
    uses(document, operation, variables) {
      const found = new Map<string, ExplainedUse>();
      for (const given of ruledArguments(schema, rules, { document, operation })) {
        for (const rule of rulesOfUses(rules, given, variables)) {
          for (const type of given.types) {
            const use = rights.use(rule, type, rules.field(type, given.field.name).custodians);
            const at = `${type}.${given.field.name}`;
            found.set(
              `${at} ${rule.coordinate}`,
              use.kind === 'refused'
                ? { coordinate: rule.coordinate, at, decision: 'NEVER', reveals: [use.coordinate] }
                : {
                    coordinate: rule.coordinate,
                    at,
                    decision: use.rows.length > 0 ? 'DEPENDS' : 'ALWAYS',
                    reveals: rule.reveals,
                  },
            );
          }
        }
      }
      return [...found.values()];
    },
  };
}
