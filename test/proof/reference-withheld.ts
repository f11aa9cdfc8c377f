import { hasWithheld, isComposite, type Graph, type GraphField, type GraphType } from './graph.ts';
import { fieldNamed } from './plain-values.ts';
import { hidesField } from './reference-refusals.ts';
import { joinedMarking, type ReferenceRights } from './reference-rights.ts';
import type { WorldObject } from './world.ts';

/** The fields of a type that a caller can meet, its key and markings among them. */
export function fieldsOfType(graph: Graph, type: GraphType): readonly GraphField[] {
  const markings = type.markedIn.map((agency) =>
    agency === type.home || !type.isEntity ? 'marking' : `${agency}Marking`,
  );
  const named = ['id', ...new Set(markings)].flatMap((each) => fieldNamed(graph, type.name, each) ?? []);
  const withheld: GraphField = {
    name: 'withheld',
    named: 'Withheld',
    isList: true,
    owners: [],
    stated: {},
    args: [],
  };
  return [...named, ...type.fields, ...(hasWithheld(graph, type) ? [withheld] : [])];
}

/** What `withheld` of an object has to tell: every field that the caller may know of and may not read. */
export function withheldOf(
  graph: Graph,
  rights: ReferenceRights,
  type: GraphType,
  object: WorldObject,
): readonly object[] {
  const tlp = joinedMarking(type, object)?.tlp;
  return fieldsOfType(graph, type).flatMap((field) => {
    const { mode, reason = 'NEED_TO_KNOW', sibling } = rights.withhold(field);
    const isTold =
      field.name !== 'withheld' &&
      !rights.isPublic(type.name, field) &&
      mode !== 'HIDDEN' &&
      !hidesField(graph, rights, type.name, field.name);
    const isRead =
      rights.reads(type.name, field, object) &&
      (field.isList || !isComposite(graph, field.named) || !rights.seesNone(field.named, field.owners));
    if (!isTold || isRead) return [];
    const isShown =
      sibling !== undefined && mode !== 'COUNT' && !hidesField(graph, rights, type.name, sibling);
    return [
      {
        coordinate: `${type.name}.${field.name}`,
        mode,
        reason,
        custodian: rights.custodian(type.name, field),
        requestable: mode !== 'DENY',
        marking: tlp === undefined ? null : `TLP:${tlp.replace('_', '+')}`,
        instead: isShown ? `${type.name}.${sibling}` : null,
      },
    ];
  });
}
