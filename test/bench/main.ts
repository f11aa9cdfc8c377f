import { parseArgs } from 'node:util';
import { enforced } from './enforced/enforced.ts';
import { guarding } from './guard.ts';
import { gateways } from './gateways/gateways.ts';
import { contenders } from './gateways/contenders.ts';
import { workloads } from './gateways/workloads.ts';
import { loading } from './loading.ts';
import { policy } from './policy.ts';
import { questions } from './questions.ts';
import { starting } from './starting.ts';

const benches = { starting, loading, questions, gateways, policy, guarding, enforced } as const;
const names = { gateways: contenders.map(({ name }) => name), loads: workloads.map(({ name }) => name) };
const usage = `usage: npm run bench [-- <${Object.keys(benches).join('|')}>... [options]]

Without a name: a short version of everything.

  starting    from \`npm start\` to the first answered query
  loading     \`watchfloor load\` of a folder of public data: seconds and memory
  questions   every named question: milliseconds and SQL statements
  policy      a decision of the room's policies: nanoseconds, beside Cedar's own engine
  guarding    an agency's own enforcement: signing a fetch, fields behind the guard and behind graphql-shield
  enforced    what every layer of enforcement costs a request over HTTP, beside the same graph with access open
  gateways    our gateway beside others over HTTP, installed by npm when they are first needed

  --data <folder>    public data for loading and questions
  --runs <n>         how often loading, starting and questions are measured (5)
  --seconds <n>      gateways, enforced: how long each is measured under one load (3)
  --rounds <n>       gateways, enforced: how often, in turns; the figures are medians (3)
  --only <names>     gateways: ${names.gateways.join(',')}
  --loads <names>    gateways: ${names.loads.join(',')}
  --node=<flags>     gateways: ours takes part once more, on Node with these flags
  --peers <folder>   gateways: where others are installed (.watchfloor-bench)
  --json <file>      gateways: the figures of every round

The engines without HTTP: node test/bench/engine.ts
`;

const { values, positionals } = commandLine();
const short = positionals.length === 0;
const only = listed(values.only);
const loads = listed(values.loads);
const runs = Number(values.runs ?? (short ? 1 : 5));
const seconds = Number(values.seconds ?? (short ? 1 : 3));
const rounds = Number(values.rounds ?? (short ? 1 : 3));
const problems = [
  ...unknown('bench', positionals, Object.keys(benches)),
  ...unknown('gateway', only, names.gateways),
  ...unknown('load', loads, names.loads),
  ...[runs, rounds]
    .filter((n) => !Number.isInteger(n) || n < 1)
    .map(() => '`--runs` and `--rounds` take a number from 1'),
  ...(seconds > 0 ? [] : ['`--seconds` takes a number above 0']),
];
if (values.help) {
  process.stdout.write(usage);
} else if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n${usage}`);
  process.exitCode = 2;
} else {
  const { data, peers, json } = values;
  const nodeFlags = values.node.split(' ').filter((flag) => flag !== '');
  const gatewayOptions = {
    seconds,
    rounds,
    peers,
    only,
    workloads: loads,
    nodeFlags,
    ...(json ? { json } : {}),
  };
  const options = { ...gatewayOptions, data, runs, short };
  // An exit that is asked for still ends what was started: each part ends its processes on `exit`.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  for (const [name, bench] of Object.entries(benches)) {
    if (!short && !positionals.includes(name)) continue;
    process.stdout.write(`\n${name}\n`);
    try {
      for (const line of await bench(options)) process.stdout.write(`  ${line}\n`);
    } catch (error) {
      process.stdout.write(`  failed: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    }
  }
}

function listed(text: string): readonly string[] {
  return text.split(',').filter((name) => name !== '');
}

function unknown(what: string, given: readonly string[], known: readonly string[]): readonly string[] {
  return given.filter((name) => !known.includes(name)).map((name) => `there is no ${what} \`${name}\``);
}

function commandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        data: { type: 'string', default: '../shared/data' },
        runs: { type: 'string' },
        seconds: { type: 'string' },
        rounds: { type: 'string' },
        only: { type: 'string', default: '' },
        loads: { type: 'string', default: '' },
        peers: { type: 'string', default: '.watchfloor-bench' },
        node: { type: 'string', default: '' },
        json: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}
