import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, validate, type ExecutionResult } from 'graphql';
import { composeWithApollo } from '../../gateway/compose/apollo-composition.ts';
import type { Engine, LoadedSupergraph } from '../../gateway/execute/engine.ts';
import { frozenCopy, type Principal } from '../../gateway/principal/principal.ts';
import { supergraphOf } from '../../gateway/supergraph/supergraph.ts';
import type { AnsweredOperation, FederationCase, UncomposableCase, UnservedCase } from './federation-case.ts';
import type { SubgraphData } from './subgraph-data.ts';
import type { SubgraphServer } from './subgraph-server.ts';

/** The key that every engine under test shows its subgraphs. */
export const gatewayKey = 'a-gateway-key-for-tests-0123456789abcdef';

const principal: Principal = frozenCopy({
  id: 'exercise-caller',
  name: 'Exercise Caller',
  agency: 'exercise',
  roles: [],
  scopes: [],
  community: [],
  assignments: [],
  purposes: [],
  exercise: true,
  demo: true,
});

const here = fileURLToPath(new URL('.', import.meta.url));

/** A case with the SDL of its subgraphs by name, as its folder has them. */
export interface CaseFolder {
  readonly name: string;
  readonly sdls: ReadonlyMap<string, string>;
  readonly content: FederationCase | UncomposableCase | UnservedCase;
}

/** Every case: each folder beside this file that holds a `case.ts`, sorted. */
export async function readCases(): Promise<readonly CaseFolder[]> {
  const folders = readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(here, entry.name, 'case.ts')))
    .map(({ name }) => name)
    .toSorted();
  return Promise.all(
    folders.map(async (name) => {
      const { default: content }: { default: CaseFolder['content'] } = await import(`./${name}/case.ts`);
      return { name, sdls: readSdls(join(here, name)), content };
    }),
  );
}

function readSdls(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  return new Map(
    files.toSorted().map((file) => [file.replace('.graphql', ''), readFileSync(join(folder, file), 'utf8')]),
  );
}

/** The supergraph's SDL, or why there is none. */
export type Composed = { readonly sdl: string } | { readonly problems: readonly string[] };

/** Composes subgraphs as the product does. */
export function composeSubgraphs(sdls: ReadonlyMap<string, string>): Composed {
  const { supergraphSdl, errors } = composeWithApollo(
    [...sdls].map(([name, sdl]) => ({
      name,
      url: `http://${name}.invalid/graphql`,
      definitions: parse(sdl).definitions,
    })),
  );
  return supergraphSdl === undefined
    ? { problems: (errors ?? []).map(({ message }) => message) }
    : { sdl: supergraphSdl };
}

/** A supergraph whose subgraphs answer, taken into use by an engine. */
export interface ServedSupergraph {
  readonly on: LoadedSupergraph;
  /** The subgraphs asked since the last call, each once, sorted. */
  takeAsked(): readonly string[];
}

/** Serves every subgraph and has `engine` load the supergraph of `sdl`. */
export async function serveSupergraph(
  engine: Engine,
  server: SubgraphServer,
  sdl: string,
  sdls: ReadonlyMap<string, string>,
  data: Readonly<Record<string, SubgraphData>>,
): Promise<ServedSupergraph> {
  const asked = new Set<string>();
  const endpoints = [...sdls].map(([name, text]) => {
    const held = data[name];
    if (!held) throw new Error(`subgraph \`${name}\` has no data`);
    return { name, url: server.serve({ name, sdl: text, data: held }, () => asked.add(name)) };
  });
  const on = await engine.load(supergraphOf(sdl, endpoints));
  return {
    on,
    takeAsked() {
      const names = [...asked].toSorted();
      asked.clear();
      return names;
    },
  };
}

/** Messages of what is wrong with `query` by the schema that callers see. */
export function refusals({ apiSchema }: LoadedSupergraph, query: string): readonly string[] {
  return validate(apiSchema, parse(query)).map(({ message }) => message);
}

/** Executes an operation as the gateway's HTTP side does, after validation. */
export async function execute(
  engine: Engine,
  on: LoadedSupergraph,
  operation: Pick<AnsweredOperation, 'query' | 'operationName' | 'variables'>,
): Promise<ExecutionResult> {
  const wrong = refusals(on, operation.query);
  if (wrong.length > 0) throw new Error(`the operation is not valid: ${wrong.join('; ')}`);
  return engine.execute({
    on,
    document: parse(operation.query),
    ...(operation.operationName === undefined ? {} : { operationName: operation.operationName }),
    variables: operation.variables ?? {},
    principal,
    traceId: 'federation-suite',
  });
}

/** An answer as text: data with its keys in order, errors by path and code, sorted; none of those it may have. */
export function answerText(
  { data, errors = [] }: ExecutionResult,
  { mayAlso = [] }: Pick<AnsweredOperation, 'mayAlso'> = {},
): string {
  const told = errors.map(({ path = [], extensions }) => ({ path, code: String(extensions['code']) }));
  const free = new Set(mayAlso.map(lineOf));
  return textOf(
    data,
    told.filter((error) => !free.has(lineOf(error))),
  );
}

/** The answer that a case expects, in the form of {@link answerText}. */
export function expectedText({ data, errors = [] }: AnsweredOperation): string {
  return textOf(data, errors);
}

interface ToldError {
  readonly path: readonly (string | number)[];
  readonly code: string;
}

function textOf(data: unknown, errors: readonly ToldError[]): string {
  return [JSON.stringify(data, null, 2), ...errors.map(lineOf).toSorted()].join('\n');
}

function lineOf({ path, code }: ToldError): string {
  return `${code} at ${JSON.stringify(path)}`;
}
