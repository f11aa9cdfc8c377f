import { requestsFor, variablesText, type AskedPart, type Execution } from './asked-part.ts';
import type { CompiledRequest, CompiledText } from './compiled-plan.ts';
import { takeReply, type AgencyText } from './reply-intake.ts';
import type { SentObjects } from './sent-objects.ts';

/** One request as it goes out. */
export interface OutgoingRequest {
  readonly agency: string;
  readonly query: string;
  /** The JSON of the variables. */
  readonly variables: string;
  /** The JSON of the whole request. */
  readonly body: string;
  readonly repeatable: boolean;
}

/** What a plan is run with: the way to the agencies, and the JSON of the caller's variables by their sent names. */
export interface PlanRun extends Execution {
  ask(request: OutgoingRequest): Promise<AgencyText>;
  variable(name: string): string | undefined;
  /** Told of what a request carries before it leaves; what it throws ends the run. */
  readonly sending?: ((sent: SentObjects) => void) | undefined;
}

/** Makes the requests of a plan, each as soon as those that it waits for have ended; the answer is `run.root`. */
export async function runPlan(run: PlanRun): Promise<void> {
  const done: Promise<unknown>[] = [];
  for (const request of run.plan.requests) {
    const before = request.after.flatMap((index) => done[index] ?? []);
    const [first] = before;
    if (!first) done.push(make(request, run));
    else done.push((before.length === 1 ? first : Promise.all(before)).then(() => make(request, run)));
  }
  await Promise.all(done);
}

async function make(request: CompiledRequest, run: PlanRun): Promise<void> {
  const groups = requestsFor(request, run);
  const [only] = groups;
  if (!only) return;
  if (run.sending) for (const asked of groups) tell(run.sending, request.agency, asked);
  if (groups.length === 1) await makeOne(request, only, run);
  else await Promise.all(groups.map((asked) => makeOne(request, asked, run)));
}

function tell(sending: (sent: SentObjects) => void, agency: string, asked: readonly AskedPart[]): void {
  for (const { part, targets, above } of asked) {
    if (part.of.entities && targets.length > 0) sending({ agency, part: part.of, targets, above });
  }
}

async function makeOne(request: CompiledRequest, asked: readonly AskedPart[], run: PlanRun): Promise<void> {
  const [first] = asked;
  const alone = asked.length === 1 ? first?.part.alone : undefined;
  const reply = await send(request, alone ?? request.text, asked, run, alone !== undefined);
  if (takeReply(request.agency, asked, reply, run, alone !== undefined)) return;
  // One part can take the others' answer away with it: what each answers by itself is then all there is.
  await Promise.all(
    asked.map(async (one) => {
      const text = one.part.alone ?? request.text;
      takeReply(request.agency, [one], await send(request, text, [one], run, true), run, true);
    }),
  );
}

function send(
  request: CompiledRequest,
  text: CompiledText,
  asked: readonly AskedPart[],
  run: PlanRun,
  alone: boolean,
): Promise<AgencyText> {
  const variables = variablesText(text.variables, (name) => run.variable(name), asked, alone);
  return run.ask({
    agency: request.agency,
    query: text.query,
    variables: `{${variables}}`,
    body: `${text.head}${variables}}}`,
    repeatable: request.repeatable,
  });
}
