import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../gateway/execute/engine.ts';
import { supergraphOf } from '../../gateway/supergraph/supergraph.ts';
import { testedEngines, type TestedEngine } from './engines.ts';
import type { FederationCase } from './federation-case.ts';
import {
  answerText,
  composeSubgraphs,
  execute,
  expectedText,
  gatewayKey,
  readCases,
  refusals,
  serveSupergraph,
  type CaseFolder,
  type ServedSupergraph,
} from './harness.ts';
import { openSubgraphServer, type SubgraphServer } from './subgraph-server.ts';

const folders = await readCases();

const differences = new Set<string>();
/** How to open each engine with each supergraph, in the order of the tests. */
const openings: (() => Promise<Opened>)[] = [];
let server: SubgraphServer;

interface Opened {
  readonly engine: Engine;
  readonly served: ServedSupergraph;
}

beforeAll(async () => {
  server = await openSubgraphServer();
});

afterAll(async () => {
  await server.close();
  console.log(`where the stock engine differs:\n${[...differences].toSorted().join('\n')}`);
});

test('there are at least 60 cases', () => {
  expect(folders.length).toBeGreaterThanOrEqual(60);
});

describe.each(folders)('$name: $content.title', (folder) => {
  const { sdls, content } = folder;
  const composed = composeSubgraphs(sdls);

  if ('uncomposable' in content) {
    test('does not compose, for the reason given', () => {
      expect('problems' in composed ? composed.problems.join('\n') : '').toContain(content.uncomposable);
    });
    return;
  }

  test('composes', () => {
    expect('problems' in composed ? composed.problems : []).toEqual([]);
  });
  if ('problems' in composed) return;

  describe.each(testedEngines)('on the $name engine', (tested) => {
    if ('unserved' in content) {
      test('is refused', () => refused(tested, composed.sdl, ''));
    } else if (tested.stock && content.stockRefuses !== undefined) {
      const { stockRefuses } = content;
      differences.add(`- ${folder.name}: the supergraph is refused`);
      test('is refused, as is known', () => refused(tested, composed.sdl, stockRefuses));
    } else {
      answersEverything(tested, composed.sdl, { ...folder, content });
    }
  });
});

async function refused({ open }: TestedEngine, sdl: string, reason: string): Promise<void> {
  const engine = open({ gatewayKey });
  try {
    await expect(engine.load(supergraphOf(sdl, []))).rejects.toThrow(reason);
  } finally {
    await engine.stop();
  }
}

function answersEverything(
  { open, stock }: TestedEngine,
  sdl: string,
  { name, sdls, content }: CaseFolder & { readonly content: FederationCase },
): void {
  let engine: Engine;
  let served: ServedSupergraph;
  const opened = once(async (): Promise<Opened> => {
    const own = open({ gatewayKey, limits: { timeoutMs: 2000 } });
    return { engine: own, served: await serveSupergraph(own, server, sdl, sdls, content.subgraphs()) };
  });
  const place = openings.push(opened);

  beforeAll(async () => {
    ({ engine, served } = await opened());
    // The next one starts its planning thread while this one is asked.
    openings[place]?.().catch(() => undefined);
  });

  afterAll(() => engine.stop());

  test.each(content.operations.map((operation) => ({ operation, title: titleOf(operation) })))(
    '$title',
    async ({ operation }) => {
      if ('refused' in operation) {
        expect(refusals(served.on, operation.query).join('\n')).toContain(operation.refused);
        return;
      }
      served.takeAsked();
      const answer = answerText(await execute(engine, served.on, operation), operation);
      const asked = served.takeAsked();
      const actual = { answer, asked: operation.asked ? asked : undefined };
      const expected = { answer: expectedText(operation), asked: operation.asked };
      if (stock && operation.stockDiffers !== undefined) {
        differences.add(`- ${name}: ${operation.stockDiffers}`);
        expect(actual, 'the stock engine no longer differs').not.toEqual(expected);
      } else {
        expect(actual).toEqual(expected);
      }
    },
  );
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  return () => (begun ??= work());
}

function titleOf(operation: FederationCase['operations'][number]): string {
  const variables = 'variables' in operation ? ` ${JSON.stringify(operation.variables)}` : '';
  return `${operation.query.replace(/\s+/g, ' ').trim()}${variables}`;
}
