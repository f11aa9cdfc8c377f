import type { DocumentNode } from 'graphql';
import { openRecent } from '../../plan/recent.ts';
import {
  compileOperation,
  conditionsOf,
  type AuthorizedOperation,
  type CompiledOperation,
  type OperationGround,
} from './compiled-operation.ts';

/** Operations of one supergraph, each compiled once. */
export interface CompiledOperations {
  of(
    authorized: AuthorizedOperation,
    variables: Readonly<Record<string, unknown>>,
    labels: readonly string[],
  ): Promise<CompiledOperation> | CompiledOperation;
}

interface Known {
  readonly pending: Promise<CompiledOperation>;
  compiled?: CompiledOperation;
}

/** Variants of one document, by conditions and labels, that are kept at most. */
const maximumVariants = 64;

/**
 * Keeps what was compiled for as long as the document is kept, so whoever keeps parsed documents decides how long.
 *
 * INVARIANT: a document, with its set of internal selections and its release, belongs to one caller's rights.
 */
export function openCompiledOperations(ground: OperationGround): CompiledOperations {
  const byDocument = new WeakMap<DocumentNode, ReturnType<typeof openRecent<Known>>>();
  return {
    of(authorized, variables, labels) {
      const { document, operation } = authorized;
      let variants = byDocument.get(document);
      if (!variants) {
        variants = openRecent<Known>(maximumVariants);
        byDocument.set(document, variants);
      }
      const holding = conditionsOf(document).filter((name) => variables[name] === true);
      const key = `${operation.name?.value ?? ''} ${holding.join(' ')} / ${labels.join(' ')}`;
      const known = variants.get(key);
      if (known) return known.compiled ?? known.pending;
      const pending = compileOperation(ground, authorized, new Set(holding), labels);
      const entry: Known = { pending };
      variants.set(key, entry);
      pending.then(
        (compiled) => {
          entry.compiled = compiled;
        },
        () => variants.delete(key),
      );
      return pending;
    },
  };
}
