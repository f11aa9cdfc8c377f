import { createHash } from 'node:crypto';
import { supergraphOf, type Supergraph } from '../supergraph/supergraph.ts';
import { normalisedUrl, type SubgraphSdl } from './subgraph-sdl.ts';

const header = /^# sources: ([0-9a-f]{64})\n/;

/**
 * SHA-256, in hex, of everything that composition reads: the same for any order of the subgraphs and for either
 * kind of line end.
 */
export function sourcesHash(subgraphs: readonly SubgraphSdl[]): string {
  const inputs = subgraphs
    .map(({ name, shared, own }) => [name, unixText(shared.text), unixText(own.text)])
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
}

/** The text of the committed supergraph: a first line that says what it was composed from, then the SDL. */
export function committedText(supergraph: Supergraph, subgraphs: readonly SubgraphSdl[]): string {
  return `# sources: ${sourcesHash(subgraphs)}\n${supergraph.sdl}`;
}

/**
 * The supergraph of a committed text, when it was composed from exactly these subgraphs.
 *
 * Its hash is that of the SDL without the first line, so it is the hash that composing again would give.
 */
export function committedSupergraph(text: string, subgraphs: readonly SubgraphSdl[]): Supergraph | undefined {
  const unix = unixText(text);
  if (header.exec(unix)?.[1] !== sourcesHash(subgraphs)) return undefined;
  const names = subgraphs.map(({ name }) => name).toSorted();
  return supergraphOf(
    unix.replace(header, ''),
    names.map((name) => ({ name, url: normalisedUrl(name) })),
  );
}

/** The hash of the supergraph in a committed text, current or not. */
export function hashOfCommitted(text: string): string {
  return supergraphOf(unixText(text).replace(header, ''), []).hash;
}

function unixText(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
