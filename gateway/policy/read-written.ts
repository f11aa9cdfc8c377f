import { policyToJson, type PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import { community, type PolicyRecord } from '../../schema/policy/book.ts';
import { placeOfError, plainMessage } from './cedar-error.ts';
import type { PolicyPlace } from './policy-place.ts';
import {
  problemOf,
  wholeOf,
  type PolicyProblem,
  type PolicyProblemCode,
  type WrittenIn,
} from './policy-problem.ts';
import type { WrittenPolicy } from './split-policies.ts';

/** A policy that is Cedar, has an id and is for one action; whether its condition makes sense is not known yet. */
export interface ReadPolicy extends WrittenIn {
  readonly kind: 'read';
  readonly record: PolicyRecord;
}

/** Reads one policy as it stands in a file. */
export function readWritten(
  source: WrittenIn['source'],
  written: WrittenPolicy,
): ReadPolicy | { readonly kind: 'refused'; readonly problem: PolicyProblem } {
  const { custodian, file, text } = source;
  const refuse = (code: PolicyProblemCode, message: string, fix: string, place?: PolicyPlace) =>
    ({ kind: 'refused', problem: problemOf({ source, written }, code, message, fix, place) }) as const;
  const answer = policyToJson(written.text);
  if (answer.type === 'failure') {
    const [error] = answer.errors;
    if (error === undefined) throw new Error('Cedar refuses a policy without a reason');
    const help = error.sourceLocations?.[0]?.label ?? error.help;
    const fix = help ?? 'write it as a Cedar policy that ends with `;`';
    return refuse(
      'POLICY_SYNTAX',
      plainMessage(error),
      fix,
      placeOfError(error, text, written.start, written.text),
    );
  }
  const { json } = answer;
  const id = json.annotations?.['id'] ?? '';
  if (!id.startsWith(`${custodian}.`) || id.length === custodian.length + 1) {
    const message = id === '' ? 'a policy has no `@id`' : `policy \`${id}\` is not named after its custodian`;
    return refuse('POLICY_ID', message, `give it \`@id("${custodian}.what-it-is-about")\``);
  }
  const scope = scopeProblem(json, custodian);
  if (scope !== null) {
    const except = custodian === community ? '; only a forbid may speak of every action' : '';
    const fix = `write one policy for each action, \`action == Action::"display"\`${except}`;
    return refuse('POLICY_ACTION', `policy \`${id}\` ${scope}`, fix);
  }
  if (json.effect === 'permit' && json.conditions.length === 0) {
    return refuse(
      'POLICY_UNCONDITIONAL',
      `policy \`${id}\` permits everybody everything of its action`,
      'say in `when` for whom and which objects; what is open to all is `@public` in the schema',
    );
  }
  const { line } = wholeOf({ source, written });
  return { kind: 'read', source, written, record: { id, custodian, file, line, text: written.text, json } };
}

function scopeProblem({ effect, action }: PolicyJson, custodian: string): string | null {
  if (action.op === '==') return null;
  if (action.op !== 'All') return 'speaks of several actions';
  return effect === 'forbid' && custodian === community ? null : 'speaks of every action';
}
