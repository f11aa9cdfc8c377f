import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDisclosureLog } from '../../gateway/audit/open-disclosure-log.ts';
import { openCompiledEngine, type CompiledEngine } from '../../gateway/execute/compiled-engine.ts';
import { openEnforcement } from '../../gateway/flow/enforcement.ts';
import { openQueryFlow, type Question } from '../../gateway/flow/query.ts';
import { openOperations } from '../../gateway/operation/operations.ts';
import { frozenCopy, type Principal } from '../../gateway/principal/principal.ts';
import { heavyQuery } from './heavy-room.ts';
import { openRuledRoom } from './ruled-room.ts';

// What enforcement costs: the same operations on the same graph with every layer on and with access open, in one
// process and interleaved. Figures are CPU milliseconds per request; the ratio is what can be compared.
const rounds = Number(process.argv[2] ?? 5);
const requests = Number(process.argv[3] ?? 192);
const atOnce = 32;

const room = openRuledRoom();
const recorded = openRuledRoom({ recorded: true });
const gatewayKey = 'a-gateway-key-for-the-bench-0123456789';
const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'));
const log = await openDisclosureLog({ dataDir });
const open = openCompiledEngine({ gatewayKey, locals: room.locals });
const enforced = openCompiledEngine({ gatewayKey, locals: room.locals, areRulesEnforced: true });
const recording = openCompiledEngine({ gatewayKey, locals: recorded.locals, areRulesEnforced: true });
const nobody = { verify: () => Promise.reject(new Error('nobody signs in')), ready: () => true };
const ways = {
  open: { engine: open, flow: openQueryFlow(nobody, open, { kind: 'unenforced' }) },
  enforced: enforcing(enforced),
  'enforced and recorded': enforcing(recording),
} as const;
await open.load(room.supergraph);
await enforced.load(room.supergraph);
await recording.load(recorded.supergraph);

const callers = Array.from({ length: 50 }, (_, index) => principal(`caller-${index}`));
const answers = new Map<string, string>();
for (const [name, query] of [
  ['heavy', heavyQuery],
  ['point', '{ users { id name } }'],
  ['list of 10,000', '{ items(count: 10000) { id name } }'],
] as const) {
  const many = query.includes('10000') ? atOnce : requests;

  const figures = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [way, { engine, flow }] of Object.entries(ways)) {
      const on = engine.loaded();
      const { answerAsJson } = flow;
      if (!on || !answerAsJson) throw new Error('nothing is loaded');
      const ask = async (index: number): Promise<string> => {
        const caller = callers[index % callers.length] as Principal;
        const question: Question = { on, principal: caller, traceId: `t${index}`, query, variables: {} };
        const answer = await answerAsJson(question);
        if ('kind' in answer) throw new Error(JSON.stringify(answer.errors));
        return answer.body;
      };
      for (let warm = 0; warm < (round === 0 ? 100 : 10); warm += 1) answers.set(way, await ask(warm));
      const before = process.cpuUsage();
      // Many at once, as callers are: what is written durably is written for all that wait for it.
      for (let done = 0; done < many; done += atOnce) {
        await Promise.all(Array.from({ length: atOnce }, (_, index) => ask(done + index)));
      }
      const { user, system } = process.cpuUsage(before);
      figures.set(way, [
        ...(figures.get(way) ?? []),
        (user + system) / 1000 / (Math.ceil(many / atOnce) * atOnce),
      ]);
    }
  }
  assertAlike();
  const authorizing = authorizingMs(query);
  const base = median(figures.get('open') ?? []);
  for (const [way, times] of figures) {
    const ms = median(times);
    const ratio = (ms / base).toFixed(2);
    process.stdout.write(`${name}: ${way} ${ms.toFixed(4)} ms CPU a request, this / open = ${ratio}\n`);
  }
  const share = (authorizing / median(figures.get('enforced') ?? [])) * 100;
  process.stdout.write(
    `${name}: authorizing an operation that is known ${(authorizing * 1000).toFixed(2)} µs, ${share.toFixed(1)} % of it\n`,
  );
}
await Promise.all([open.stop(), enforced.stop(), recording.stop(), log.close()]);
rmSync(dataDir, { recursive: true, force: true });

/** CPU milliseconds of giving a known operation its caller's rights. */
function authorizingMs(query: string): number {
  const on = enforced.loaded();
  if (!on) throw new Error('nothing is loaded');
  const checked = openOperations().check(on.apiSchema, { query, variables: {} });
  if (checked.kind !== 'operation') throw new Error('the operation is refused');
  const enforcement = openEnforcement(log, () => undefined);
  const times = 20_000;
  for (let warm = 0; warm < 100; warm += 1) enforcement.enforce(on, callers[0] as Principal, checked, {});
  const before = process.cpuUsage();
  for (let done = 0; done < times; done += 1) {
    enforcement.enforce(on, callers[done % callers.length] as Principal, checked, {});
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
}

function enforcing(engine: CompiledEngine) {
  const enforcement = openEnforcement(log, (message) => {
    throw new Error(message);
  });
  return { engine, flow: openQueryFlow(nobody, engine, { kind: 'enforced', enforcement }) };
}

/** Both ways show the same data; the enforced one says what it is marked. */
function assertAlike(): void {
  const [one, other] = [answers.get('open'), answers.get('enforced')].map(
    (text) => JSON.parse(text ?? '{}') as { readonly data?: unknown; readonly extensions?: unknown },
  );
  if (JSON.stringify(one?.data) !== JSON.stringify(other?.data)) throw new Error('the answers differ');
  if (other?.extensions === undefined) throw new Error('nothing was enforced');
}

function principal(id: string): Principal {
  return frozenCopy({
    id,
    name: id,
    agency: 'bench',
    roles: [],
    scopes: [],
    community: [],
    assignments: [],
    purposes: [],
    exercise: true,
    demo: true,
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
