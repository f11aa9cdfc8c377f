import { readFileSync } from 'node:fs';
import { buildASTSchema, concatAST, graphql, parse, type ExecutionResult } from 'graphql';
import type { Principal } from '../principal/principal.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { openFieldRuleList } from './field-rule-list.ts';

/** What a question to the gateway itself is answered from. */
export interface ViewerContext {
  readonly principal: Principal;
  readonly on: { readonly supergraph: Supergraph };
}

/** The subgraph by which the gateway answers for itself; it lives in the gateway's own process. */
export interface ViewerSubgraph {
  readonly name: string;
  answer(
    request: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
    context: ViewerContext,
  ): Promise<ExecutionResult>;
}

const name = 'watchfloor';

/** Opens the subgraph `watchfloor`: who you are, and which rules govern the fields of the supergraph. */
export function openViewer(): ViewerSubgraph {
  const shared = new URL('../../schema/shared.graphql', import.meta.url);
  const own = new URL('schema.graphql', import.meta.url);
  const documents = [shared, own].map((file) => parse(readFileSync(file, 'utf8')));
  // Federation's directives only matter to composition; here they are left undefined.
  const schema = buildASTSchema(concatAST(documents), { assumeValidSDL: true });
  const fieldRules = openFieldRuleList(name);
  return {
    name,
    answer({ query, variables }, { principal, on }) {
      const rootValue = {
        viewer: { ...principal },
        fieldRules: (page: Parameters<typeof fieldRules>[1]) => fieldRules(on.supergraph, page),
      };
      return graphql({ schema, source: query, variableValues: { ...variables }, rootValue });
    },
  };
}
