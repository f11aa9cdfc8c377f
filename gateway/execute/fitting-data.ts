import {
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  getNullableType,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLLeafType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../plan/conditions.ts';

type Path = readonly (string | number)[];
type Plain = Record<string, unknown>;

/** What of an agency's data fits the fetch that asked for it, and where something did not. */
export interface FittingData {
  readonly data: Plain;
  readonly misfits: readonly Path[];
}

interface Fit {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly misfits: Path[];
  /** Variables of `@skip` and `@include` that are true. */
  readonly holding: ReadonlySet<string>;
}

const maximumMisfits = 100;

/**
 * Copies from `data` what `document` selected and `schema` allows; whatever else an agency sent is left behind.
 *
 * A value of the wrong kind, or one that is missing, becomes null and its path is noted (at most 100). Objects
 * of the copy have no prototype. `schema` is the whole supergraph's; a type that it does not know is copied by
 * the shape of the selection alone.
 */
export function fittingData(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  data: object,
): FittingData {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let root: SelectionSetNode | undefined;
  let rootType: GraphQLNamedType | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
    if (definition.kind !== 'OperationDefinition') continue;
    root = definition.selectionSet;
    rootType = schema.getRootType(definition.operation) ?? undefined;
  }
  const holding = new Set(Object.keys(variables).filter((name) => variables[name] === true));
  const fit: Fit = { schema, fragments, misfits: [], holding };
  const copy: Plain = { __proto__: null };
  if (root) fitSelections(fit, root, rootType, data, [], copy);
  return { data: copy, misfits: fit.misfits };
}

function fitSelections(
  fit: Fit,
  selections: SelectionSetNode,
  type: GraphQLNamedType | undefined,
  source: object,
  path: Path,
  target: Plain,
): void {
  const actual = actualType(fit, type, source);
  for (const selection of selections.selections) {
    if (!isIncluded(selection, fit.holding)) continue;
    if (selection.kind === 'Field') {
      fitField(fit, selection, actual, source, path, target);
      continue;
    }
    const part = selection.kind === 'FragmentSpread' ? fit.fragments.get(selection.name.value) : selection;
    const condition = part?.typeCondition?.name.value;
    if (part && applies(fit.schema, condition, actual)) {
      const narrowed = condition === undefined ? actual : narrower(fit.schema, condition, actual);
      fitSelections(fit, part.selectionSet, narrowed, source, path, target);
    }
  }
}

function fitField(
  fit: Fit,
  field: FieldNode,
  parent: GraphQLNamedType | undefined,
  source: object,
  path: Path,
  target: Plain,
): void {
  const key = field.alias?.value ?? field.name.value;
  const value: unknown = Object.hasOwn(source, key) ? Reflect.get(source, key) : undefined;
  const at = [...path, key];
  if (field.name.value === '__typename') {
    target[key] = typeof value === 'string' ? value : note(fit, at);
    return;
  }
  const type = fieldType(parent, field.name.value);
  if (value === undefined) target[key] ??= note(fit, at);
  else if (field.selectionSet)
    target[key] = fitComposite(fit, field.selectionSet, type, value, at, target[key]);
  else target[key] = fitLeaf(fit, type, value, at);
}

function fitComposite(
  fit: Fit,
  selections: SelectionSetNode,
  type: GraphQLOutputType | undefined,
  value: unknown,
  path: Path,
  earlier: unknown,
): unknown {
  if (value === null) return type && isNonNullType(type) ? note(fit, path) : null;
  const nullable = type && getNullableType(type);
  if (Array.isArray(value)) {
    if (nullable && !isListType(nullable)) return note(fit, path);
    const item = nullable?.ofType;
    const before = Array.isArray(earlier) ? earlier : [];
    return value.map((one, index) =>
      fitComposite(fit, selections, item, one, [...path, index], before[index]),
    );
  }
  if (typeof value !== 'object' || (nullable && (isListType(nullable) || isLeafType(nullable)))) {
    return note(fit, path);
  }
  // The same field selected twice, in two fragments: both selections fill one object.
  const target: Plain = isPlain(earlier) ? earlier : { __proto__: null };
  fitSelections(fit, selections, nullable, value, path, target);
  return target;
}

function fitLeaf(fit: Fit, type: GraphQLOutputType | undefined, value: unknown, path: Path): unknown {
  if (value === null) return type && isNonNullType(type) ? note(fit, path) : null;
  const nullable = type && getNullableType(type);
  if (nullable && isListType(nullable)) {
    if (!Array.isArray(value)) return note(fit, path);
    return value.map((one, index) => fitLeaf(fit, nullable.ofType, one, [...path, index]));
  }
  if (nullable && !isLeafType(nullable)) return note(fit, path);
  return !nullable || isValueOf(nullable, value) ? plainCopy(value) : note(fit, path);
}

function note(fit: Fit, path: Path): null {
  if (fit.misfits.length < maximumMisfits) fit.misfits.push(path);
  return null;
}

function isValueOf(type: GraphQLLeafType, value: unknown): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined;
  if (!isSpecifiedScalarType(type)) return true;
  if (type.name === 'ID') return typeof value === 'string' || Number.isSafeInteger(value);
  if (type.name === 'String') return typeof value === 'string';
  if (type.name === 'Boolean') return typeof value === 'boolean';
  if (type.name === 'Float') return typeof value === 'number';
  // Int is 32 bits wide (GraphQL Oct 2021 3.5.1).
  return typeof value === 'number' && (value | 0) === value;
}

/** What the agency says the object is; an abstract type stays when it says nothing that is known. */
function actualType(
  fit: Fit,
  type: GraphQLNamedType | undefined,
  source: object,
): GraphQLNamedType | undefined {
  const name: unknown = Object.hasOwn(source, '__typename') ? Reflect.get(source, '__typename') : undefined;
  const named = typeof name === 'string' ? fit.schema.getType(name) : undefined;
  return named && (isObjectType(named) || isInterfaceType(named)) ? named : type;
}

function applies(
  schema: GraphQLSchema,
  condition: string | undefined,
  actual: GraphQLNamedType | undefined,
): boolean {
  if (condition === undefined || actual === undefined || actual.name === condition) return true;
  const type = schema.getType(condition);
  if (isObjectType(actual)) return isAbstractType(type) && schema.isSubType(type, actual);
  return false;
}

function narrower(
  schema: GraphQLSchema,
  condition: string,
  actual: GraphQLNamedType | undefined,
): GraphQLNamedType | undefined {
  return actual && isObjectType(actual) ? actual : schema.getType(condition);
}

function fieldType(parent: GraphQLNamedType | undefined, name: string): GraphQLOutputType | undefined {
  if (!parent || !(isObjectType(parent) || isInterfaceType(parent))) return undefined;
  return parent.getFields()[name]?.type;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function plainCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainCopy);
  if (!isPlain(value)) return value;
  const copy: Plain = { __proto__: null };
  for (const [key, member] of Object.entries(value)) copy[key] = plainCopy(member);
  return copy;
}
