import {
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { WatchfloorError } from '../error/error.ts';
import { knownRootRule } from './known-root-rule.ts';
import { operationLimits, operationLimitsRule, tooManyTokens } from './operation-limits.ts';
import { refusalOf, type Refusal } from './refusal.ts';

/** A document that fits a schema and the limits, or everything that is wrong with it. */
export type CheckedDocument =
  | {
      readonly kind: 'document';
      readonly document: DocumentNode;
      readonly operations: readonly OperationDefinitionNode[];
    }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

const rules = [...specifiedRules, operationLimitsRule, knownRootRule];

/**
 * Parses and validates a document (GraphQL Oct 2021 5).
 *
 * Nothing but `schema` decides what is told: of a field that it does not have the caller reads the same, whether
 * another schema has it or not.
 */
export function checkDocument(schema: GraphQLSchema, query: string): CheckedDocument {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: operationLimits.tokens });
  } catch (error) {
    return refused([parseRefusal(error)]);
  }
  const errors = validate(schema, document, rules, { hideSuggestions: true });
  if (errors.length > 0) return refused(errors.map(validationRefusal));
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  return { kind: 'document', document, operations };
}

function refused(refusals: readonly Refusal[]): CheckedDocument {
  return { kind: 'refused', refusals };
}

function parseRefusal(error: unknown): Refusal {
  const tooMany = tooManyTokens(error);
  if (tooMany) return { code: 'OPERATION_TOO_COMPLEX', message: tooMany.message };
  if (!(error instanceof GraphQLError)) throw error;
  return refusalOf(error, 'GRAPHQL_PARSE_FAILED');
}

function validationRefusal(error: GraphQLError): Refusal {
  const beyond = error.originalError instanceof WatchfloorError;
  return refusalOf(error, beyond ? 'OPERATION_TOO_COMPLEX' : 'GRAPHQL_VALIDATION_FAILED');
}
