import { isEnumType, isSpecifiedScalarType, type GraphQLEnumType, type GraphQLLeafType } from 'graphql';
import { jsonString } from './json-value.ts';

/** The JSON of a leaf value that is not null; undefined when it is no value of its type. */
export type LeafText = (value: unknown) => string | undefined;

/**
 * How values of a leaf type are written (GraphQL Oct 2021 3.5, result coercion).
 *
 * Nothing is made to fit: `"1"` is no Int. An ID that comes as an integer is written as a string. Values of custom
 * scalars are written as they came.
 */
export function leafText(type: GraphQLLeafType): LeafText {
  if (isEnumType(type)) return enumText(type);
  if (!isSpecifiedScalarType(type)) return (value) => JSON.stringify(value);
  if (type.name === 'Int') return intText;
  if (type.name === 'Float') return floatText;
  if (type.name === 'Boolean') return booleanText;
  return type.name === 'ID' ? idText : stringText;
}

function enumText(type: GraphQLEnumType): LeafText {
  const texts = new Map(type.getValues().map(({ name }) => [name, `"${name}"`]));
  return (value) => (typeof value === 'string' ? texts.get(value) : undefined);
}

function intText(value: unknown): string | undefined {
  return typeof value === 'number' && (value | 0) === value ? String(value) : undefined;
}

function floatText(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return JSON.isRawJSON(value) && Number.isFinite(Number(value.rawJSON)) ? value.rawJSON : undefined;
}

function booleanText(value: unknown): string | undefined {
  return typeof value === 'boolean' ? String(value) : undefined;
}

function stringText(value: unknown): string | undefined {
  return typeof value === 'string' ? jsonString(value) : undefined;
}

function idText(value: unknown): string | undefined {
  if (typeof value === 'string') return jsonString(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? `"${value}"` : undefined;
  return JSON.isRawJSON(value) ? `"${value.rawJSON}"` : undefined;
}
