import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { policyCaller } from '../../../gateway/rights/policy-caller.ts';
import type { LocalSubgraph } from '../../../gateway/execute/agency-data-source.ts';
import type { PolicyBook } from '../../../schema/policy/book.ts';
import { agencyRules } from '../../../subgraphs/kit/guard/agency-rules.ts';
import { openAgencyGuard } from '../../../subgraphs/kit/guard/caller-rights.ts';
import { guardSchema } from '../../../subgraphs/kit/guard/guarded-schema.ts';
import { rootRules } from '../../../subgraphs/kit/guard/root-rules.ts';
import { shieldSchema } from '../../../subgraphs/kit/guard/shield.ts';
import type { startSubgraph } from '../../gateway/tiny-subgraph.ts';

/** A subgraph of the catalogue's graph in this process, behind the kit's own guard of its agency. */
export function guardedSubgraph(
  name: string,
  sdl: string,
  resolvers: Parameters<typeof startSubgraph>[2],
  book: PolicyBook,
): LocalSubgraph {
  const document = parse(sdl);
  const rules = agencyRules(document);
  const guard = openAgencyGuard({ agency: name, rules, book, key: 'a key' });
  const schema = buildSubgraphSchema({ typeDefs: document, resolvers });
  guardSchema(schema, rules);
  shieldSchema(schema, rootRules(schema, rules));
  return {
    name,
    answer: ({ query, variables }, { principal }) =>
      graphql({
        schema,
        source: query,
        variableValues: variables,
        contextValue: { rights: guard.rightsOf(policyCaller(principal, Date.now())) },
      }),
  };
}
