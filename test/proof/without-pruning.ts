import { fetchedOperation } from '../../gateway/authorize/fetched-operation.ts';
import type { AuthorizedOperation } from '../../gateway/execute/compiled/authorized-operation.ts';
import type { Enforcement } from '../../gateway/flow/enforcement.ts';
import type { Rights } from '../../gateway/rights/rights.ts';
import { open } from '../../gateway/rights/verdict.ts';
import { readRules } from '../../gateway/supergraph/rules.ts';

/** Enforcement that plans all that was asked for, with the markings that release decides by. */
export function withoutPruning(whole: Enforcement): Enforcement {
  return {
    ...whole,
    enforce(on, who, asked, variables) {
      const enforced = whole.enforce(on, who, asked, variables);
      const rules = readRules(on.supergraph.sdl);
      const everything = { rules, field: () => open, object: () => open } as unknown as Rights;
      const { fetched } = fetchedOperation(on.apiSchema, asked, everything, {
        refused: new Map(),
        rows: new Map(),
      });
      const authorized: AuthorizedOperation = { ...enforced.given.authorized, fetched };
      return { ...enforced, given: { ...enforced.given, authorized } };
    },
  };
}
