/** What a bench is told. */
export interface BenchOptions {
  /** Folder of public data. */
  readonly data: string;
  /** How often each thing is measured. */
  readonly runs: number;
  /** How long gateways are measured under one load, and in how many rounds. */
  readonly seconds: number;
  readonly rounds: number;
  /** Folder in which gateways of others are installed. */
  readonly peers: string;
  /** Names of the gateways and loads to take; empty for all. */
  readonly only: readonly string[];
  readonly workloads: readonly string[];
  /** Flags of Node with which our gateway takes part once more; empty for not. */
  readonly nodeFlags: readonly string[];
  /** File for the figures of every round. */
  readonly json?: string;
  /** A look at everything instead of figures to publish: nothing is installed for it. */
  readonly short: boolean;
}

/** The median of the figures; the lower middle one of an even number. */
export function median(figures: readonly number[]): number {
  return quantile(figures, 0.5);
}

/** The figure below which the given part of all figures lies. */
export function quantile(figures: readonly number[], part: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * part) - 1))];
  if (found === undefined) throw new Error('no figures');
  return found;
}

/** `median 3.2 (2.9 to 4.1)`, with one decimal. */
export function spread(figures: readonly number[]): string {
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  return `median ${median(figures).toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)})`;
}
