const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const longestSeconds = 7 * 86_400;

/** Seconds of a lifetime such as `45s`, `30m`, `8h` or `2d`; undefined when it is none, zero or over 7 days. */
export function lifetimeSeconds(text: string): number | undefined {
  const match = /^(\d{1,7})([smhd])$/.exec(text);
  const seconds = Number(match?.[1]) * (units[match?.[2] ?? ''] ?? Number.NaN);
  return seconds > 0 && seconds <= longestSeconds ? seconds : undefined;
}
