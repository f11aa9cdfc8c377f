import { join } from 'node:path';
import { parsePolicyBook } from '../../schema/policy/policy-book.ts';
import { sourceTree } from '../config/source-tree.ts';
import { supergraphOf, type Supergraph } from '../supergraph/supergraph.ts';
import type { SupergraphRules } from '../supergraph/rules.ts';
import { CommandFailure, exitCode } from './exit.ts';
import { fittingOperation, readOperation, textOf } from './explain-operation.ts';
import { explainedCaller } from './explained-caller.ts';
import { nearest } from './nearest.ts';
import { operationCoordinates, type AskedCoordinate } from './operation-coordinates.ts';
import type { AccessReport } from './report/access-report.ts';

/** What `watchfloor explain` was asked about access, of whatever source. */
export interface AccessAsked {
  readonly persona?: string;
  readonly token?: string;
  readonly operation?: string;
  readonly variables?: string;
  readonly coordinate?: string;
}

/** Asked of this folder's graph; `supergraph` and `policies` are files of another. */
export interface OfflineAsked extends AccessAsked {
  readonly supergraph?: string;
  readonly policies?: string;
}

/** Says for one caller what is decided of every coordinate, by which policies, and what would change it; works offline. */
export async function explainAccess(asked: OfflineAsked): Promise<AccessReport> {
  const caller = explainedCaller(asked.persona, asked.token);
  const read = asked.operation === undefined ? undefined : readOperation(asked.operation, asked.variables);
  const supergraph = committedSupergraph(asked.supergraph, asked.policies);
  const { graphOffline } = await import('./offline-graph.ts');
  const graph = graphOffline(supergraph, caller.principal);
  const report = { caller: caller.principal, ...(caller.note === undefined ? {} : { note: caller.note }) };
  if (!read) {
    const { type, field, agencies } = knownCoordinate(asked.coordinate ?? '', graph.rules);
    return { ...report, isWhole: true, explanations: [graph.explain(type, field, agencies)], uses: [] };
  }
  const { document, operation, variables } = fittingOperation(graph.schema, read);
  const coordinates = operationCoordinates(graph.schema, document, operation, graph.rules);
  return {
    ...report,
    isWhole: false,
    explanations: coordinates.map(({ type, field, agencies }) => graph.explain(type, field, agencies)),
    uses: graph.uses(document, operation, variables),
  };
}

/** The supergraph and the policies of this folder, or of other files. */
function committedSupergraph(supergraph?: string, policies?: string): Supergraph {
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

function knownCoordinate(coordinate: string, { coordinates }: SupergraphRules): AskedCoordinate {
  const [, type, field] = /^(\w+)\.(\w+)$/u.exec(coordinate) ?? [];
  if (type !== undefined && field !== undefined && coordinates.includes(coordinate)) {
    return { type, field, agencies: [] };
  }
  throw noField(coordinate, coordinates);
}

/** There is no such field among `coordinates`, which are all that may be named. */
export function noField(coordinate: string, coordinates: readonly string[]): CommandFailure {
  const fields = coordinates.filter((each) => each.startsWith(`${coordinate}.`));
  if (fields.length > 0) {
    const some = fields.slice(0, fieldsNamed).map((each) => `\`${each}\``);
    const more = fields.length > fieldsNamed ? ` and ${fields.length - fieldsNamed} more` : '';
    const message = `\`${coordinate}\` is a type, name one of its fields: ${some.join(', ')}${more}`;
    return new CommandFailure(exitCode.usage, message);
  }
  const begun = /^\w+\.\w+$/u.test(coordinate)
    ? coordinates.find((each) => each.startsWith(coordinate))
    : undefined;
  const meant = begun ?? nearest(coordinate, coordinates);
  const hint = meant === undefined ? 'write it as `Type.field`' : `did you mean \`${meant}\``;
  return new CommandFailure(exitCode.usage, `no field \`${coordinate}\`, ${hint}`);
}

const fieldsNamed = 6;
