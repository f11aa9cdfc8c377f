import { classifyField, typeActions } from './classification.ts';
import { inputsOf, type Input } from './inputs.ts';
import type { FieldOwners } from './field-owners.ts';
import { distinctNeeds, unclassifiedAction, type Need } from './need.ts';
import type { StatedField, StatedSupergraph, StatedType } from './stated-supergraph.ts';
import type { Statement } from './statement.ts';

/** What reading or using something needs, everything that it is computed from included. */
export interface Needs {
  readonly stated: StatedSupergraph;
  readonly owners: FieldOwners;
  field(type: string, field: string): readonly Need[];
  /** What an object as a whole needs; for an interface or union, what an object of any of its types needs is not in it. */
  object(type: string): readonly Need[];
  argument(type: string, field: string, argument: string): readonly Need[];
  member(coordinate: string): readonly Need[];
  /** The type's own element of a field and those of the interfaces that declare it; for an interface, those of its object types too. */
  elements(type: string, field: string): readonly FieldElement[];
  /** Subgraphs that resolve a field, sorted; for one of an interface, those that do so for any of its object types. */
  custodians(type: string, field: string): readonly string[];
  /** Subgraphs that resolve the markings of a type; where nothing marks it, those that have a field of it. */
  typeCustodians(type: string): readonly string[];
}

/** A field as one type declares it. */
export interface FieldElement {
  readonly type: StatedType;
  readonly field: StatedField;
}

/** Computes needs from what a supergraph states. */
export function openNeeds(stated: StatedSupergraph, owners: FieldOwners): Needs {
  const elementsOf = (typeName: string, fieldName: string): readonly FieldElement[] => {
    const type = stated.types.get(typeName);
    const types = [
      ...(type === undefined ? [] : [type]),
      ...(type?.interfaces ?? []).flatMap((name) => stated.types.get(name) ?? []),
    ];
    const own = types.flatMap((each) => {
      const field = each.fields.get(fieldName);
      return field === undefined ? [] : [{ type: each, field }];
    });
    const below = stated.implementers(typeName).flatMap(({ name }) => elementsOf(name, fieldName));
    return [...new Map([...own, ...below].map((each) => [each.type.name, each])).values()];
  };

  const nobody = (type: string, coordinate: string): Need => ({
    action: unclassifiedAction,
    custodians: [],
    type,
    coordinate,
  });

  /** What the field itself asks for, on an object of exactly this type. */
  const direct = (typeName: string, fieldName: string): readonly Need[] => {
    const coordinate = `${typeName}.${fieldName}`;
    const custodians = custodiansOf(typeName, fieldName);
    const [own, ...declaring] = elementsOf(typeName, fieldName);
    if (own?.type.name !== typeName) return [nobody(typeName, coordinate)];
    const classified = [own, ...declaring].map(({ type, field }) =>
      classifyField(field.says, type.says, {
        isFieldShared: owners.of(type.name, fieldName).length > 1,
        isTypeShared: type.isShared,
      }),
    );
    const actions = classified.flatMap((each) => (each.kind === 'governed' ? each.actions : []));
    if (actions.length > 0) {
      return actions.map((action) => ({ action, custodians, type: typeName, coordinate }));
    }
    return classified[0]?.kind === 'public' ? [] : [nobody(typeName, coordinate)];
  };

  const declaring = (name: string): readonly StatedType[] =>
    [name, ...(stated.types.get(name)?.interfaces ?? [])].flatMap((each) => stated.types.get(each) ?? []);

  const typeCustodians = (name: string): readonly string[] => {
    const types = declaring(name);
    const marking = types.flatMap(({ says }) => says.markedBy).flatMap(({ field }) => owners.of(name, field));
    const any = (types[0]?.fields.keys().toArray() ?? []).flatMap((field) => owners.of(name, field));
    return [...new Set(marking.length > 0 ? marking : any)].toSorted();
  };

  /** Many agencies share a key; whose object it is decides about it. */
  const custodiansOf = (type: string, field: string): readonly string[] => {
    const resolving = owners.of(type, field);
    if (stated.types.get(type)?.keys.has(field) !== true) return resolving;
    const marking = declaring(type).flatMap(({ says }) => says.markedBy);
    const owning = resolving.filter((each) =>
      marking.some(({ field: by }) => owners.of(type, by).includes(each)),
    );
    return owning.length > 0 ? owning : resolving;
  };

  const object = (name: string): readonly Need[] => {
    const custodians = typeCustodians(name);
    const actions = declaring(name).flatMap(({ says, isShared }) => typeActions(says, isShared));
    return distinctNeeds(actions.map((action) => ({ action, custodians, type: name, coordinate: name })));
  };

  /** Every type that an object at this place can be of. */
  const possible = (name: string): readonly string[] => [
    name,
    ...stated.implementers(name).map((type) => type.name),
    ...(stated.unions.get(name) ?? []),
  ];

  const ofUses = (
    uses: readonly Statement[],
    at: Omit<Need, 'action'>,
  ): { readonly needs: readonly Need[]; readonly inputs: readonly Input[] } => ({
    needs: uses.flatMap(({ access }) => access.map((action) => ({ action, ...at }))),
    inputs: uses.flatMap(({ reveals }) => reveals.map((coordinate) => revealed(coordinate, stated))),
  });

  const usesOfArgument = (type: string, field: string, argument: string): readonly Statement[] =>
    elementsOf(type, field).flatMap((each) => each.field.args.get(argument) ?? []);

  /** One step: what an input asks for by itself, and what that is computed from. */
  const step = (input: Input): { readonly needs: readonly Need[]; readonly inputs: readonly Input[] } => {
    switch (input.kind) {
      case 'field': {
        const { type, field } = input;
        const elements = elementsOf(type, field);
        const objects = stated.implementers(type).filter(({ fields }) => fields.has(field));
        return {
          needs: objects.length > 0 ? [] : direct(type, field),
          inputs: [
            ...objects.map(({ name }) => ({ kind: 'field', type: name, field }) as const),
            ...elements.flatMap((each) => inputsOf(each.field, type, stated)),
          ],
        };
      }
      case 'type':
        return { needs: possible(input.type).flatMap(object), inputs: [] };
      case 'argument': {
        const { type, field, argument } = input;
        const coordinate = `${type}.${field}(${argument}:)`;
        return ofUses(usesOfArgument(type, field, argument), {
          custodians: custodiansOf(type, field),
          type,
          coordinate,
        });
      }
      case 'member': {
        const { coordinate } = input;
        const says = stated.members.get(coordinate);
        const at = { custodians: [], type: coordinate.replace(/\..*/, ''), coordinate };
        return ofUses(says === undefined ? [] : [says], at);
      }
      case 'unknown':
        return { needs: [nobody('', input.coordinate)], inputs: [] };
      default:
        return input satisfies never;
    }
  };

  const closure = (first: Input): readonly Need[] => {
    const seen = new Map([[JSON.stringify(first), first]]);
    const needs: Need[] = [];
    // A map gives what is added while it is walked, so this ends when nothing new is found.
    for (const input of seen.values()) {
      const found = step(input);
      needs.push(...found.needs);
      for (const next of found.inputs) seen.set(JSON.stringify(next), seen.get(JSON.stringify(next)) ?? next);
    }
    return distinctNeeds(needs);
  };

  return {
    stated,
    owners,
    field: (type, field) => closure({ kind: 'field', type, field }),
    object,
    argument: (type, field, argument) => closure({ kind: 'argument', type, field, argument }),
    member: (coordinate) => closure({ kind: 'member', coordinate }),
    elements: elementsOf,
    custodians: (type, field) => {
      const types = [type, ...stated.implementers(type).map(({ name }) => name)];
      return [...new Set(types.flatMap((each) => custodiansOf(each, field)))].toSorted();
    },
    typeCustodians,
  };
}

/** What a coordinate of `@reveals` names; one that names nothing is denied. */
function revealed(coordinate: string, stated: StatedSupergraph): Input {
  const [, type = '', field = '', argument] = /^(\w+)\.(\w+)(?:\((\w+):\))?$/.exec(coordinate) ?? [];
  const found = stated.types.get(type)?.fields.get(field);
  if (found !== undefined && argument === undefined) return { kind: 'field', type, field };
  if (found?.args.has(argument ?? '') === true)
    return { kind: 'argument', type, field, argument: argument ?? '' };
  return stated.members.has(coordinate) ? { kind: 'member', coordinate } : { kind: 'unknown', coordinate };
}
