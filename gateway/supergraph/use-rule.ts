import { actionsOf, type Need } from './need.ts';
import type { Needs } from './needs.ts';
import type { Statement } from './statement.ts';

/** What using an argument, an input field or an enum value needs. */
export interface UseRule {
  /** `Type.field(argument:)`, `Input.field` or `Enum.VALUE`. */
  readonly coordinate: string;
  /** Actions that are all needed, those of what it reveals among them, sorted. */
  readonly actions: readonly string[];
  /** The same with who decides; own actions of an input field or enum value have no custodians: those of the field it is used for decide. */
  readonly needs: readonly Need[];
  /** Coordinates that using it reads. */
  readonly reveals: readonly string[];
}

/** The rule of an argument; undefined when nothing is stated about it. */
export function argumentRuleOf(
  needs: Needs,
  type: string,
  field: string,
  argument: string,
): UseRule | undefined {
  const says = needs.elements(type, field).flatMap((each) => each.field.args.get(argument) ?? []);
  return useRule(`${type}.${field}(${argument}:)`, says, () => needs.argument(type, field, argument));
}

/** The rule of an input field or an enum value, by its coordinate; undefined when nothing is stated about it. */
export function memberRuleOf(needs: Needs, coordinate: string): UseRule | undefined {
  const says = needs.stated.members.get(coordinate);
  return useRule(coordinate, says === undefined ? [] : [says], () => needs.member(coordinate));
}

function useRule(
  coordinate: string,
  says: readonly Statement[],
  needsOf: () => readonly Need[],
): UseRule | undefined {
  if (says.every(({ access, reveals }) => access.length === 0 && reveals.length === 0)) return undefined;
  const needs = needsOf();
  const reveals = [...new Set(says.flatMap((each) => each.reveals))].toSorted();
  return { coordinate, actions: actionsOf(needs), needs, reveals };
}
