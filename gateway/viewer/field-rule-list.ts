import { GraphQLError } from 'graphql';
import { fieldRules, type ListedRule } from '../supergraph/field-rules.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';

/** The arguments of `Query.fieldRules`. */
export interface FieldRulePage {
  readonly coordinates?: readonly string[] | null;
  readonly custodian?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** `FieldRuleConnection` as the schema declares it. */
export interface FieldRuleConnection {
  readonly nodes: readonly (Omit<ListedRule, 'actions'> & { readonly action: string })[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
}

const usualPage = 100;
const largestPage = 500;

/** Lists the field rules of a supergraph page by page, without those of the subgraph `own`; the rules of the last supergraph asked for are kept. */
export function openFieldRuleList(own: string): (of: Supergraph, page: FieldRulePage) => FieldRuleConnection {
  let kept: { readonly hash: string; readonly rules: readonly ListedRule[] } | undefined;
  return (supergraph, page) => {
    if (kept?.hash !== supergraph.hash) {
      // The gateway carries the shared types too, and decides about none of them.
      const rules = fieldRules(supergraph.sdl).filter(({ custodian }) => custodian !== own);
      kept = { hash: supergraph.hash, rules };
    }
    return pageOf(kept.rules, page);
  };
}

function pageOf(all: readonly ListedRule[], page: FieldRulePage): FieldRuleConnection {
  const first = page.first ?? usualPage;
  if (first < 1 || first > largestPage) throw refused(`\`first\` must be 1 to ${largestPage}`);
  const wanted = page.coordinates ? new Set(page.coordinates) : undefined;
  const rules = all.filter(
    (rule) =>
      (!wanted || wanted.has(rule.coordinate)) && (!page.custodian || rule.custodian === page.custodian),
  );
  const start = page.after ? rules.findIndex((rule) => keyOf(rule) > keyBehind(page.after ?? '')) : 0;
  const from = start === -1 ? rules.length : start;
  const shown = rules.slice(from, from + first);
  const [head, tail] = [shown[0], shown.at(-1)];
  return {
    nodes: shown.map(({ actions, ...rule }) => ({ ...rule, action: actions.join(', ') })),
    pageInfo: {
      hasNextPage: from + shown.length < rules.length,
      hasPreviousPage: from > 0,
      startCursor: head ? cursorOf(head) : null,
      endCursor: tail ? cursorOf(tail) : null,
    },
    totalCount: rules.length,
  };
}

/** Sorts as the rules do: a space comes before every character of a name. */
function keyOf({ coordinate, custodian }: ListedRule): string {
  return `${coordinate} ${custodian}`;
}

function cursorOf(rule: ListedRule): string {
  return Buffer.from(keyOf(rule)).toString('base64url');
}

function keyBehind(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (Buffer.from(key).toString('base64url') === cursor && /^\w+\.\w+ [a-z0-9-]+$/.test(key)) return key;
  throw refused('`after` is no cursor of this list, use the `endCursor` of a page');
}

/** An error about the caller's own input: exposed, so that the gateway passes its message on. */
function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', exposed: true } });
}
