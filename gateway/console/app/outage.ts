import { isRecord } from './record.ts';

/** One agency whose system did not do its part of an answer. */
export interface Outage {
  readonly agency: string;
  readonly what: string;
}

const SAID: Readonly<Record<string, string>> = {
  SUBGRAPH_UNAVAILABLE: 'not answering',
  SUBGRAPH_TIMEOUT: 'too slow to answer',
  SUBGRAPH_MALFORMED: 'answered with something unreadable',
};

/** The agencies that an answer's errors name as not working, each once; an empty list says nothing failed. */
export function outagesOf(answer: unknown): readonly Outage[] {
  const errors: readonly unknown[] = isRecord(answer) && Array.isArray(answer.errors) ? answer.errors : [];
  const byAgency = new Map<string, Outage>();
  for (const error of errors) {
    const extensions = isRecord(error) ? error.extensions : undefined;
    if (!isRecord(extensions)) continue;
    const { agency, code } = extensions;
    if (typeof code !== 'string' || !code.startsWith('SUBGRAPH_') || typeof agency !== 'string') continue;
    if (!byAgency.has(agency)) byAgency.set(agency, { agency, what: SAID[code] ?? 'could not answer' });
  }
  return [...byAgency.values()];
}
