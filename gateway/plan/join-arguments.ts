import type { ConstDirectiveNode, ConstValueNode } from 'graphql';

/** The text of a directive's string or enum argument. */
export function stringArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = argument(directive, name);
  return value?.kind === 'StringValue' || value?.kind === 'EnumValue' ? value.value : undefined;
}

/** A directive's Boolean argument. */
export function booleanArgument(directive: ConstDirectiveNode, name: string): boolean | undefined {
  const value = argument(directive, name);
  return value?.kind === 'BooleanValue' ? value.value : undefined;
}

function argument(directive: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return directive.arguments?.find((candidate) => candidate.name.value === name)?.value;
}
