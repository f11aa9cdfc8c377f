import { createHash } from 'node:crypto';
import type { PolicyBook } from '../../schema/policy/book.ts';
import { parsePolicyBook, policyBookText } from '../../schema/policy/policy-book.ts';
import { supergraphOf, type Supergraph } from '../supergraph/supergraph.ts';
import { normalisedUrl, type SdlDocument, type SubgraphSdl } from './subgraph-sdl.ts';

const header = /^# sources: ([0-9a-f]{64}), policies: ([0-9a-f]{64})\n/;

/** The texts of a committed supergraph and of its policies, as far as they are there. */
export interface CommittedTexts {
  readonly supergraph: string | undefined;
  readonly policies: string | undefined;
}

/**
 * SHA-256, in hex, of everything that composition reads, policies too: the same for any order of the subgraphs and
 * for either kind of line end.
 */
export function sourcesHash(subgraphs: readonly SubgraphSdl[]): string {
  const texts = (documents: readonly SdlDocument[] = []): readonly string[] =>
    documents.map(({ text }) => unixText(text));
  const inputs = subgraphs
    .map(({ name, shared, own, policy }) => [
      name,
      ...texts([shared, own]),
      policy === undefined ? null : unixText(policy.text),
      texts(shared.policies),
    ])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
}

/**
 * The texts to commit: the SDL behind a first line that says what it was composed from and which policies belong to
 * it, and the policies.
 */
export function committedTexts(
  supergraph: Supergraph,
  subgraphs: readonly SubgraphSdl[],
): { readonly supergraph: string; readonly policies: string } {
  return {
    supergraph: `# sources: ${sourcesHash(subgraphs)}, policies: ${supergraph.policies.hash}\n${supergraph.sdl}`,
    policies: policyBookText(supergraph.policies),
  };
}

/**
 * The supergraph of committed texts, when it was composed from exactly these subgraphs and the policies are its own.
 *
 * Its hash is that of the SDL without the first line, so it is the hash that composing again would give.
 */
export function committedSupergraph(
  texts: CommittedTexts,
  subgraphs: readonly SubgraphSdl[],
): Supergraph | undefined {
  const unix = unixText(texts.supergraph ?? '');
  if (header.exec(unix)?.[1] !== sourcesHash(subgraphs)) return undefined;
  const names = subgraphs.map(({ name }) => name).toSorted();
  return readCommitted(
    texts,
    names.map((name) => ({ name, url: normalisedUrl(name) })),
  );
}

/** The hash of the supergraph in committed texts, current or not; undefined when they do not belong together. */
export function hashOfCommitted(texts: CommittedTexts): string | undefined {
  return readCommitted(texts, [])?.hash;
}

function readCommitted(
  { supergraph, policies }: CommittedTexts,
  endpoints: Supergraph['subgraphs'],
): Supergraph | undefined {
  const unix = unixText(supergraph ?? '');
  const book = bookOf(policies);
  if (book === undefined || header.exec(unix)?.[2] !== book.hash) return undefined;
  return supergraphOf(unix.replace(header, ''), endpoints, book);
}

/** A book that cannot be read is as good as none: composing makes it again. */
function bookOf(text: string | undefined): PolicyBook | undefined {
  try {
    return text === undefined ? undefined : parsePolicyBook(text);
  } catch {
    return undefined;
  }
}

function unixText(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
