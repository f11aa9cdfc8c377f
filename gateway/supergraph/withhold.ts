/** What a denied value can become, the strictest first: where two agencies say different things, the first holds. */
export const withholdModes = ['DENY', 'HIDDEN', 'NULL', 'COUNT', 'MASK', 'GENERALIZE', 'TEARLINE'] as const;

/** One of the modes of `@withhold`. */
export type WithholdMode = (typeof withholdModes)[number];

/**
 * What a denied value becomes.
 *
 * `mask` is text in which `{state}` stands for the state of the object's jurisdiction; `tearline`,
 * `generalize` and `count` name a field of the same type; without `count` COUNT counts the value itself. Each is there
 * with its mode only.
 */
export interface WithholdRule {
  readonly mode: WithholdMode;
  readonly mask?: string;
  readonly tearline?: string;
  readonly generalize?: string;
  readonly count?: string;
  readonly reason?: string;
}

/** The rule that holds where several are stated; NULL without a reason where none is. */
export function strictestWithhold(stated: readonly WithholdRule[]): WithholdRule {
  const [first, ...others] = stated.toSorted((a, b) => rank(a) - rank(b) || byText(a, b));
  if (first === undefined) return { mode: 'NULL' };
  const reason = first.reason ?? others.find(({ mode }) => mode === first.mode)?.reason;
  return {
    mode: first.mode,
    ...only(first, 'MASK', 'mask'),
    ...only(first, 'TEARLINE', 'tearline'),
    ...only(first, 'GENERALIZE', 'generalize'),
    ...only(first, 'COUNT', 'count'),
    ...(reason === undefined ? {} : { reason }),
  };
}

function only(
  rule: WithholdRule,
  mode: WithholdMode,
  part: 'mask' | 'tearline' | 'generalize' | 'count',
): Partial<WithholdRule> {
  const value = rule[part];
  return rule.mode === mode && value !== undefined ? { [part]: value } : {};
}

function rank({ mode }: WithholdRule): number {
  return withholdModes.indexOf(mode);
}

/** Any fixed order will do among equals: the answer may not depend on which agency was composed first. */
function byText(a: WithholdRule, b: WithholdRule): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : Number(left > right);
}
