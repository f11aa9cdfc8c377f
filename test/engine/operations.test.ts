import { agencyKey } from '../../gateway/supergraph/agency-key.ts';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, type ExecutionResult } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApolloEngine } from '../../gateway/execute/apollo-engine.ts';
import { openCompiledEngine } from '../../gateway/execute/compiled-engine.ts';
import type { Engine } from '../../gateway/execute/engine.ts';
import { personas } from '../../gateway/identity/personas.ts';
import { supergraphOf } from '../../gateway/supergraph/supergraph.ts';
import { openViewer } from '../../gateway/viewer/viewer.ts';
import { discoverAgencies } from '../../subgraphs/kit/agencies.ts';
import { seedDemonstration } from '../../subgraphs/kit/scenario/seed.ts';
import { serveSubgraph } from '../../subgraphs/kit/server.ts';
import { namedOperation, operationNames } from '../questions/whole-room.ts';
import { callerWith, gatewayKey, plain } from './engine-room.ts';

// Every named question, on all agencies with the exercise's data: both engines give the same answer.
const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-engines-'));
const locals = [openViewer()];
const stock = openApolloEngine({ gatewayKey, locals });
const compiled = openCompiledEngine({ gatewayKey, locals });
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const agencies = await discoverAgencies();
  await seedDemonstration({ dataDir, seed: 'watchfloor', scale: 1, log: () => undefined, agencies });
  const endpoints = await Promise.all(
    agencies.map(async (agency) => {
      const store = await agency.openStore({ dataDir });
      const served = await serveSubgraph(agency, {
        store,
        key: agencyKey(gatewayKey, agency.name),
        acceptsKey: true,
      });
      closing.push(() => served.close());
      return { name: agency.name, url: served.url };
    }),
  );
  const sdl = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');
  await Promise.all([stock, compiled].map((engine) => engine.load(supergraphOf(sdl, endpoints))));
});

afterAll(async () => {
  await Promise.all([stock.stop(), compiled.stop()]);
  await Promise.all(closing.map((close) => close()));
  rmSync(dataDir, { recursive: true, force: true });
});

async function answer(engine: Engine, name: string): Promise<ExecutionResult> {
  const on = engine.loaded();
  if (!on) throw new Error('nothing is loaded');
  const { query, variables } = namedOperation(name);
  return engine.execute({
    on,
    document: parse(query),
    variables: { ...variables },
    principal: callerWith({ agency: personas[0]?.agency ?? 'exercise' }),
    traceId: 'trace',
  });
}

test.each(operationNames())('%s is answered alike by both engines', async (name) => {
  const [expected, actual] = [await answer(stock, name), await answer(compiled, name)];
  expect(expected.errors).toBeUndefined();
  expect(plain(actual)).toEqual(plain(expected));
});
