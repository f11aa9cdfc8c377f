import { placeBetween, type PolicyPlace } from './policy-place.ts';
import type { WrittenPolicy } from './split-policies.ts';

/** One reason why a policy cannot be used, for the person who wrote it. */
export interface PolicyProblem extends PolicyPlace {
  readonly code: PolicyProblemCode;
  readonly custodian: string;
  readonly file: string;
  /** What is wrong; `fix` is what to do. */
  readonly message: string;
  readonly fix: string;
}

export type PolicyProblemCode =
  /** Not Cedar. */
  | 'POLICY_SYNTAX'
  /** No `@id`, one that does not begin with its custodian, or one that is taken. */
  | 'POLICY_ID'
  /** Not for one action; or for an action that nothing needs. */
  | 'POLICY_ACTION'
  /** A permit under no condition. */
  | 'POLICY_UNCONDITIONAL'
  /** Against the Cedar schema: an unknown attribute, an operand of another type, an unguarded optional attribute. */
  | 'POLICY_TYPE'
  /** Cedar that the evaluator does not know. */
  | 'POLICY_UNSUPPORTED';

/** A policy and the file that it stands in. */
export interface WrittenIn {
  readonly source: { readonly custodian: string; readonly file: string; readonly text: string };
  readonly written: WrittenPolicy;
}

/** A problem of one policy; of the whole of it where no `place` is given. */
export function problemOf(
  { source, written }: WrittenIn,
  code: PolicyProblemCode,
  message: string,
  fix: string,
  place: PolicyPlace = wholeOf({ source, written }),
): PolicyProblem {
  return { code, custodian: source.custodian, file: source.file, ...place, message, fix };
}

/** From a policy's first token, behind the comment above it, to its end. */
export function wholeOf({ source, written }: WrittenIn): PolicyPlace {
  return placeBetween(source.text, written.firstToken, written.start + written.text.length);
}
