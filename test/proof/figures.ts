import type { Graph } from './graph.ts';
import type { ReferenceAnswer } from './reference.ts';

/** What was tried, and what there was to try it on. */
export interface Figures {
  triples: number;
  refused: number;
  stopped: number;
  withheld: number;
  masked: number;
  hidden: number;
  mutations: number;
  /** Triples with a value that was sent along from an object above. */
  contexts: number;
  /** Records of the disclosure log that were compared. */
  records: number;
  /** Answers that were asked for with errors for what is withheld, and by the other encoder. */
  encodings: number;
  rewordings: number;
  reductions: number;
  requests: number;
  /** Triples in which nothing that the caller may not see could be changed. */
  unchanged: number;
  /** Callers whose schema and foretold access were compared. */
  schemas: number;
  readonly coordinates: Set<string>;
}

/** Nothing tried yet. */
export function noFigures(): Figures {
  return {
    triples: 0,
    refused: 0,
    stopped: 0,
    withheld: 0,
    masked: 0,
    hidden: 0,
    mutations: 0,
    contexts: 0,
    records: 0,
    encodings: 0,
    rewordings: 0,
    reductions: 0,
    requests: 0,
    unchanged: 0,
    schemas: 0,
    coordinates: new Set(),
  };
}

/** Counts what one triple has in it. */
export function noteAnswer(figures: Figures, query: string, graph: Graph, expected: ReferenceAnswer): void {
  figures.triples += 1;
  if (expected.kind === 'refused') figures.refused += 1;
  else {
    if (/\btold\b/u.test(query)) figures.contexts += 1;
    if (query.startsWith('mutation')) figures.mutations += 1;
    if (expected.withheld.length > 0) figures.withheld += 1;
    if (expected.met.masked > 0) figures.masked += 1;
    if (expected.met.hidden + expected.met.dropped > 0) figures.hidden += 1;
    for (const { coordinate } of expected.withheld) figures.coordinates.add(coordinate);
  }
  for (const type of graph.types)
    for (const { name } of type.fields)
      if (query.includes(name)) figures.coordinates.add(`${type.name}.${name}`);
}
