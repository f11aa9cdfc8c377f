import { parseArgs } from 'node:util';
import { codeMutants } from './code-mutants.ts';
import { policyMutants } from './policy-mutants.ts';
import { findingWith, openGrounds, proveTriples } from './prove.ts';
import { seededBugs } from './seeded-bugs.ts';

/** What a run found, as one line of JSON on its output (`--json`) or as a table. */
export interface ProofReport {
  readonly seed: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly findings: readonly { readonly kind: string; readonly seed: string; readonly text: string }[];
  /** Each seeded bug with what the suite said of it; null: nothing. */
  readonly bugs: readonly { readonly name: string; readonly found: string | null }[];
  readonly policies: {
    readonly tried: number;
    readonly telling: number;
    readonly killed: number;
    readonly survivors: readonly string[];
  };
  readonly code: { readonly tried: number; readonly killed: number; readonly survivors: readonly string[] };
}

const { values } = parseArgs({
  options: {
    triples: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now()) },
    bugs: { type: 'boolean', default: true },
    policies: { type: 'boolean', default: true },
    mutants: { type: 'string', default: '150' },
    json: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

const report = await prove();
console.log(values.json ? JSON.stringify(report) : table(report));
process.exit(isWhole(report) ? 0 : 1);

async function prove(): Promise<ProofReport> {
  const { seed } = values;
  const began = performance.now();
  const extent = { seed, triples: Number(values.triples), perGraph: 40, callers: 8 };
  const { figures, findings } = await proveTriples(extent, 5);
  const mutants = Number(values.mutants);
  const grounds = values.bugs || mutants > 0 ? await openGrounds('bugs', 24) : [];
  const tried = { perGraph: 16, callers: 6 };
  const bugs: { readonly name: string; readonly found: string | null }[] = [];
  for (const { name, patches } of values.bugs ? seededBugs : []) {
    const finding = await findingWith(name, patches(), grounds, tried);
    bugs.push({ name, found: finding && finding.kind !== 'failure' ? finding.kind : null });
  }
  const code = await codeMutants(seed, mutants, (name, patches) =>
    findingWith(name, patches, grounds, tried),
  );
  for (const { served } of grounds) await served.close();
  const { coordinates, ...counts } = figures;
  return {
    seed,
    figures: {
      ...counts,
      coordinates: coordinates.size,
      seconds: Math.round((performance.now() - began) / 1000),
    },
    findings,
    bugs,
    policies: values.policies ? policyMutants() : { tried: 0, telling: 0, killed: 0, survivors: [] },
    code,
  };
}

/** Mutants that survive are a figure to work on; an interference or a seeded bug that is not caught is a failure. */
function isWhole({ findings, bugs }: ProofReport): boolean {
  return findings.length === 0 && bugs.every(({ found }) => found !== null);
}

function table({ seed, figures, findings, bugs, policies, code }: ProofReport): string {
  const rows: readonly (readonly [string, string | number])[] = [
    ['seed', seed],
    ['triples (graph, caller, operation), each in two worlds', figures['triples'] ?? 0],
    ['  with something withheld', share(figures, 'withheld')],
    ['  with something masked', share(figures, 'masked')],
    ['  with something hidden', share(figures, 'hidden')],
    ['  refused as a whole', share(figures, 'refused')],
    ['  stopped by the check of plans', share(figures, 'stopped')],
    ['  asked once more in other words', share(figures, 'rewordings')],
    ['  asked with an entitlement less', figures['reductions'] ?? 0],
    ['requests to uncleared agencies compared', figures['requests'] ?? 0],
    ['interferences and disagreements found', findings.length],
    ['seeded bugs caught', `${bugs.filter(({ found }) => found !== null).length} of ${bugs.length}`],
    [
      'policy mutants that change a decision, killed',
      `${policies.killed} of ${policies.telling} (${policies.tried} tried)`,
    ],
    ['code mutants killed', `${code.killed} of ${code.tried}`],
    ['seconds', figures['seconds'] ?? 0],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    ...findings.map(({ kind, seed: at, text }) => `\n${kind} (${at}): ${text}`),
    ...bugs.filter(({ found }) => found === null).map(({ name }) => `\nnot caught: ${name}`),
    ...policies.survivors.map((text) => `\npolicy mutant that nothing notices: ${text}`),
    ...code.survivors.map((text) => `\ncode mutant that nothing notices: ${text}`),
  ].join('\n');
}

function share(figures: ProofReport['figures'], name: string): string {
  const [count, all] = [figures[name] ?? 0, figures['triples'] ?? 0];
  return `${count} (${Math.round((100 * count) / Math.max(1, all))} %)`;
}
