import { Kind, valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, NameNode, TypeNode } from 'graphql';

/** What an agency's own SDL says about one field. */
export interface AgencyFieldRule {
  /** Actions that are all needed, sorted; none: anyone may read it. */
  readonly actions: readonly string[];
  /** Whether a caller who may not have it is not even told that there is something (`@withhold(mode: HIDDEN)`). */
  readonly isHidden: boolean;
  /** Name of the type of its value, without lists and non-null. */
  readonly returns: string;
}

/** What an agency's own SDL says about one object type. */
export interface AgencyTypeRule {
  /** Actions that an object as a whole needs, sorted; none where it is not marked and names none. */
  readonly actions: readonly string[];
  /** Actions that knowing of a row of a marked table needs: those of the object, else the usual one unless it is public. */
  readonly rowActions: readonly string[];
  /** The field that holds the marking of its objects; undefined where they are not marked here. */
  readonly markedBy: string | undefined;
  /** The field that holds it as one text. */
  readonly markingLine: string | undefined;
  /** Whether its objects can be found by a key. */
  readonly isEntity: boolean;
  readonly fields: ReadonlyMap<string, AgencyFieldRule>;
}

/** The rules of one agency, as its own SDL states them; what the SDL of another agency adds is not known here. */
export interface AgencyRules {
  /** Object types by name. */
  readonly types: ReadonlyMap<string, AgencyTypeRule>;
  /** Coordinates that using an argument, input field or enum value reads (`@reveals`), by its own coordinate. */
  readonly reveals: ReadonlyMap<string, readonly string[]>;
}

/** The action of what is governed and names none. */
const usualAction = 'display';

/**
 * Reads an agency's rules. A field's rule is what the field, its type and the interfaces that declare it say together.
 *
 * A field that nothing is said about needs the usual action. Fields of a key, those that another agency resolves
 * (`@external`) and markings need none: the gateway itself gave the one, and decides by the other.
 */
export function agencyRules(document: DocumentNode): AgencyRules {
  const stated = statedTypes(document);
  const types = new Map<string, AgencyTypeRule>();
  for (const [name, type] of stated) {
    if (type.isInterface) continue;
    const declaring = [type, ...type.interfaces.flatMap((each) => stated.get(each) ?? [])];
    const fields = new Map<string, AgencyFieldRule>();
    for (const [field, { returns }] of type.fields) {
      const elements = declaring.flatMap((each) => {
        const own = each.fields.get(field);
        return own === undefined ? [] : [{ field: own, type: each }];
      });
      const isFree =
        type.keys.has(field) || isMarking(declaring, field) || type.fields.get(field)?.isExternal;
      const actions = isFree === true ? [] : elements.flatMap(actionsOf);
      const isHidden = elements.some((each) => each.field.isHidden);
      fields.set(field, { actions: sorted(actions), isHidden, returns });
    }
    const actions = declaring.flatMap(({ access, markedBy }) =>
      access.length > 0 ? access : markedBy === undefined ? [] : [usualAction],
    );
    const rowActions = actions.length > 0 || type.isPublic ? actions : [usualAction];
    const marked = declaring.find((each) => each.markedBy !== undefined);
    types.set(name, {
      actions: sorted(actions),
      rowActions: sorted(rowActions),
      markedBy: marked?.markedBy,
      markingLine: marked?.markingLine,
      isEntity: type.keys.size > 0,
      fields,
    });
  }
  return { types, reveals: statedReveals(document) };
}

interface StatedType extends Stated {
  readonly isInterface: boolean;
  readonly interfaces: readonly string[];
  readonly keys: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, StatedField>;
}

interface StatedField extends Stated {
  readonly returns: string;
  readonly isExternal: boolean;
}

interface Stated {
  readonly access: readonly string[];
  readonly isPublic: boolean;
  readonly isHeld: boolean;
  readonly isHidden: boolean;
  readonly markedBy: string | undefined;
  readonly markingLine: string | undefined;
}

function isMarking(declaring: readonly Stated[], field: string): boolean {
  return declaring.some(({ markedBy, markingLine }) => markedBy === field || markingLine === field);
}

function actionsOf({
  field,
  type,
}: {
  readonly field: StatedField;
  readonly type: StatedType;
}): readonly string[] {
  const isRuled = field.access.length > 0 || field.isHeld;
  if (!isRuled && field.isPublic) return [];
  const isTypeRuled = type.markedBy !== undefined || type.isHeld || type.access.length > 0;
  if (!isRuled && !isTypeRuled && type.isPublic) return [];
  const named = [...field.access, ...type.access];
  return named.length > 0 ? named : [usualAction];
}

function statedTypes(document: DocumentNode): ReadonlyMap<string, StatedType> {
  const types = new Map<string, StatedType>();
  const written = document.definitions.filter(
    (definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
      definition.kind === Kind.OBJECT_TYPE_EXTENSION ||
      definition.kind === Kind.INTERFACE_TYPE_EXTENSION,
  );
  // What is written in several pieces is one type: a field that stands in another piece is under its rules as well.
  for (const [typeName, pieces] of Map.groupBy(written, ({ name }) => name.value)) {
    const isWhole = ({ kind }: { readonly kind: Kind }): boolean =>
      kind === Kind.OBJECT_TYPE_DEFINITION || kind === Kind.INTERFACE_TYPE_DEFINITION;
    if (pieces.filter(isWhole).length > 1) throw new Error(`type \`${typeName}\` is defined twice`);
    const isInterface = pieces.some(
      ({ kind }) => kind === Kind.INTERFACE_TYPE_DEFINITION || kind === Kind.INTERFACE_TYPE_EXTENSION,
    );
    const said = pieces.flatMap(({ directives = [] }) => directives);
    const stated = pieces.flatMap((piece) => piece.fields ?? []);
    const fields = stated.map(
      ({ name, type, directives = [] }) =>
        [
          name.value,
          {
            ...statedBy(directives),
            returns: nameOf(type),
            isExternal: directives.some((each) => each.name.value === 'external'),
          },
        ] as const,
    );
    types.set(typeName, {
      ...statedBy(said),
      isInterface,
      interfaces: pieces.flatMap(({ interfaces = [] }) => interfaces.map(({ name }) => name.value)),
      keys: new Set(textsOf(said, 'key', 'fields').flatMap((each) => each.split(/\W+/u))),
      fields: new Map(fields),
    });
  }
  return types;
}

function statedBy(directives: readonly ConstDirectiveNode[]): Stated {
  const has = (name: string): boolean => directives.some((each) => each.name.value === name);
  return {
    access: textsOf(directives, 'access', 'action'),
    isPublic: has('public'),
    isHeld: has('withhold') || has('audited'),
    isHidden: textsOf(directives, 'withhold', 'mode').includes('HIDDEN'),
    markedBy: textsOf(directives, 'marked', 'by')[0],
    markingLine: textsOf(directives, 'marked', 'line')[0],
  };
}

function statedReveals(document: DocumentNode): ReadonlyMap<string, readonly string[]> {
  const reveals = new Map<string, readonly string[]>();
  const note = (coordinate: string, element: Applied): void => {
    const coordinates = textsOf(element.directives ?? [], 'reveals', 'coordinates');
    if (coordinates.length > 0) reveals.set(coordinate, coordinates);
  };
  for (const definition of document.definitions) {
    switch (definition.kind) {
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      case Kind.INPUT_OBJECT_TYPE_EXTENSION:
        for (const each of definition.fields ?? []) note(`${definition.name.value}.${each.name.value}`, each);
        break;
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_EXTENSION:
        for (const each of definition.values ?? []) note(`${definition.name.value}.${each.name.value}`, each);
        break;
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION:
        for (const { name, arguments: given = [] } of definition.fields ?? [])
          for (const each of given) note(`${definition.name.value}.${name.value}(${each.name.value}:)`, each);
        break;
      default:
        break;
    }
  }
  return reveals;
}

interface Applied {
  readonly name: NameNode;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** The texts of one argument of every directive of a name; a list counts as each of its texts. */
function textsOf(
  directives: readonly ConstDirectiveNode[],
  name: string,
  argument: string,
): readonly string[] {
  return directives
    .filter((each) => each.name.value === name)
    .flatMap((each) => each.arguments?.find((given) => given.name.value === argument) ?? [])
    .flatMap(({ value }): unknown => valueFromASTUntyped(value))
    .filter((each) => typeof each === 'string');
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

function sorted(actions: readonly string[]): readonly string[] {
  return [...new Set(actions)].toSorted();
}
