import type { Expression } from './expression.ts';
import { parseExpression } from './parse-expression.ts';
import { Unsupported, fieldsOf, textOf } from './unsupported.ts';

/** A policy that can be evaluated: `actions` holds one name, or none where it speaks of every action. */
export interface ParsedPolicy {
  readonly id: string;
  readonly custodian: string;
  readonly effect: 'permit' | 'forbid';
  readonly action: string | null;
  readonly conditions: readonly Expression[];
}

export type PolicyReading =
  | { readonly kind: 'parsed'; readonly policy: ParsedPolicy }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * The policy of a Cedar JSON text, checked against what can be evaluated.
 *
 * Refused is every form that the evaluator does not know, every operand of another type than the operation needs,
 * every unknown attribute, and a permit that speaks of every action.
 */
export function parsePolicy(id: string, custodian: string, json: unknown): PolicyReading {
  try {
    const policy = fieldsOf(json, 'a policy');
    const effect = policy['effect'];
    if (effect !== 'permit' && effect !== 'forbid') throw new Unsupported('it is neither permit nor forbid');
    const action = actionOf(policy['action']);
    if (action === null && effect === 'permit') throw new Unsupported('a permit names one action');
    refuseOtherScope(policy['principal'], 'principal', 'Principal');
    refuseOtherScope(policy['resource'], 'resource', 'Object');
    if (!Array.isArray(policy['conditions'])) throw new Unsupported('it has no list of conditions');
    const conditions = policy['conditions'].map(conditionOf);
    return { kind: 'parsed', policy: { id, custodian, effect, action, conditions } };
  } catch (error) {
    if (error instanceof Unsupported) return { kind: 'refused', why: error.message };
    throw error;
  }
}

function actionOf(scope: unknown): string | null {
  const { op, entity } = fieldsOf(scope, 'the action');
  if (op === 'All') return null;
  if (op !== '==') throw new Unsupported('its action is compared by something else than `==`');
  const { type, id } = fieldsOf(entity, 'the action');
  if (type !== 'Action') throw new Unsupported('its action is not an `Action`');
  return textOf(id, 'the name of the action');
}

function refuseOtherScope(scope: unknown, name: string, entityType: string): void {
  const constraint = fieldsOf(scope, `the ${name}`);
  if (constraint['op'] === 'All') return;
  const isType = constraint['op'] === 'is' && constraint['entity_type'] === entityType;
  if (!isType || constraint['in'] !== undefined)
    throw new Unsupported(`its ${name} is narrowed in the scope: say it in \`when\``);
}

function conditionOf(clause: unknown): Expression {
  const { kind, body } = fieldsOf(clause, 'a condition');
  const operand = parseExpression(body);
  if (operand.type !== 'boolean') throw new Unsupported(`a condition is a \`${operand.type}\``);
  if (kind === 'when') return operand;
  if (kind === 'unless') return { kind: 'not', type: 'boolean', operand };
  throw new Unsupported('a condition is neither `when` nor `unless`');
}
