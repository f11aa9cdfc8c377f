import type { Principal } from '../../gateway/principal/principal.ts';
import { disagreement } from './agreement.ts';
import { callerOf, randomPrincipal, withOneLess } from './callers.ts';
import type { Graph } from './graph.ts';
import { isWithin, otherWords, releasedText } from './metamorphic.ts';
import { askText, randomAsk } from './operation.ts';
import { otherWorld } from './other-world.ts';
import type { RandomPolicies } from './policies.ts';
import type { Asking, ServedGraph } from './product.ts';
import { randomGraph } from './random-graph.ts';
import { randomPolicies } from './policies.ts';
import { openReference, type Reference } from './reference.ts';
import { isRefusedFor } from './reference-refusals.ts';
import { referenceRights, type ReferenceRights } from './reference-rights.ts';
import { seededTape } from './seeded-tape.ts';
import { randomWorld } from './world.ts';

/** A graph with its policies and its reference, made from a seed. */
export interface ProvedGraph {
  readonly seed: string;
  readonly graph: Graph;
  readonly policies: RandomPolicies;
  readonly reference: Reference;
}

/** Something that must not be: the gateway differs from the reference, or tells one world from the other. */
export interface Finding {
  readonly kind: 'disagreement' | 'interference' | 'other words' | 'more for less';
  readonly seed: string;
  readonly text: string;
}

/** What was tried, and what there was to try it on. */
export interface Figures {
  triples: number;
  refused: number;
  stopped: number;
  withheld: number;
  masked: number;
  hidden: number;
  rewordings: number;
  reductions: number;
  requests: number;
  /** Triples in which nothing that the caller may not see could be changed. */
  unchanged: number;
  readonly coordinates: Set<string>;
}

/** Nothing tried yet. */
export function noFigures(): Figures {
  return {
    triples: 0,
    refused: 0,
    stopped: 0,
    withheld: 0,
    masked: 0,
    hidden: 0,
    rewordings: 0,
    reductions: 0,
    requests: 0,
    unchanged: 0,
    coordinates: new Set(),
  };
}

/** The graph of a seed. */
export function provedGraph(seed: string): ProvedGraph {
  const tape = seededTape(seed);
  const graph = randomGraph(tape);
  return { seed, graph, policies: randomPolicies(tape, graph), reference: openReference(graph) };
}

/**
 * One triple: a graph, a caller and an operation, asked in two worlds and in other words.
 *
 * `caller` numbers the callers of a graph, so that several triples have one.
 */
export async function tryTriple(
  { seed: graphSeed, graph, policies, reference }: ProvedGraph,
  { stage }: ServedGraph,
  asking: Asking,
  { index, callers }: { readonly index: number; readonly callers: number },
  figures: Figures,
): Promise<Finding | undefined> {
  const seed = `${graphSeed} ${index}`;
  const tape = seededTape(seed);
  const principal: Principal = randomPrincipal(seededTape(`${graphSeed} caller ${index % callers}`));
  const rights = referenceRights(graph, policies, callerOf(principal));
  const world = randomWorld(tape, graph);
  const ask = randomAsk(tape, graph, isRefusedFor(graph, rights));
  const query = askText(ask);
  const { variables } = ask;
  const found = (kind: Finding['kind'], text: string): Finding => ({
    kind,
    seed,
    text: `${text}\n${query}\n${JSON.stringify(variables)}\n${JSON.stringify(callerOf(principal))}`,
  });
  stage.world = world;
  stage.guard = tape.once(2) ? rights : undefined;
  const [guarded, links] = [stage.guard !== undefined, tape.once(2)];
  const expected = reference.answer({ query, variables, world, rights });
  const answer = await asking.ask(principal, query, variables);

  figures.triples += 1;
  note(figures, query, graph, expected);
  const closed = closedFlows(graph, rights);
  const entered = closed.find(({ agency, field }) =>
    answer.requests.some((request) => request.agency === agency && request.text.includes(`"${field}":`)),
  );
  if (entered) return found('interference', `\`${entered.field}\` is sent to \`${entered.agency}\``);
  const isStopped = answer.text.includes('"INTERNAL"') && closed.length > 0;
  if (isStopped) figures.stopped += 1;
  const different = isStopped ? undefined : disagreement(answer, expected);
  if (different !== undefined) return found('disagreement', different);

  const other = otherWorld(tape, graph, world, rights, {
    rows: guarded,
    links,
    only: links || tape.once(3) ? undefined : tape.pick(graph.agencies as readonly [string, ...string[]]),
  });
  if (other.values + other.rows === 0) figures.unchanged += 1;
  stage.world = other.world;
  const again = await asking.ask(principal, query, variables);
  if (again.text.replaceAll(traces, '') !== answer.text.replaceAll(traces, '')) {
    return found('interference', `${answer.text}\nbecomes\n${again.text}`);
  }
  // Rows that the agency itself chose by what the caller may not see lead on to other agencies, unless it leaves them out.
  if (!links && (guarded || !choosesRows(graph, query))) {
    for (const agency of other.uncleared) {
      const [before, after] = [answer, again].map(({ requests }) =>
        requests
          .filter((request) => request.agency === agency)
          .map(({ text }) => text)
          .toSorted()
          .join('\n'),
      );
      figures.requests += 1;
      if (before !== after)
        return found('interference', `\`${agency}\` is asked\n${before}\nbecomes\n${after}`);
    }
  }
  stage.world = world;
  if (answer.refused !== undefined || isStopped) return undefined;
  const words = otherWords(tape, ask);
  const chosen = words[tape.next(words.length)];
  if (chosen && !namesDeny(graph)) {
    const answers = [];
    for (const text of chosen.texts) answers.push(await asking.ask(principal, text, usedIn(text, variables)));
    figures.rewordings += 1;
    const [first, second] = [releasedText([answer]), chosen.released(answers)];
    if (first !== second)
      return found('other words', `${chosen.name}: ${first}\nbecomes\n${second}\n${chosen.texts.join('\n')}`);
  }
  if (tape.once(4)) {
    const instead = substituted(graph);
    for (const less of withOneLess(principal)) {
      const fewer = await asking.ask(less, query, variables);
      figures.reductions += 1;
      if (fewer.refused === undefined && !isWithin(fewer.body.data, answer.body.data, instead))
        return found(
          'more for less',
          `${JSON.stringify(callerOf(less))}\n${fewer.text}\nis more than\n${answer.text}`,
        );
    }
  }
  return undefined;
}

/** Trace ids of refusals are made anew each time. */
const traces = /"traceId":"[^"]*"/gu;

function note(
  figures: Figures,
  query: string,
  graph: Graph,
  expected: ReturnType<Reference['answer']>,
): void {
  if (expected.kind === 'refused') figures.refused += 1;
  else {
    if (expected.withheld.length > 0) figures.withheld += 1;
    if (expected.met.masked > 0) figures.masked += 1;
    if (expected.met.hidden + expected.met.dropped > 0) figures.hidden += 1;
    for (const { coordinate } of expected.withheld) figures.coordinates.add(coordinate);
  }
  for (const type of graph.types)
    for (const { name } of type.fields)
      if (query.includes(name)) figures.coordinates.add(`${type.name}.${name}`);
}

function usedIn(
  text: string,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => text.includes(`$${name}`)));
}

/** Values that are needed by an agency that nobody said they may enter: then the plan is refused. */
function closedFlows(
  { types }: Graph,
  rights: ReferenceRights,
): readonly { readonly agency: string; readonly field: string }[] {
  return types.flatMap(({ name: type, fields }) =>
    fields.flatMap(({ requires, owners }) => {
      const source = fields.find(({ name }) => name === requires);
      // What is public may go anywhere.
      if (!source || rights.isPublic(type, source)) return [];
      return owners
        .filter((owner) => !Object.values(source.stated).some(({ flow = [] }) => flow.includes(owner)))
        .map((agency) => ({ agency, field: source.name }));
    }),
  );
}

function choosesRows({ roots }: Graph, query: string): boolean {
  return roots.some(({ args }) =>
    args.some((argument) => query.includes(`(${argument.name}:`) || query.includes(`, ${argument.name}:`)),
  );
}

/** A refusal of the whole is not the same when parts are asked by themselves. */
function namesDeny({ types, roots }: Graph): boolean {
  return [...roots, ...types.flatMap(({ fields }) => fields)].some(({ stated }) =>
    Object.values(stated).some(({ withhold }) => withhold?.mode === 'DENY'),
  );
}

/** Fields for which something is shown instead: that is more than nothing, though it tells less. */
function substituted({ types }: Graph): ReadonlySet<string> {
  const named = types.flatMap(({ fields }) =>
    fields.flatMap(({ name, stated }) =>
      Object.values(stated).some(({ withhold }) =>
        ['MASK', 'TEARLINE', 'GENERALIZE'].includes(withhold?.mode ?? ''),
      )
        ? [name, `b_${name}`]
        : [],
    ),
  );
  return new Set(named);
}
