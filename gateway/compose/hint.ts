import type { ASTNode } from 'graphql';
import type { ParsedSubgraph } from './parse-sdl.ts';
import { placeOf } from './place.ts';
import { plain } from './plain-message.ts';
import type { Place } from './problem.ts';

/** Something that composes and may still surprise: `WARN` deserves a look, `INFO` and `DEBUG` are for the curious. */
export interface Hint {
  readonly code: string;
  readonly level: string;
  readonly message: string;
  readonly subgraphs: readonly string[];
  readonly place?: Place;
}

interface LibraryHint {
  readonly message: string;
  readonly definition: { readonly code: string; readonly level: { readonly name: string } };
  readonly nodes?: readonly ASTNode[] | undefined;
}

/** A hint of the composition library, located in the agencies' files. */
export function hintOf(hint: LibraryHint, subgraphs: ReadonlyMap<string, ParsedSubgraph>): Hint {
  const places = (hint.nodes ?? []).flatMap((node) => placeOf(node) ?? []);
  const names = [...subgraphs.values()].filter(({ sdl }) => places.some(({ file }) => file === sdl.own.file));
  const [place] = places;
  return {
    code: hint.definition.code,
    level: hint.definition.level.name,
    message: plain(hint.message),
    subgraphs: names.map(({ name }) => name),
    ...(place === undefined ? {} : { place }),
  };
}
