/** Priorities of the National Cyber Incident Scoring System, each with the score that it begins at. */
const bands = [
  ['EMERGENCY', 95],
  ['SEVERE', 80],
  ['HIGH', 65],
  ['MEDIUM', 50],
  ['LOW', 35],
  ['BASELINE_MINOR', 20],
  ['BASELINE_NEGLIGIBLE', 0],
] as const;

/** A priority, as the shared schema names it. */
export type NcissPriority = (typeof bands)[number][0];

/** The priority that follows from a score of 0 to 100: the highest band that the score reaches. */
export function priorityOf(score: number): NcissPriority {
  const reached = bands.find(([, least]) => score >= least);
  if (reached && score <= 100) return reached[0];
  throw new Error(`\`${score}\` is no score; scores go from 0 to 100`);
}

/** The least and the greatest whole score of a priority. */
export function scoresOf(priority: string): readonly [number, number] {
  const index = bands.findIndex(([name]) => name === priority);
  const band = bands[index];
  if (!band) throw new Error(`\`${priority}\` is no priority`);
  return [band[1], (bands[index - 1]?.[1] ?? 101) - 1];
}
