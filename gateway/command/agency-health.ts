/** Whether an agency's subgraph answers where the gateway asks it, and after how many milliseconds. */
export interface AgencyHealth {
  readonly url: string;
  readonly status: 'UP' | 'DOWN';
  readonly ms: number;
}

const patienceMs = 2000;

/** Asks a subgraph how it is (`GET /health` beside its address), which it tells anybody; anything but yes is DOWN. */
export async function agencyHealth(url: string): Promise<AgencyHealth> {
  const startedAt = performance.now();
  const answers = await ask(url).catch(() => false);
  return { url, status: answers ? 'UP' : 'DOWN', ms: Math.round(performance.now() - startedAt) };
}

async function ask(url: string): Promise<boolean> {
  const response = await fetch(new URL('/health', url), {
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  });
  await response.body?.cancel();
  return response.ok;
}
