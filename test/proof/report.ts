import type { LayerRow } from './layers.ts';

/** What a run found, as one line of JSON on its output (`--json`) or as a table. */
export interface ProofReport {
  readonly seed: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly findings: readonly { readonly kind: string; readonly seed: string; readonly text: string }[];
  /** Decisions that were compared with Cedar's own engine; `difference` is the first that it makes otherwise. */
  readonly comparisons: { readonly compared: number; readonly difference: string | undefined };
  /** Each seeded bug with what the suite said of it; null: nothing. */
  readonly bugs: readonly { readonly name: string; readonly found: string | null }[];
  /** What holds with which layers; empty where it was not tried. */
  readonly layers: readonly LayerRow[];
  readonly policies: {
    readonly tried: number;
    readonly telling: number;
    readonly killed: number;
    readonly survivors: readonly string[];
  };
  readonly code: {
    readonly known: number;
    readonly aside: number;
    readonly tried: number;
    readonly killed: number;
    readonly byFile: Readonly<Record<string, { readonly tried: number; readonly killed: number }>>;
    readonly survivors: readonly string[];
  };
}

/** Mutants that survive are a figure to work on; an interference or a seeded bug that is not caught is a failure. */
export function isWhole({ findings, bugs, comparisons }: ProofReport): boolean {
  return (
    findings.length === 0 && comparisons.difference === undefined && bugs.every(({ found }) => found !== null)
  );
}

/** The report for a reader. */
export function table(report: ProofReport): string {
  const { seed, figures, findings, bugs, policies, code, comparisons, layers } = report;
  const rows: readonly (readonly [string, string | number])[] = [
    ['seed', seed],
    ['triples (graph, caller, operation), each in two worlds', figures['triples'] ?? 0],
    ['  with something withheld', share(figures, 'withheld')],
    ['  with something masked', share(figures, 'masked')],
    ['  with something hidden', share(figures, 'hidden')],
    ['  that change something', share(figures, 'mutations')],
    ['  with a value sent along from an object above', share(figures, 'contexts')],
    ['  refused as a whole', share(figures, 'refused')],
    ['  stopped by the check of plans', share(figures, 'stopped')],
    ['  asked once more in other words', share(figures, 'rewordings')],
    ['  encoded in every way, and with a log that is down', share(figures, 'encodings')],
    ['  asked with an entitlement less', figures['reductions'] ?? 0],
    ['callers whose schema and foretold access were compared', figures['schemas'] ?? 0],
    ['requests to uncleared agencies compared', figures['requests'] ?? 0],
    ['records of the disclosure log compared', figures['records'] ?? 0],
    ['coordinates covered', figures['coordinates'] ?? 0],
    ['interferences and disagreements found', findings.length],
    ['decisions compared with Cedar', comparisons.compared],
    ['seeded bugs caught', `${bugs.filter(({ found }) => found !== null).length} of ${bugs.length}`],
    ...layers.map(
      ({ layers: name, held, biting }) => [`held with ${name}, of ${biting} triples`, held] as const,
    ),
    [
      'policy mutants that change a decision, killed',
      `${policies.killed} of ${policies.telling} (${policies.tried} tried)`,
    ],
    [
      'code mutants killed',
      `${code.killed} of ${code.tried} (of ${code.known}; ${code.aside} more set aside as equivalent)`,
    ],
    ...Object.entries(code.byFile)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([file, { tried, killed }]) => [`  ${file}`, `${killed} of ${tried}`] as const),
    ['seconds', figures['seconds'] ?? 0],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    ...findings.map(({ kind, seed: at, text }) => `\n${kind} (${at}): ${text}`),
    ...(comparisons.difference === undefined ? [] : [`\nnot as Cedar: ${comparisons.difference}`]),
    ...bugs.filter(({ found }) => found === null).map(({ name }) => `\nnot caught: ${name}`),
    ...policies.survivors.map((text) => `\npolicy mutant that nothing notices: ${text}`),
    ...code.survivors.map((text) => `\ncode mutant that nothing notices: ${text}`),
  ].join('\n');
}

function share(figures: ProofReport['figures'], name: string): string {
  const [count, all] = [figures[name] ?? 0, figures['triples'] ?? 0];
  return `${count} (${Math.round((100 * count) / Math.max(1, all))} %)`;
}
