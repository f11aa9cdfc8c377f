import type { GraphQLSchema } from 'graphql';
import { misfit, missingValue } from './agency-fault.ts';
import { callersPath, type CollectedField, type Selecting } from './collected-fields.ts';
import { openRelease, type Release } from './release.ts';
import type { Wrong } from './writing.ts';

/** What the writers of one operation are compiled from. */
export interface WriterSource extends Selecting {
  readonly schema: GraphQLSchema;
  readonly release: Release;
  /** Which agencies are asked for the field at a place: internal keys from the root, each after a space. */
  agenciesAt(place: string): readonly string[];
  /** Which agencies resolve a field at all. */
  ownersOf(type: string, field: string): readonly string[];
}

/** Those who are asked at this place and can answer; all owners when the plan does not say. */
export function agenciesOf(
  source: WriterSource,
  type: string,
  field: string,
  place: string,
): readonly string[] {
  const asked = source.agenciesAt(place);
  if (asked.length === 1) return asked;
  const owners = source.ownersOf(type, field);
  if (asked.length === 0) return owners;
  const both = asked.filter((agency) => owners.includes(agency));
  return both.length > 0 ? both : asked;
}

/** What is told of a field whose agencies are these, where something is wrong with it. */
export function wrongOf(
  source: WriterSource,
  { field, selections }: CollectedField,
  agencies: readonly string[],
): Wrong {
  return {
    missing: missingValue(agencies),
    misfit: misfit(agencies),
    // Without the name of its type the whole object means nothing.
    whole: field === '__typename',
    callersPath: (rest) => callersPath(source, selections, shownSteps(source.release, rest)),
  };
}

/** An index as an agency counts would tell of objects that a decision takes away. */
function shownSteps(release: Release, rest: readonly (string | number)[]): readonly (string | number)[] {
  const index = release === openRelease ? -1 : rest.findIndex((step) => typeof step === 'number');
  return index < 0 ? rest : rest.slice(0, index);
}
