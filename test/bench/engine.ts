import { deepStrictEqual } from 'node:assert';
import { parse } from 'graphql';
import { openApolloEngine } from '../../gateway/execute/apollo-engine.ts';
import { openCompiledEngine } from '../../gateway/execute/compiled-engine.ts';
import type { Engine, EngineOperation } from '../../gateway/execute/engine.ts';
import { frozenCopy } from '../../gateway/principal/principal.ts';
import { heavyQuery, openHeavyRoom } from './heavy-room.ts';

// Both engines in one process, interleaved, on subgraphs that answer from memory: what is left is the engine's own
// work, with no HTTP in it. Figures are CPU milliseconds per request; the ratio is what can be compared.
const principal = frozenCopy({
  id: 'bench',
  name: 'Bench',
  agency: 'exercise',
  roles: [],
  scopes: [],
  community: [],
  assignments: [],
  purposes: [],
  exercise: true,
  demo: true,
});
const rounds = Number(process.argv[2] ?? 5);
const requests = Number(process.argv[3] ?? 150);
const gatewayKey = 'a-gateway-key-for-the-bench-0123456789';

const documents = new Map<string, ReturnType<typeof parse>>();
const room = openHeavyRoom();
const stock = openApolloEngine({ gatewayKey, locals: room.locals });
const compiled = openCompiledEngine({ gatewayKey, locals: room.locals });

for (const [name, query] of [
  ['heavy', heavyQuery],
  ['point', '{ user: users { id name } }'],
] as const) {
  const ways = [
    {
      way: 'stock',
      engine: stock,
      run: (operation: EngineOperation) => stock.execute(operation).then(JSON.stringify),
    },
    {
      way: 'compiled, as objects',
      engine: compiled,
      run: (operation: EngineOperation) => compiled.execute(operation).then(JSON.stringify),
    },
    {
      way: 'compiled, as JSON',
      engine: compiled,
      run: (operation: EngineOperation) =>
        compiled.executeToJson(operation).then(({ body }) => Buffer.from(body).length),
    },
  ];
  await compare(stock, compiled, query);
  const figures = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { way, engine, run } of ways) {
      const operation = await operationOn(engine, query);
      for (let warm = 0; warm < (round === 0 ? 50 : 5); warm += 1) await run(operation);
      const before = process.cpuUsage();
      for (let done = 0; done < requests; done += 1) await run(operation);
      const { user, system } = process.cpuUsage(before);
      figures.set(way, [...(figures.get(way) ?? []), (user + system) / 1000 / requests]);
    }
  }
  const base = median(figures.get('stock') ?? []);
  for (const [way, times] of figures) {
    const ms = median(times);
    process.stdout.write(
      `${name}: ${way} ${ms.toFixed(3)} ms CPU a request, stock / this = ${(base / ms).toFixed(1)}\n`,
    );
  }
}
await Promise.all([stock.stop(), compiled.stop()]);

async function compare(one: Engine, other: Engine, query: string): Promise<void> {
  const answers: unknown[] = [];
  for (const engine of [one, other]) {
    await engine.load(room.supergraph);
    const operation = await operationOn(engine, query);
    const before = room.calls();
    const answer = await engine.execute(operation);
    answers.push(JSON.parse(JSON.stringify(answer)));
    const size = Buffer.byteLength(JSON.stringify(answer));
    process.stdout.write(`${size} bytes, ${room.calls() - before} subgraph calls\n`);
  }
  deepStrictEqual(answers[0], answers[1]);
}

async function operationOn(engine: Engine, query: string): Promise<EngineOperation> {
  const on = engine.loaded() ?? (await engine.load(room.supergraph));
  const document = documents.get(query) ?? parse(query);
  documents.set(query, document);
  return { on, document, variables: {}, principal, traceId: 'bench' };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
