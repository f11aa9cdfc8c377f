import { openApolloEngine } from '../../gateway/execute/apollo-engine.ts';
import { openCompiledEngine } from '../../gateway/execute/compiled-engine.ts';
import type { Engine } from '../../gateway/execute/engine.ts';
import { frozenCopy } from '../../gateway/principal/principal.ts';
import { parse } from 'graphql';
import { median, quantile } from './figures.ts';
import { openHeavyRoom } from './heavy-room.ts';

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
const gatewayKey = 'a-gateway-key-for-the-bench-0123456789';

/**
 * Operation number `index` of a family in which no two are planned alike: each selects other fields on the way
 * through all four agencies.
 */
export function coldQuery(index: number): string {
  const pick = (fields: readonly string[], shift: number): string =>
    [...fields.filter((_, bit) => ((index >> (shift + bit)) & 1) === 1), fields[0]].join(' ');
  const product = pick(['upc', 'inStock', 'name', 'price', 'shippingEstimate', 'weight'], 0);
  const user = pick(['id', 'username', 'name', 'birthday', 'numberOfReviews'], 3);
  return `query Cold${index} {
    users { ${user} reviews { id body product { ${product} reviews { id author { ${user}
      reviews { id product { ${product} } } } } } } }
    topProducts(first: ${index}) { ${product} reviews { body author { ${user} reviews { id product { ${product} } } } } }
  }`;
}

/** CPU and time of operations that nobody has asked before, one after the other, on both engines in turns. */
export async function coldPlans(count = 200): Promise<readonly string[]> {
  const room = openHeavyRoom();
  const engines: { readonly name: string; readonly engine: Engine; readonly figures: Figures }[] = [
    {
      name: 'stock',
      engine: openApolloEngine({ gatewayKey, locals: room.locals }),
      figures: { cpu: [], ms: [] },
    },
    {
      name: 'compiled',
      engine: openCompiledEngine({ gatewayKey, locals: room.locals }),
      figures: { cpu: [], ms: [] },
    },
  ];
  try {
    for (const { engine } of engines) await engine.load(room.supergraph);
    // The first ones are only there for the compiler of the machine's language.
    for (let index = -50; index < count; index += 1) {
      for (const { engine, figures } of engines)
        await measured(engine, coldQuery(index + 50), index < 0 ? undefined : figures);
    }
  } finally {
    await Promise.all(engines.map(({ engine }) => engine.stop()));
  }
  return engines.map(
    ({ name, figures: { cpu, ms } }) =>
      `${name}: a never-seen operation takes ${median(cpu).toFixed(1)} ms CPU (p95 ${quantile(cpu, 0.95).toFixed(1)}), ` +
      `${median(ms).toFixed(1)} ms (p95 ${quantile(ms, 0.95).toFixed(1)})`,
  );
}

interface Figures {
  readonly cpu: number[];
  readonly ms: number[];
}

async function measured(engine: Engine, query: string, figures: Figures | undefined): Promise<void> {
  const on = engine.loaded();
  if (!on) throw new Error('nothing is loaded');
  const begun = performance.now();
  const before = process.cpuUsage();
  const { errors } = await engine.execute({
    on,
    document: parse(query),
    variables: {},
    principal,
    traceId: 'bench',
  });
  const { user, system } = process.cpuUsage(before);
  if (errors) throw new Error(errors.join('\n'));
  figures?.cpu.push((user + system) / 1000);
  figures?.ms.push(performance.now() - begun);
}

if (import.meta.main) {
  for (const line of await coldPlans(Number(process.argv[2] ?? 200))) process.stdout.write(`${line}\n`);
}
