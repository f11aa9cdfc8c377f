/** What a bench is told. */
export interface BenchOptions {
  /** Folder of public data. */
  readonly data: string;
  /** How often each thing is measured. */
  readonly runs: number;
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
