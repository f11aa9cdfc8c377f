import { openRecent, type Recent } from '../../plan/recent.ts';
import type { AuthorizedOperation } from './authorized-operation.ts';
import {
  compileOperation,
  conditionsOf,
  type Circumstances,
  type CompiledOperation,
  type OperationGround,
} from './compiled-operation.ts';

/** Operations of one supergraph, each compiled once. */
export interface CompiledOperations {
  of(
    authorized: AuthorizedOperation,
    variables: Readonly<Record<string, unknown>>,
    given: Omit<Circumstances, 'holding'>,
  ): Promise<CompiledOperation> | CompiledOperation;
}

interface Known {
  readonly pending: Promise<CompiledOperation>;
  compiled?: CompiledOperation;
}

/** What is kept of one authorized operation. */
interface Variants {
  /** Variables that decide what is asked for at all. */
  readonly conditions: readonly string[];
  readonly compiled: Recent<Known>;
}

/** Variants of one operation, by conditions and labels, that are kept at most. */
const maximumVariants = 64;

/**
 * Keeps what was compiled for as long as the authorized operation is kept, so whoever keeps those decides how long.
 *
 * INVARIANT: nothing that was compiled for one caller's rights, or run without its plan being asserted, is found by
 * anybody else.
 */
export function openCompiledOperations(ground: OperationGround): CompiledOperations {
  const byOperation = new WeakMap<AuthorizedOperation, Variants>();
  return {
    of(authorized, variables, given) {
      let variants = byOperation.get(authorized);
      if (!variants) {
        variants = { conditions: allConditions(authorized), compiled: openRecent<Known>(maximumVariants) };
        byOperation.set(authorized, variants);
      }
      const { conditions, compiled } = variants;
      const holding = conditions.filter((name) => variables[name] === true);
      const asserted = given.assertPlan ? 'asserted' : '';
      const key = `${asserted} ${holding.join(' ')} / ${given.labels.join(' ')}`;
      const known = compiled.get(key);
      if (known) return known.compiled ?? known.pending;
      const pending = compileOperation(ground, authorized, { ...given, holding: new Set(holding) });
      const entry: Known = { pending };
      compiled.set(key, entry);
      pending.then(
        (done) => {
          entry.compiled = done;
        },
        () => compiled.delete(key),
      );
      return pending;
    },
  };
}

function allConditions({ document, fetched }: AuthorizedOperation): readonly string[] {
  const asked = conditionsOf(document);
  if (!fetched || fetched.document === document) return asked;
  return [...new Set([...asked, ...conditionsOf(fetched.document)])].toSorted();
}
