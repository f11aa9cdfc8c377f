import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { sourceTree } from '../config/source-tree.ts';
import { CommandFailure, exitCode } from './exit.ts';
import { nearest } from './nearest.ts';

/** An operation as it was read, with the variables as they were given. */
export interface ReadOperation {
  readonly file: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Reads the operation that `--operation` names and its variables: of the file of `variables`, else of that beside it.
 *
 * Throws a CommandFailure where a file cannot be read or holds something else.
 */
export function readOperation(named: string, variables: string | undefined): ReadOperation {
  const file = operationFile(named);
  const document = parsed(file);
  const operation = getOperationAST(document, null);
  if (operation) return { file, document, operation, variables: variablesOf(file, variables) };
  const count = document.definitions.filter(({ kind }) => kind === 'OperationDefinition').length;
  const found = count === 0 ? 'no operation' : `${count} operations`;
  throw new CommandFailure(exitCode.usage, `\`${file}\` has ${found}, name a file with one`);
}

/**
 * The operation with its variables coerced; `schema` is all that messages speak of.
 *
 * Throws a CommandFailure where it does not fit the schema.
 */
export function fittingOperation(schema: GraphQLSchema, read: ReadOperation): ReadOperation {
  const { file, document, operation, variables } = read;
  const [problem] = validate(schema, document);
  if (problem) throw new CommandFailure(exitCode.problems, placed(file, problem));
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (errors?.[0]) throw new CommandFailure(exitCode.usage, errors[0].message);
  return { ...read, variables: coerced ?? {} };
}

/** The text of a file; a CommandFailure where it cannot be read. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CommandFailure(exitCode.usage, `no file \`${file}\` that can be read`);
  }
}

function parsed(file: string): DocumentNode {
  try {
    return parse(textOf(file));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new CommandFailure(exitCode.usage, `${placed(file, error)}, so \`${file}\` is not GraphQL`);
  }
}

function placed(file: string, { message, locations }: GraphQLError): string {
  const at = locations?.[0];
  return `${at ? `${file}:${at.line}:${at.column}` : file}: ${message}`;
}

/** A file, or the name of one of the community's operations. */
function operationFile(named: string): string {
  if (existsSync(named)) return named;
  const folder = join(sourceTree().root, 'schema', 'operations');
  const known = join(folder, `${named}.graphql`);
  if (existsSync(known)) return known;
  const meant = nearest(basename(named, '.graphql'), operationNames(folder));
  const hint = meant === undefined ? 'name a file with one operation' : `did you mean \`${meant}\``;
  throw new CommandFailure(exitCode.usage, `no operation \`${named}\`, ${hint}`);
}

function operationNames(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((file) =>
    file.endsWith('.graphql') ? [basename(file, '.graphql')] : [],
  );
}

/** Those given, else those that stand beside the operation. */
function variablesOf(file: string, given: string | undefined): Readonly<Record<string, unknown>> {
  const beside = file.replace(/\.graphql$/u, '.variables.json');
  if (given === undefined && (beside === file || !existsSync(beside))) return {};
  const from = given ?? beside;
  const text = textOf(from);
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return { ...read };
  } catch {
    // Falls through: it is no JSON at all.
  }
  throw new CommandFailure(exitCode.usage, `\`${from}\` holds no JSON object of variables`);
}
