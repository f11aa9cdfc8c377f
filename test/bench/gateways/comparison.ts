import { median } from '../figures.ts';
import type { Workload } from './workloads.ts';

/** What one gateway did under one workload in one round; everything but memory is for one request. */
export interface Measured {
  readonly contender: string;
  readonly title: string;
  readonly workload: string;
  readonly round: number;
  readonly requests: number;
  /** User and system time of the gateway's processes. */
  readonly cpuMs: number;
  /** Requests a second. */
  readonly rate: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Requests to subgraphs. */
  readonly calls: number;
  /** Resident memory when the round was over, and the largest since the gateway was started. */
  readonly residentMb: number;
  readonly peakMb: number;
  readonly wrong: number;
}

/**
 * The figures as Markdown: processor time over all workloads, then one table for each workload. Figures are medians
 * of the rounds, ratios are to the first gateway.
 */
export function comparison(measured: readonly Measured[], workloads: readonly Workload[]): readonly string[] {
  const columns = Map.groupBy(measured, ({ contender }) => contender);
  const medians = new Map([...columns].map(([name, rounds]) => [name, mediansOf(rounds)]));
  const titles = [...columns.values()].map(([first]) => first?.title ?? '');
  const overview = workloads.map(({ name }) => {
    const cpu = [...medians.values()].map((rows) => rows.get(name)?.cpuMs);
    return [name, ...cpu.map((ms) => (ms === undefined ? '-' : `${ms.toFixed(3)}${ratio(ms, cpu[0])}`))];
  });
  const peaks = [...columns.values()].map((rounds) => Math.max(...rounds.map(({ peakMb }) => peakMb)));
  return [
    'CPU milliseconds of the gateway for one request (and against the first):',
    '',
    ...table(
      ['workload', ...titles],
      [...overview, ['largest MB resident', ...peaks.map((mb) => mb.toFixed(0))]],
    ),
    ...workloads.flatMap((workload) => {
      const rows = [...medians.values()].flatMap((known) => known.get(workload.name) ?? []);
      return ['', `${workload.name}: ${workload.about}`, '', ...detail(rows, workload)];
    }),
  ];
}

function mediansOf(measured: readonly Measured[]): ReadonlyMap<string, Measured> {
  const rounds = [...Map.groupBy(measured, ({ workload }) => workload)];
  return new Map(
    rounds.flatMap(([workload, figures]) => {
      const [first] = figures;
      const of = (pick: (one: Measured) => number): number => median(figures.map(pick));
      if (!first) return [];
      return [
        [
          workload,
          {
            ...first,
            cpuMs: of(({ cpuMs }) => cpuMs),
            rate: of(({ rate }) => rate),
            p50Ms: of(({ p50Ms }) => p50Ms),
            p99Ms: of(({ p99Ms }) => p99Ms),
            calls: of(({ calls }) => calls),
            residentMb: of(({ residentMb }) => residentMb),
            wrong: figures.reduce((sum, { wrong }) => sum + wrong, 0),
          },
        ],
      ];
    }),
  );
}

function ratio(ms: number, first: number | undefined): string {
  return first === undefined || first === ms ? '' : ` (${(ms / first).toFixed(1)}x)`;
}

function detail(rows: readonly Measured[], { entities }: Workload): readonly string[] {
  return table(
    [
      'gateway',
      'CPU ms/request',
      ...(entities === undefined ? [] : ['CPU µs/entity']),
      'requests/s',
      'p50 ms',
      'p99 ms',
      'subgraph calls',
      'MB',
      'wrong',
    ],
    rows.map((row) => [
      row.title,
      `${row.cpuMs.toFixed(3)}${ratio(row.cpuMs, rows[0]?.cpuMs)}`,
      ...(entities === undefined ? [] : [((row.cpuMs * 1000) / entities).toFixed(2)]),
      row.rate.toFixed(row.rate < 10 ? 1 : 0),
      row.p50Ms.toFixed(2),
      row.p99Ms.toFixed(2),
      row.calls.toFixed(1),
      row.residentMb.toFixed(0),
      String(row.wrong),
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
