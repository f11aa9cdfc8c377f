import {
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { WatchfloorError } from '../error/error.ts';
import type { DocumentOperation } from '../execute/compiled/authorized-operation.ts';
import { recordedKeys } from '../rights/recorded-keys.ts';
import type { Rights } from '../rights/rights.ts';
import type { Verdict } from '../rights/verdict.ts';
import { substituteOf } from '../rights/substitute.ts';
import { isWithheldField } from '../supergraph/withheld-field.ts';
import { fieldNode, markingSelection, typenameSelection } from './marking-selection.ts';
import { objectTypes } from './object-types.ts';

/**
 * What arguments were found to do, by the field that is given them.
 *
 * `refused` says which coordinate the caller may not use; `rows` which coordinates every object that comes back has
 * to pass.
 */
export interface ArgumentFindings {
  readonly refused: ReadonlyMap<FieldNode, string>;
  readonly rows: ReadonlyMap<FieldNode, readonly string[]>;
}

/** What is fetched for a caller; `rows` are the coordinates that objects at a field have to pass. */
export interface FetchedOperation {
  readonly fetched: DocumentOperation | undefined;
  readonly rows: ReadonlyMap<FieldNode, readonly string[]>;
}

/** Fields that are fetched for one operation at most, with what decisions need and every fragment where it stands. */
const maximumFetched = 20_000;

/** Where a selection set stands. */
interface Standing {
  readonly on: GraphQLCompositeType;
  /** Object types that can be here and that the caller may see at all. */
  readonly types: readonly GraphQLObjectType[];
  /** Who answers for objects here that are no entities. */
  readonly agencies: readonly string[];
  /** Coordinates that objects here have to pass. */
  readonly rows: readonly string[];
}

/**
 * The operation without what the caller may never read, and with the markings that decisions need.
 *
 * It is a new document; the one asked for is not changed. Interfaces and unions are opened to their object types
 * where these differ, and fragments are opened where they stand, so that nothing unused is left. What stands beside
 * a selection that falls away stays. Throws OPERATION_TOO_COMPLEX when what is fetched is far more than was asked: an
 * interface in an interface is opened at each level.
 */
export function fetchedOperation(
  schema: GraphQLSchema,
  { document, operation }: DocumentOperation,
  rights: Rights,
  findings: ArgumentFindings,
): FetchedOperation {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const rows = new Map<FieldNode, readonly string[]>();
  const { rules } = rights;
  let made = 0;

  const selectionsOf = (set: SelectionSetNode, standing: Standing): SelectionNode[] => {
    // Each object is decided by its own marking, also where the caller may always see it: one without is for nobody.
    const needing = new Set(standing.types.filter((type) => rules.type(type.name).isMarked));
    const found = set.selections.flatMap((selection) => selectionOf(selection, standing, needing));
    return [...found, ...markingsOf(needing, standing)];
  };

  const selectionOf = (
    selection: SelectionNode,
    standing: Standing,
    needing: Set<GraphQLObjectType>,
  ): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return fieldOf(selection, standing, needing);
    const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!part) return [];
    const condition = part.typeCondition?.name.value;
    const on = condition === undefined ? standing.on : schema.getType(condition);
    if (!isCompositeType(on)) return [];
    const types = standing.types.filter((type) => isOf(schema, type, on));
    if (types.length === 0) return [];
    const inner = part.selectionSet.selections.flatMap((each) =>
      selectionOf(each, { ...standing, on, types }, needing),
    );
    if (inner.length === 0) return [];
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        ...(condition === undefined ? {} : { typeCondition: namedType(condition) }),
        directives: selection.directives ?? [],
        selectionSet: { kind: Kind.SELECTION_SET, selections: inner },
      },
    ];
  };

  const fieldOf = (node: FieldNode, standing: Standing, needing: Set<GraphQLObjectType>): SelectionNode[] => {
    const name = node.name.value;
    made += 1;
    if (made > maximumFetched) throw tooMuch();
    if (name === '__typename') return [node];
    if (name.startsWith('__')) return [];
    const found: SelectionNode[] = [];
    const allowed: GraphQLObjectType[] = [];
    for (const type of standing.types) {
      if (isWithheldField(rules, type.name, name)) continue;
      const verdict: Verdict = findings.refused.has(node)
        ? { kind: 'never', policies: [] }
        : rights.field(type.name, name, standing.agencies);
      if (verdict.kind === 'depends' && verdict.by === 'object') needing.add(type);
      if (verdict.kind !== 'always') found.push(...insteadOf(node, type, standing, needing));
      found.push(...keysOf(type, name, standing));
      if (verdict.kind === 'never') continue;
      allowed.push(type);
    }
    if (allowed.length === 0) return found;
    const asked = narrowedField(node, allowed, standing);
    if (!asked) return found;
    // On the interface only if it holds for all of its objects, also those that are not shown: they are not asked for.
    if (allowed.length === objectTypes(schema, standing.on).length) return [asked, ...found];
    return [...allowed.map((type) => onType(type, [asked])), ...found];
  };

  /** The field with what is asked below it; undefined when no object that it can give may be seen. */
  const narrowedField = (
    node: FieldNode,
    types: readonly GraphQLObjectType[],
    standing: Standing,
  ): FieldNode | undefined => {
    const name = node.name.value;
    if (!node.selectionSet) return node;
    const definition = definitionOf(standing.on, name) ?? definitionOf(types[0], name);
    const value = definition && getNamedType(definition.type);
    if (!isCompositeType(value)) return undefined;
    const owners = new Set(types.flatMap((type) => rules.field(type.name, name).custodians));
    const shared = standing.agencies.filter((agency) => owners.has(agency));
    const isEntity = types.some((type) => rules.type(type.name).isEntity);
    const agencies = isEntity || shared.length === 0 ? [...owners] : shared;
    const seen = objectTypes(schema, value).filter(
      (type) => rights.object(type.name, agencies).kind !== 'never',
    );
    if (seen.length === 0) return undefined;
    const chosen = [...new Set([...standing.rows, ...(findings.rows.get(node) ?? [])])];
    const here = chosen.filter((coordinate) => seen.some((type) => coordinate.startsWith(`${type.name}.`)));
    if (here.length > 0) rows.set(node, [...new Set([...(rows.get(node) ?? []), ...here])]);
    const inner = selectionsOf(node.selectionSet, { on: value, types: seen, agencies, rows: chosen });
    return withSelections(node, inner.length > 0 ? inner : [typenameSelection]);
  };

  /** What may be shown in the place of a value, and what a mask needs to know. */
  const insteadOf = (
    node: FieldNode,
    type: GraphQLObjectType,
    standing: Standing,
    needing: Set<GraphQLObjectType>,
  ): SelectionNode[] => {
    const { isMarked } = rules.type(type.name);
    if (isMarked) needing.add(type);
    const sibling = substituteOf(rules.field(type.name, node.name.value));
    if (sibling === undefined || sibling === node.name.value) return [];
    const one: Standing = { ...standing, on: type, types: [type] };
    if (rights.field(type.name, sibling, standing.agencies).kind === 'never') return [];
    const definition = definitionOf(type, sibling);
    if (!definition) return [];
    const isComposite = isCompositeType(getNamedType(definition.type));
    const same = getNamedType(definition.type) === getNamedType(definitionOf(type, node.name.value)?.type);
    if (isComposite && !(same && node.selectionSet)) return [];
    const asked: FieldNode =
      isComposite && node.selectionSet
        ? { ...fieldNode(sibling), selectionSet: node.selectionSet }
        : fieldNode(sibling);
    // Nothing is shown in the place of a substitute, so two fields may name each other.
    const selected = isComposite ? narrowedField(asked, [type], one) : asked;
    if (!selected) return [];
    return [type === standing.on ? selected : onType(type, [selected])];
  };

  /** What the record of a release names the object by, whatever the caller asks for. */
  const keysOf = (type: GraphQLObjectType, name: string, { on }: Standing): SelectionNode[] => {
    const rule = rules.field(type.name, name);
    // What a field is made from is sent to an agency, and that is on record, too.
    const inputs = rule.needs
      .map(({ coordinate }) => coordinate.split('.'))
      .flatMap(([of, field]) => (of === type.name && field !== undefined ? [field] : []));
    const noted = [name, substituteOf(rule) ?? name, ...inputs];
    if (noted.every((field) => rules.field(type.name, field).audited !== 'SENSITIVE')) return [];
    const keys = recordedKeys(schema, rules, type.name).map((key) => fieldNode(key));
    if (keys.length === 0) return [];
    return type === on ? keys : [onType(type, keys)];
  };

  const markingsOf = (needing: ReadonlySet<GraphQLObjectType>, { on }: Standing): SelectionNode[] =>
    [...needing].flatMap((type) => {
      const markings = rules
        .type(type.name)
        .decidedBy.map((field) => markingSelection(rules, type.name, field));
      if (markings.length === 0) return [];
      return type === on ? markings : [onType(type, markings)];
    });

  const root = schema.getRootType(operation.operation);
  if (!root) return { fetched: undefined, rows };
  const selections = selectionsOf(operation.selectionSet, {
    on: root,
    types: [root],
    agencies: [],
    rows: [],
  });
  const asks = selections.some((selection) => reachesAgency(selection));
  if (!asks) return { fetched: undefined, rows };
  if (sizeOf(selections, new Map()) > maximumFetched) throw tooMuch();
  const pruned: OperationDefinitionNode = {
    ...operation,
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  return {
    fetched: { document: { kind: Kind.DOCUMENT, definitions: [pruned] }, operation: pruned },
    rows,
  };
}

/** Selections with everything in them; one that stands at several places is counted at each, and read once. */
function sizeOf(selections: readonly SelectionNode[], known: Map<SelectionNode, number>): number {
  let size = 0;
  for (const selection of selections) {
    let own = known.get(selection);
    if (own === undefined) {
      own = 1;
      if ('selectionSet' in selection) own += sizeOf(selection.selectionSet?.selections ?? [], known);
      known.set(selection, own);
    }
    size += own;
  }
  return size;
}

function tooMuch(): WatchfloorError {
  return new WatchfloorError(
    'OPERATION_TOO_COMPLEX',
    'the operation takes too much to decide, nest it less or send it in several operations',
  );
}

/** Whether an agency has to be asked for it: the name of the root's type is known without. */
function reachesAgency(selection: SelectionNode): boolean {
  if (selection.kind === Kind.FIELD) return selection.name.value !== '__typename';
  return selection.kind === Kind.INLINE_FRAGMENT && selection.selectionSet.selections.some(reachesAgency);
}

function definitionOf(
  type: GraphQLCompositeType | undefined,
  field: string,
): GraphQLField<unknown, unknown> | undefined {
  return type && 'getFields' in type ? type.getFields()[field] : undefined;
}

function isOf(schema: GraphQLSchema, type: GraphQLObjectType, on: GraphQLCompositeType): boolean {
  return isObjectType(on) ? type === on : schema.isSubType(on, type);
}

function onType(type: GraphQLObjectType, selections: readonly SelectionNode[]): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: namedType(type.name),
    directives: [],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [...selections] },
  };
}

function withSelections(node: FieldNode, selections: readonly SelectionNode[]): FieldNode {
  return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: [...selections] } };
}

function namedType(name: string) {
  return { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } } as const;
}
