import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stdout } from 'node:process';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { parsePolicyBook } from '../../schema/policy/policy-book.ts';
import { sourceTree } from '../config/source-tree.ts';
import { supergraphOf, type Supergraph } from '../supergraph/supergraph.ts';
import type { SupergraphRules } from '../supergraph/rules.ts';
import { CommandFailure, exitCode, type ExitCode } from './exit.ts';
import { explainedCaller } from './explained-caller.ts';
import { nearest } from './nearest.ts';
import type { AskedCoordinate } from './operation-coordinates.ts';
import type { AccessReport, ExplainedUse } from './report/access-report.ts';

/** What `watchfloor explain` was asked about access; `file` and `book` name another graph than the tree's own. */
export interface ExplainAccessOptions {
  readonly persona?: string;
  readonly token?: string;
  readonly operation?: string;
  readonly variables?: string;
  readonly coordinate?: string;
  readonly supergraph?: string;
  readonly policies?: string;
  readonly json?: boolean;
}

/** Says for one caller what is decided of every coordinate, by which policies, and what would change it; works offline. */
export async function explainAccess(options: ExplainAccessOptions): Promise<ExitCode> {
  const caller = explainedCaller(options.persona, options.token);
  if ((options.operation === undefined) === (options.coordinate === undefined)) {
    const message = 'say of what: either `--operation <file>` or `--coordinate <Type.field>`';
    throw new CommandFailure(exitCode.usage, message);
  }
  if (options.variables !== undefined && options.operation === undefined) {
    throw new CommandFailure(exitCode.usage, '`--variables` belong to an `--operation`');
  }
  const supergraph = committedSupergraph(options);
  const { graphOffline } = await import('./offline-graph.ts');
  const graph = graphOffline(supergraph, caller.principal);
  const asked =
    options.coordinate === undefined
      ? await ofOperation(options, graph.schema, graph.rules)
      : { coordinates: ofCoordinate(options.coordinate, graph.rules), document: undefined };
  const uses: readonly ExplainedUse[] = asked.document
    ? graph.uses(asked.document.document, asked.document.operation, asked.document.variables)
    : [];
  const report: AccessReport = {
    caller: caller.principal,
    ...(caller.note === undefined ? {} : { note: caller.note }),
    isWhole: options.coordinate !== undefined,
    explanations: asked.coordinates.map(({ type, field, agencies }) => graph.explain(type, field, agencies)),
    uses,
  };
  const { jsonAccessReport, textAccessReport } = await import('./report/access-report.ts');
  stdout.write(options.json === true ? jsonAccessReport(report) : textAccessReport(report));
  return exitCode.ok;
}

function committedSupergraph({ supergraph, policies }: ExplainAccessOptions): Supergraph {
  const { root } = sourceTree();
  const sdl = textOf(supergraph ?? join(root, 'schema', 'supergraph.graphql'));
  const book = textOf(policies ?? join(root, 'schema', 'policies.json'));
  try {
    return supergraphOf(sdl, [], parsePolicyBook(book));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(exitCode.problems, `the policies cannot be used: ${why}`);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CommandFailure(exitCode.usage, `no file \`${file}\` that can be read`);
  }
}

function ofCoordinate(coordinate: string, rules: SupergraphRules): readonly AskedCoordinate[] {
  const [, type, field] = /^(\w+)\.(\w+)$/u.exec(coordinate) ?? [];
  if (type !== undefined && field !== undefined && rules.coordinates.includes(coordinate)) {
    return [{ type, field, agencies: [] }];
  }
  const meant = nearest(coordinate, rules.coordinates);
  const hint = meant === undefined ? 'write it as `Type.field`' : `did you mean \`${meant}\``;
  throw new CommandFailure(exitCode.usage, `no field \`${coordinate}\`, ${hint}`);
}

interface OperationAsked {
  readonly coordinates: readonly AskedCoordinate[];
  readonly document: {
    readonly document: DocumentNode;
    readonly operation: OperationDefinitionNode;
    readonly variables: Readonly<Record<string, unknown>>;
  };
}

async function ofOperation(
  options: ExplainAccessOptions,
  schema: GraphQLSchema,
  rules: SupergraphRules,
): Promise<OperationAsked> {
  const file = operationFile(options.operation ?? '');
  const { getOperationAST, getVariableValues, GraphQLError, parse, validate } = await import('graphql');
  const read = (): DocumentNode => {
    try {
      return parse(textOf(file));
    } catch (error) {
      const why = error instanceof GraphQLError ? error.message : String(error);
      throw new CommandFailure(exitCode.usage, `\`${file}\` is not GraphQL: ${why}`);
    }
  };
  const document = read();
  const [problem] = validate(schema, document);
  if (problem) {
    const at = problem.locations?.[0];
    const place = at ? `${file}:${at.line}:${at.column}` : file;
    throw new CommandFailure(exitCode.problems, `${place}: ${problem.message}`);
  }
  const operation = getOperationAST(document, null);
  if (!operation) throw new CommandFailure(exitCode.usage, `\`${file}\` has not exactly one operation`);
  const given = variablesOf(file, options.variables);
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  if (errors?.[0]) throw new CommandFailure(exitCode.usage, errors[0].message);
  const { operationCoordinates } = await import('./operation-coordinates.ts');
  return {
    coordinates: operationCoordinates(schema, rules, document, operation),
    document: { document, operation, variables: coerced ?? {} },
  };
}

/** A file, or the name of one of the community's operations. */
function operationFile(named: string): string {
  if (existsSync(named)) return named;
  const folder = join(sourceTree().root, 'schema', 'operations');
  const known = join(folder, `${named}.graphql`);
  if (existsSync(known)) return known;
  const names = existsSync(folder)
    ? readdirSync(folder).flatMap((file) =>
        file.endsWith('.graphql') ? [file.slice(0, -'.graphql'.length)] : [],
      )
    : [];
  const meant = nearest(named.replace(/^.*\//u, '').replace(/\.graphql$/u, ''), names);
  const hint = meant === undefined ? 'name a file with one operation' : `did you mean \`${meant}\``;
  throw new CommandFailure(exitCode.usage, `no operation \`${named}\`, ${hint}`);
}

/** Those given, else those that stand beside the operation. */
function variablesOf(file: string, given: string | undefined): Readonly<Record<string, unknown>> {
  const beside = file.replace(/\.graphql$/u, '.variables.json');
  if (given === undefined && (beside === file || !existsSync(beside))) return {};
  const from = given ?? beside;
  try {
    const read: unknown = JSON.parse(textOf(from));
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return { ...read };
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
  }
  throw new CommandFailure(exitCode.usage, `\`${from}\` holds no JSON object of variables`);
}
