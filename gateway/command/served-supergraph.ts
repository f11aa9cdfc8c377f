import { readFileSync } from 'node:fs';
import { GraphQLError, Kind, parse, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import { unusableAddress, type ServeSettings } from '../config/serve-settings.ts';
import { statesRules } from '../supergraph/rule-link.ts';
import { supergraphOf, type Supergraph } from '../supergraph/supergraph.ts';
import { CommandFailure, exitCode } from './exit.ts';
import { nearest } from './nearest.ts';

/**
 * A supergraph out of a file, with the addresses that it is served with.
 *
 * `names` are all of its subgraphs. `unavailable` has one line for each of them that cannot be asked.
 */
export interface ServedSupergraph {
  readonly supergraph: Supergraph;
  readonly names: readonly string[];
  readonly unavailable: readonly string[];
  /** Whether it states rules of this gateway, such as `@access`. */
  readonly statesRules: boolean;
}

/** Reads the file that `serve` was given; a CommandFailure says in one line why it cannot be served. */
export function readServedSupergraph({ file, places }: ServeSettings): ServedSupergraph {
  const sdl = textOf(file);
  const document = documentOf(file, sdl);
  const declared = declaredGraphs(document);
  if (declared.size === 0) {
    const cure = 'compose its subgraphs first, for example with `rover supergraph compose`';
    throw new CommandFailure(
      exitCode.problems,
      `\`${file}\` is no Federation 2 supergraph, it has no \`enum join__Graph\`; ${cure}`,
    );
  }
  const names = [...declared.keys()];
  for (const name of Object.keys(places)) demandDeclared(name, names);
  const found = names.map((name) => ({ name, url: places[name] ?? declared.get(name) ?? '' }));
  return {
    supergraph: supergraphOf(
      sdl,
      found.filter(({ url }) => unusableAddress(url) === undefined),
    ),
    names,
    unavailable: found.flatMap(({ name, url }) => {
      const reason = unusableAddress(url);
      if (reason === undefined) return [];
      return `subgraph \`${name}\` is unavailable: ${reason}, name one with \`--subgraph ${name}=<url>\``;
    }),
    statesRules: statesRules(document),
  };
}

function textOf(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') throw new CommandFailure(exitCode.usage, `no file \`${file}\``);
    if (code === 'EISDIR') throw new CommandFailure(exitCode.usage, `\`${file}\` is a folder and not a file`);
    if (code === 'EACCES') throw new CommandFailure(exitCode.usage, `file \`${file}\` may not be read`);
    if (error instanceof TypeError) {
      throw new CommandFailure(exitCode.problems, `\`${file}\` is not GraphQL: it is not UTF-8 text`);
    }
    throw error;
  }
}

function documentOf(file: string, sdl: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const at = error.locations?.[0];
    const where = at === undefined ? '' : ` at ${at.line}:${at.column}`;
    throw new CommandFailure(exitCode.problems, `\`${file}\` is not GraphQL${where}: ${error.message}`);
  }
}

/** Each subgraph's name with the address of its `@join__graph`; empty where the document is no supergraph. */
function declaredGraphs(document: DocumentNode): ReadonlyMap<string, string> {
  const graphs = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find(({ name }) => name.value === 'join__graph');
      const name = graph && text(graph, 'name');
      if (graph && name !== undefined) graphs.set(name, text(graph, 'url') ?? '');
    }
  }
  return graphs;
}

function text(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function demandDeclared(name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const meant = nearest(name, names);
  const hint = meant === undefined ? `its subgraphs are ${names.join(', ')}` : `did you mean \`${meant}\``;
  throw new CommandFailure(exitCode.usage, `the supergraph has no subgraph \`${name}\`, ${hint}`);
}
