import { isDeepStrictEqual } from 'node:util';
import { quantile } from '../figures.ts';
import { openCaller, type Caller } from './caller.ts';
import { tokenPlace, type LoadJob, type LoadResult } from './load.ts';

// The load generator: takes a job from its parent, answers with what came of it.
let tokens = 0;
// A gateway that has failed this often is not worth waiting for.
const mostWrong = 1000;
process.on('message', (job) => void run(job as LoadJob).then((result) => process.send?.(result)));
process.on('disconnect', () => process.exit(0));

async function run(job: LoadJob): Promise<LoadResult> {
  const expected = job.questions.map(({ answer }) => expectedAnswer(answer));
  const times: number[] = [];
  let sent = 0;
  const failures: string[] = [];
  const begun = performance.now();
  const end = 'seconds' in job.until ? begun + job.until.seconds * 1000 : Infinity;
  const most = 'requests' in job.until ? job.until.requests : Infinity;
  const askOn = async (connection: number): Promise<void> => {
    let caller: Caller | undefined;
    while (sent < most && performance.now() < end && failures.length < mostWrong) {
      const index = sent % job.questions.length;
      sent += 1;
      const token = tokenOf(job.distinct ? (tokens += 1) : 0);
      const asked = performance.now();
      try {
        caller ??= await openCaller(job.port, job.path);
        const body = job.questions[index]?.body.replaceAll(tokenPlace, token) ?? '';
        const answer = await caller.ask(body, token);
        times.push(performance.now() - asked);
        if (answer.status !== 200 || !expected[index]?.(answer.body, token)) {
          failures.push(`${answer.status} ${answer.body.toString('utf8', 0, 600)}`);
        }
      } catch (error) {
        failures.push(`connection ${connection}: ${String(error)}`);
        caller?.close();
        caller = undefined;
      }
    }
    caller?.close();
  };
  await Promise.all(Array.from({ length: job.connections }, (_, index) => askOn(index)));
  return {
    requests: times.length,
    seconds: (performance.now() - begun) / 1000,
    p50Ms: times.length === 0 ? 0 : quantile(times, 0.5),
    p99Ms: times.length === 0 ? 0 : quantile(times, 0.99),
    wrong: failures.length,
    ...(failures[0] === undefined ? {} : { sample: failures[0] }),
  };
}

function tokenOf(number: number): string {
  return `t${number.toString(36).padStart(tokenPlace.length - 1, '0')}`;
}

/** Whether an answer is the expected one with the caller's token: by its bytes, else by its JSON in any order. */
function expectedAnswer(answer: string): (body: Buffer, token: string) => boolean {
  const bytes = Buffer.from(answer);
  const places: number[] = [];
  for (let at = bytes.indexOf(tokenPlace); at !== -1; at = bytes.indexOf(tokenPlace, at + 1)) places.push(at);
  return (body, token) => {
    for (const at of places) bytes.write(token, at, 'latin1');
    return bytes.equals(body) || isDeepStrictEqual(dataOf(bytes), dataOf(body));
  };
}

function dataOf(bytes: Buffer): unknown {
  try {
    const { data, errors } = JSON.parse(bytes.toString()) as {
      readonly data?: unknown;
      readonly errors?: unknown;
    };
    return { data, errors: errors ?? [] };
  } catch {
    return bytes;
  }
}
