import fc from 'fast-check';
import { buildSchema, graphql, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testedEngines, type TestedEngine } from './engines.ts';
import { composeSubgraphs, execute, gatewayKey, serveSupergraph } from './harness.ts';
import { difference, differenceOfData } from './random-comparison.ts';
import { mergedRoot, subgraphData } from './random-data.ts';
import { randomOperation } from './random-operation.ts';
import { mergedSdl, subgraphSdls } from './random-sdl.ts';
import { randomSupergraph, sharesNestedList } from './random-supergraph.ts';
import { openSubgraphServer, type SubgraphServer } from './subgraph-server.ts';

const wanted = process.env['WATCHFLOOR_RANDOM_SUPERGRAPHS'];
/** How many random supergraphs our engine gets, with twelve operations each. */
const supergraphs = Number(wanted ?? 25);
/** The same ones every time, so that nobody's change fails by chance; whoever asks for a number gets new ones. */
const seed = wanted === undefined ? { seed: 20_261_122 } : {};
/** How long the search for a smaller counterexample may take, beside the runs themselves. */
const searchMs = 20_000 + supergraphs * 1000;
const decisions = (maxLength: number) => fc.array(fc.nat(999), { maxLength, size: 'max' });
const given = fc.record({
  schema: decisions(120),
  operations: fc.array(decisions(60), { minLength: 12, maxLength: 12 }),
});

let server: SubgraphServer;

beforeAll(async () => {
  server = await openSubgraphServer();
});

afterAll(() => server.close());

describe.each(testedEngines)('the $name engine and one merged schema give the same answers', (engine) => {
  // The stock engine is asked to see whether the oracle is right.
  const numRuns = engine.stock ? Math.ceil(supergraphs / 3) : supergraphs;

  test('to random operations on random supergraphs', { timeout: searchMs + 20_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(given, ({ schema, operations }) => compare(engine, schema, operations)),
      { ...seed, numRuns, interruptAfterTimeLimit: searchMs },
    );
  });
});

async function compare(
  { open, stock }: TestedEngine,
  schema: readonly number[],
  operations: readonly (readonly number[])[],
): Promise<void> {
  const supergraph = randomSupergraph(schema);
  // The stock engine cannot merge them (`list-shared`).
  fc.pre(!stock || !sharesNestedList(supergraph));
  const sdls = subgraphSdls(supergraph);
  const shown = [...sdls].map(([name, sdl]) => `# ${name}\n${sdl}`).join('\n\n');
  const composed = composeSubgraphs(sdls);
  if ('problems' in composed) throw new Error(`does not compose: ${composed.problems.join('\n')}\n${shown}`);
  const merged = buildSchema(mergedSdl(supergraph));
  const lenient = buildSchema(mergedSdl(supergraph).replaceAll('!', ''));
  const rootValue = mergedRoot(supergraph);
  const data = Object.fromEntries(
    [...sdls.keys()].map((name, index) => [name, subgraphData(supergraph, index)]),
  );
  const engine = open({ gatewayKey });
  try {
    const { on } = await serveSupergraph(engine, server, composed.sdl, sdls, data);
    for (const numbers of operations) {
      const { query: source, variables } = randomOperation(supergraph, merged, numbers, !stock);
      expect(validate(merged, parse(source))).toEqual([]);
      const answers = {
        engine: await execute(engine, on, { query: source, variables }),
        merged: await graphql({ schema: merged, source, variableValues: variables, rootValue }),
        lenient: await graphql({ schema: lenient, source, variableValues: variables, rootValue }),
      };
      const wrong = stock ? differenceOfData(answers) : difference(answers);
      if (wrong !== undefined)
        throw new Error(`${wrong}\n${source}\n${JSON.stringify(variables)}\n\n${shown}`);
    }
  } finally {
    await engine.stop();
  }
}
