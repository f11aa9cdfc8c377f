import {
  getVariableValues,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { withoutSuggestion } from '../error/shown-error.ts';
import type { CheckedDocument } from './checked-document.ts';
import { openKnownDocuments } from './known-documents.ts';
import type { Refusal } from './refusal.ts';

/** What a request asks for, as it came: `variables` are not coerced. */
export interface AskedOperation {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * One operation of a valid document with its variables, or why there is none.
 *
 * The same text gives the same `document` as long as it is kept, so what was worked out for it can be kept beside it.
 */
export type CheckedOperation =
  | {
      readonly kind: 'operation';
      readonly document: DocumentNode;
      readonly operation: OperationDefinitionNode;
      /** By the types that the operation declares, defaults filled in (GraphQL Oct 2021 6.1.2). */
      readonly coerced: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

/** Turns requests into checked operations; each document is parsed and validated once for a schema. */
export interface Operations {
  /** Refusals are of GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, OPERATION_TOO_COMPLEX or BAD_USER_INPUT. */
  check(schema: GraphQLSchema, asked: AskedOperation): CheckedOperation;
  /** Whether the document was checked against `schema` before and is still kept. */
  knows(schema: GraphQLSchema, query: string): boolean;
}

/** Operations whose documents are kept up to a bound of `characters`; the usual one without it. */
export function openOperations(characters?: number): Operations {
  const documents = openKnownDocuments(characters);
  return {
    check(schema, asked) {
      const checked = documents.of(schema, asked.query);
      if (checked.kind === 'refused') return checked;
      const chosen = chooseOperation(checked, asked.operationName);
      return typeof chosen === 'string'
        ? refused([chosen])
        : withVariables(schema, checked.document, chosen, asked);
    },
    knows: (schema, query) => documents.has(schema, query),
  };
}

/** The operation that is meant (GraphQL Oct 2021 6.1), or what to tell the caller. */
function chooseOperation(
  { operations }: Extract<CheckedDocument, { kind: 'document' }>,
  name: string | undefined,
): OperationDefinitionNode | string {
  if (name === undefined && operations.length > 1)
    return 'the document holds several operations, name one with `operationName`';
  const chosen =
    name === undefined ? operations[0] : operations.find((operation) => operation.name?.value === name);
  if (!chosen) return 'the document holds no such operation, name one of its operations';
  if (chosen.operation === OperationTypeNode.SUBSCRIPTION) return 'subscriptions are not answered here';
  return chosen;
}

function withVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { variables }: AskedOperation,
): CheckedOperation {
  const { variableDefinitions = [] } = operation;
  if (variableDefinitions.length === 0) return { kind: 'operation', document, operation, coerced: none };
  const { errors, coerced } = getVariableValues(schema, variableDefinitions, variables);
  if (errors) return refused(errors.map(({ message }) => withoutSuggestion(message)));
  return { kind: 'operation', document, operation, coerced };
}

const none: Readonly<Record<string, unknown>> = Object.freeze({});

function refused(messages: readonly string[]): CheckedOperation {
  return { kind: 'refused', refusals: messages.map((message) => ({ code: 'BAD_USER_INPUT', message })) };
}
