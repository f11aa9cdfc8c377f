import { canFail, whereTrue } from '../../schema/policy/condition.ts';
import { community, type PolicyBook, type PolicyRecord } from '../../schema/policy/book.ts';
import { fold, type Asking } from '../../schema/policy/fold.ts';
import { parsePolicy, type ParsedPolicy } from '../../schema/policy/parse-policy.ts';
import { missingFor, missingWays } from './missing.ts';
import { policyWords } from './policy-words.ts';
import { residualWords } from './residual-words.ts';

/**
 * One policy that speaks of an action, and what it comes to for one caller.
 *
 * `holds`: for every object of the type. `depends`: for the objects that `when` tells of. `fails`: for none; `missing`
 * then lists what about the caller would have to be different, each entry a way by itself, and is not there where no
 * other caller would do.
 */
export interface ExplainedPolicy {
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  readonly file: string;
  readonly line: number;
  /** The author's words: the comment above it. */
  readonly words: string;
  /** As written, with the comment. */
  readonly text: string;
  readonly outcome: 'holds' | 'depends' | 'fails';
  readonly when?: string;
  readonly missing?: readonly string[];
}

/** Every policy by which a custodian decides on an action, permits first, explained for one caller and type. */
export type ExplainPolicies = (
  custodian: string,
  action: string,
  asking: Asking,
) => readonly ExplainedPolicy[];

/** Opens the explanation of the policies of a book; throws where one cannot be evaluated. */
export function openExplainedPolicies(book: PolicyBook): ExplainPolicies {
  const all = book.policies.map((record) => {
    const reading = parsePolicy(record.id, record.custodian, record.json);
    if (reading.kind === 'refused') {
      throw new Error(`policy \`${record.id}\` cannot be evaluated: ${reading.why}`);
    }
    return { record, policy: reading.policy };
  });
  return (custodian, action, asking) =>
    all
      .filter(({ policy }) => policy.custodian === custodian || policy.custodian === community)
      .filter(({ policy }) => policy.action === null || policy.action === action)
      .map(({ record, policy }) => explained(record, policy, asking))
      .toSorted((a, b) => rank(a) - rank(b));
}

function rank({ effect }: ExplainedPolicy): number {
  return effect === 'permit' ? 0 : 1;
}

function explained(record: PolicyRecord, policy: ParsedPolicy, asking: Asking): ExplainedPolicy {
  const { id, file, line, text } = record;
  const { effect, conditions } = policy;
  const said = { id, effect, file, line, words: policyWords(record), text };
  const condition = fold(conditions, asking);
  const holding = whereTrue(condition);
  if (holding.op === 'true') {
    const missing = effect === 'forbid' ? missingFor(conditions, asking, false) : undefined;
    return { ...said, outcome: 'holds', ...told(missing) };
  }
  // A forbid that cannot be evaluated denies as if it held; what it cannot be evaluated for is not in its words.
  if (holding.op !== 'false') return { ...said, outcome: 'depends', when: residualWords(holding) };
  if (effect === 'forbid' && canFail(condition)) return { ...said, outcome: 'depends' };
  const missing = effect === 'permit' ? missingFor(conditions, asking, true) : undefined;
  return { ...said, outcome: 'fails', ...told(missing) };
}

function told(missing: ReturnType<typeof missingFor>): Pick<ExplainedPolicy, 'missing'> {
  return missing === undefined || missing === 'impossible' ? {} : { missing: missingWays(missing) };
}
