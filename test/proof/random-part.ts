import type { Tape } from '../federation/tape.ts';
import { actions, partName, type GraphField, type GraphType, type Stated } from './graph.ts';

/** One at least. */
export type Some = readonly [string, ...string[]];

/** A part of `E0` with a field that is computed from one of the object above; `part` is not there in all graphs. */
export function withPart(tape: Tape, agencies: Some, types: readonly GraphType[]): readonly GraphType[] {
  const [above, ...others] = types;
  const owner = tape.pick(agencies);
  const source = above?.fields.find(
    (each) =>
      each.named === 'String' &&
      !each.isList &&
      each.requires === undefined &&
      each.name !== 'label' &&
      each.args.length === 0 &&
      Object.values(each.stated).every(({ scopes }) => scopes === undefined),
  );
  if (!above || !source || tape.once(3)) return types;
  const [holder = ''] = source.owners;
  const own = source.stated[holder] ?? {};
  const flow = tape.once(2) ? {} : { flow: [...new Set([owner, ...source.owners, ...(own.flow ?? [])])] };
  const stated = { ...source.stated, [holder]: { ...own, ...flow } };
  const field = (name: string, named: string, by: Stated): GraphField => ({
    name,
    named,
    isList: false,
    owners: [owner],
    stated: { [owner]: by },
    args: [],
  });
  const told = {
    ...field('told', 'String', tape.once(2) ? { isPublic: true } : statedFor(tape)),
    context: { type: above.name, field: source.name },
  };
  const part: GraphType = {
    name: partName,
    isEntity: true,
    home: owner,
    markedIn: [],
    access: [],
    isLabelled: false,
    fields: [told],
    id: { isPublic: true },
  };
  const fields = above.fields.map((each) => (each === source ? { ...source, stated } : each));
  return [{ ...above, fields: [...fields, field('part', partName, { isPublic: true })] }, ...others, part];
}

/** What an agency states of a field that it could as well state nothing of. */
export function statedFor(tape: Tape): Stated {
  if (tape.once(4)) return { isPublic: true };
  return {
    ...(tape.once(2) ? { access: [tape.pick(actions)] } : {}),
    ...(tape.once(5) ? { isAudited: true } : {}),
    ...(tape.once(6) ? { scopes: ['s1'] } : {}),
    ...(tape.once(2) ? { withhold: { mode: tape.once(9) ? 'DENY' : tape.pick(['NULL', 'HIDDEN']) } } : {}),
    ...(tape.once(12) ? { isPublic: true } : {}),
  };
}
