import { parseArgs } from 'node:util';
import { loading } from './loading.ts';
import { questions } from './questions.ts';
import { starting } from './starting.ts';

const benches = { starting, loading, questions } as const;
const usage = `usage: npm run bench [-- <${Object.keys(benches).join('|')}>...] [--data folder] [--runs n]

  starting    from \`npm start\` to the first answered query
  loading     \`watchfloor load\` of a folder of public data: seconds and memory
  questions   every named question: milliseconds and SQL statements
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: '../shared/data' },
    runs: { type: 'string', default: '5' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
const runs = Number(values.runs);
if (values.help) {
  process.stdout.write(usage);
} else if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
  process.stderr.write(
    `there is no bench \`${unknown.join(' ')}\` or no number of runs \`${values.runs}\`\n${usage}`,
  );
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(benches)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    process.stdout.write(`\n${name}\n`);
    for (const line of await bench({ data: values.data, runs })) process.stdout.write(`  ${line}\n`);
  }
}
