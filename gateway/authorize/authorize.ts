import type { FieldNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { WatchfloorError } from '../error/error.ts';
import type { AuthorizedOperation, DocumentOperation } from '../execute/compiled/authorized-operation.ts';
import type { Release } from '../execute/compiled/release.ts';
import type { Rights } from '../rights/rights.ts';
import type { SupergraphRules } from '../supergraph/rules.ts';
import type { GivenArguments } from './argument-uses.ts';
import { fetchedOperation, type ArgumentFindings } from './fetched-operation.ts';
import { findingsOf, ruledArguments } from './ruled-arguments.ts';
import { refusedOutright } from './refused-outright.ts';

/** Gives operations their callers' rights. */
export interface Authorizer {
  /**
   * The operation as these rights have it; the same rights get the same one.
   *
   * `variables` are coerced. Throws FORBIDDEN when a denial ends the operation (mode DENY, or a mutation that is not
   * wholly permitted): then nothing may be fetched.
   */
  authorize(
    asked: DocumentOperation,
    variables: Readonly<Record<string, unknown>>,
    rights: Rights,
  ): AuthorizedOperation;
}

/** Makes the release of an operation; `findings` are what its arguments were found to do. */
export type ReleaseFor = (rights: Rights, findings: ArgumentFindings) => Release;

/** Variants of one operation, by what its arguments do, that are kept at most for one set of rights. */
const maximumVariants = 32;

/** Opens the authorizer of one supergraph; `schema` is what callers can see of it at most. */
export function openAuthorizer(
  schema: GraphQLSchema,
  rules: SupergraphRules,
  releaseFor: ReleaseFor,
): Authorizer {
  const ruled = new WeakMap<OperationDefinitionNode, readonly GivenArguments[]>();
  const kept = new WeakMap<Rights, WeakMap<OperationDefinitionNode, Map<string, AuthorizedOperation>>>();

  const variantsOf = (
    rights: Rights,
    operation: OperationDefinitionNode,
  ): Map<string, AuthorizedOperation> => {
    let operations = kept.get(rights);
    if (!operations) kept.set(rights, (operations = new WeakMap()));
    let variants = operations.get(operation);
    if (!variants) operations.set(operation, (variants = new Map<string, AuthorizedOperation>()));
    return variants;
  };

  return {
    authorize(asked, variables, rights) {
      const { document, operation } = asked;
      let given = ruled.get(operation);
      if (!given) ruled.set(operation, (given = ruledArguments(schema, rules, asked)));
      const findings = given.length === 0 ? nothingFound : findingsOf(given, rights, variables);
      const variants = variantsOf(rights, operation);
      const known = variants.get(findings.signature);
      if (known) return known;
      const refusal = refusedOutright(schema, asked, rights, findings);
      if (refusal !== undefined) throw new WatchfloorError('FORBIDDEN');
      const { fetched, rows } = fetchedOperation(schema, asked, rights, findings);
      const release = releaseFor(rights, { refused: findings.refused, rows });
      const authorized = { document, operation, fetched, release } as AuthorizedOperation;
      if (variants.size >= maximumVariants) variants.clear();
      variants.set(findings.signature, authorized);
      return authorized;
    },
  };
}

const nothingFound: ArgumentFindings & { readonly signature: string } = {
  refused: new Map<FieldNode, string>(),
  rows: new Map<FieldNode, readonly string[]>(),
  signature: '',
};
