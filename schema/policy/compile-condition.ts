import type { Condition } from './condition.ts';
import { holds, type Atom } from './residual.ts';
import type { PolicyResource } from './resource.ts';

/** A condition as a function: undefined stands for an evaluation error. */
export type Test = (resource: PolicyResource) => boolean | undefined;

/** The function of a condition; it is pure and does not throw on a well-formed object. */
export function compileCondition(condition: Condition): Test {
  switch (condition.op) {
    case 'true':
      return () => true;
    case 'false':
      return () => false;
    case 'error':
      return () => undefined;
    case 'not': {
      const test = compileCondition(condition.of);
      return (resource) => {
        const answer = test(resource);
        return answer === undefined ? undefined : !answer;
      };
    }
    case 'and':
      return inTurn(condition.of.map(compileCondition), true);
    case 'or':
      return inTurn(condition.of.map(compileCondition), false);
    default:
      return compileAtom(condition);
  }
}

/** Reads on while the answer is `while_`; the first other answer, or an error, is the answer of all. */
function inTurn(tests: readonly Test[], going: boolean): Test {
  return (resource) => {
    for (const test of tests) {
      const answer = test(resource);
      if (answer !== going) return answer;
    }
    return going;
  };
}

/** The atoms that policies are full of get a function of their own; the others are interpreted. */
function compileAtom(atom: Atom): Test {
  if (atom.op === 'equals') {
    const { attribute, value } = atom;
    return (resource) => resource[attribute] === value;
  }
  if (atom.op === 'contains') {
    const { attribute, value } = atom;
    return (resource) => resource[attribute].includes(value);
  }
  return (resource) => holds(resource, atom);
}
