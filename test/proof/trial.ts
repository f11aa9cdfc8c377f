import type { Principal } from '../../gateway/principal/principal.ts';
import { neverAuthorized } from './asked-fields.ts';
import { disagreement, recordsDisagreement } from './agreement.ts';
import { callerOf, randomPrincipal, withOneLess } from './callers.ts';
import { encodingDifference } from './encodings.ts';
import { noteAnswer, type Figures } from './figures.ts';
import type { Graph } from './graph.ts';
import { isWithin, otherWords, releasedText } from './metamorphic.ts';
import { askText, randomAsk } from './operation.ts';
import { otherWorld } from './other-world.ts';
import type { Asked, Asking, ProductAnswer, ServedGraph } from './product.ts';
import type { ProvedGraph } from './proved-graph.ts';
import { isRefusedFor } from './reference-refusals.ts';
import { referenceRights, type ReferenceRights } from './reference-rights.ts';
import { sentDifference } from './sent-values.ts';
import { seededTape } from './seeded-tape.ts';
import { randomWorld, type World } from './world.ts';

/** Something that must not be: the gateway differs from the reference, or tells one world from the other. */
export interface Finding {
  readonly kind:
    | 'disagreement'
    | 'interference'
    | 'other words'
    | 'more for less'
    | 'records'
    | 'encodings'
    | 'schema'
    | 'failure';
  readonly seed: string;
  readonly text: string;
}

/** Something to be tried on a served graph; all that does not come from the product is made beforehand. */
export interface Trial {
  readonly seed: string;
  /** How much there is to be got wrong in it. */
  readonly weight: number;
  run(served: ServedGraph, asking: Asking, figures: Figures): Promise<Finding | undefined>;
}

/** A trial that is one question in two worlds. */
export interface Triple extends Trial {
  readonly asked: Asked;
  readonly worlds: readonly [World, World];
}

/** The caller of a number on a graph, so that several triples have one. */
export function callerNumber(graphSeed: string, number: number): Principal {
  return randomPrincipal(seededTape(`${graphSeed} caller ${number}`));
}

/** One triple: a graph, a caller and an operation, asked in two worlds and in other words. */
export function tripleOf(
  { seed: graphSeed, graph, policies, reference }: ProvedGraph,
  { index, callers }: { readonly index: number; readonly callers: number },
): Triple {
  const seed = `${graphSeed} ${index}`;
  const tape = seededTape(seed);
  const principal = callerNumber(graphSeed, index % callers);
  const rights = referenceRights(graph, policies, callerOf(principal));
  const world = randomWorld(tape, graph);
  const ask = randomAsk(tape, graph, isRefusedFor(graph, rights));
  const query = askText(ask);
  const { variables } = ask;
  const guard = tape.once(2) ? rights : undefined;
  const [guarded, links] = [guard !== undefined, tape.once(2)];
  const expected = reference.answer({ query, variables, world, rights });
  const closed = closedFlows(graph, rights);
  const other = otherWorld(tape, graph, world, rights, {
    rows: guarded,
    links,
    only: links || tape.once(3) ? undefined : tape.pick(graph.agencies as readonly [string, ...string[]]),
  });
  // Rows that the agency itself chose by what the caller may not see lead on to other agencies, unless it leaves them out.
  const isEachAgencyCompared = !links && (guarded || !choosesRows(graph, query));
  const words = otherWords(tape, ask);
  const chosen = namesDeny(graph) ? undefined : words[tape.next(words.length)];
  const reduced = tape.once(4) ? withOneLess(principal) : [];
  const instead = substituted(graph);
  const isEncodedTwice = tape.once(3);

  const found = (kind: Finding['kind'], text: string): Finding => ({
    kind,
    seed,
    text: `${text}\n${query}\n${JSON.stringify(variables)}\n${JSON.stringify(callerOf(principal))}`,
  });

  const inOtherWords = async (asking: Asking, answer: ProductAnswer): Promise<Finding | undefined> => {
    if (!chosen) return undefined;
    const answers = [];
    for (const text of chosen.texts) answers.push(await asking.ask(principal, text, usedIn(text, variables)));
    const [first, second] = [releasedText([answer]), chosen.released(answers)];
    if (first === second) return undefined;
    return found('other words', `${chosen.name}: ${first}\nbecomes\n${second}\n${chosen.texts.join('\n')}`);
  };

  const withLess = async (
    asking: Asking,
    answer: ProductAnswer,
    figures: Figures,
  ): Promise<Finding | undefined> => {
    for (const less of reduced) {
      const fewer = await asking.ask(less, query, variables);
      figures.reductions += 1;
      if (fewer.refused === undefined && !isWithin(fewer.body.data, answer.body.data, instead))
        return found(
          'more for less',
          `${JSON.stringify(callerOf(less))}\n${fewer.text}\nis more than\n${answer.text}`,
        );
    }
    return undefined;
  };

  const comparedRequests = (
    answer: ProductAnswer,
    again: ProductAnswer,
    figures: Figures,
  ): Finding | undefined => {
    if (!isEachAgencyCompared) return undefined;
    for (const agency of other.uncleared) {
      const [before, after] = [answer, again].map((each) => requestsTo(agency, each));
      figures.requests += 1;
      if (before !== after)
        return found('interference', `\`${agency}\` is asked\n${before}\nbecomes\n${after}`);
    }
    return undefined;
  };

  return {
    seed,
    weight: weightOf(expected),
    asked: { principal, query, variables },
    worlds: [world, other.world],
    async run({ stage, schemas }, asking, figures) {
      stage.world = world;
      stage.guard = guard;
      const answer = await asking.ask(principal, query, variables);
      noteAnswer(figures, query, graph, expected);
      const entered = closed.find(({ agency, sign }) =>
        answer.requests.some((request) => request.agency === agency && request.text.includes(sign)),
      );
      if (entered) return found('interference', `\`${entered.field}\` is sent to \`${entered.agency}\``);
      const isStopped = answer.text.includes('"INTERNAL"') && closed.length > 0;
      if (isStopped) figures.stopped += 1;
      const different = isStopped ? undefined : disagreement(answer, expected);
      if (different !== undefined) return found('disagreement', different);
      const unrecorded = isStopped ? undefined : recordsDisagreement(answer, expected, world);
      if (unrecorded !== undefined) return found('records', unrecorded);
      const sent = answer.refused === undefined ? sentDifference(graph, answer) : undefined;
      if (sent !== undefined) return found('records', sent);
      figures.records += answer.disclosures.length;

      if (other.values + other.rows === 0) figures.unchanged += 1;
      stage.world = other.world;
      const again = await asking.ask(principal, query, variables);
      if (again.text !== answer.text) return found('interference', `${answer.text}\nbecomes\n${again.text}`);
      const [recorded, others] = [answer, again].map((each) => recordsText(each, isEachAgencyCompared));
      if (recorded !== others) return found('records', `${recorded}\nbecomes\n${others}`);
      const asked = comparedRequests(answer, again, figures);
      if (asked) return asked;

      stage.world = world;
      // Beyond what may be read nothing is asked, neither usually nor by a planner that was told to plan it all.
      for (const isUnpruned of isEncodedTwice ? [false, true] : []) {
        const { requests } = isUnpruned
          ? await asking.ask(principal, query, variables, { isUnpruned })
          : answer;
        const never = neverAuthorized(graph, schemas, rights, requests);
        if (never !== undefined) return found('interference', never);
      }
      if (isEncodedTwice) {
        const text = await encodingDifference(asking, { principal, query, variables }, answer);
        figures.encodings += 1;
        if (text !== undefined) return found('encodings', text);
      }
      if (answer.refused !== undefined || isStopped) return undefined;
      if (chosen) figures.rewordings += 1;
      return (await inOtherWords(asking, answer)) ?? withLess(asking, answer, figures);
    },
  };
}

/** The records of an answer without their times; whom values were sent to only where that is compared. */
function recordsText({ disclosures }: ProductAnswer, withReceivers: boolean): string {
  const counts = new Map<string, number>();
  const lines = new Set<string>();
  for (const { at: _at, receivers, entities, returned, suppressed, ...record } of disclosures) {
    if (record.decision === 'SENT' && !withReceivers) continue;
    // What was sent elsewhere has a record of its own, which would tell that it was.
    const text = JSON.stringify(withReceivers ? { ...record, receivers } : record);
    counts.set(text, (counts.get(text) ?? 0) + returned + suppressed);
    for (const entity of entities) lines.add(`${text} ${entity}`);
  }
  return [...lines, ...[...counts].map(([text, count]) => `${text} ${count}`)].toSorted().join('\n');
}

function requestsTo(agency: string, { requests }: ProductAnswer): string {
  return requests
    .filter((request) => request.agency === agency)
    .map(({ text }) => text)
    .toSorted()
    .join('\n');
}

function weightOf(expected: ReturnType<ProvedGraph['reference']['answer']>): number {
  if (expected.kind === 'refused') return 14;
  const { masked, hidden, dropped } = expected.met;
  const kinds = [expected.withheld.length, masked, hidden, dropped, expected.recorded.length];
  return kinds.filter((count) => count > 0).length * 3 + Math.min(9, expected.withheld.length);
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
): readonly { readonly agency: string; readonly field: string; readonly sign: string }[] {
  return types.flatMap(({ name: type, fields }) =>
    fields.flatMap(({ name: made, requires, context, owners }) => {
      const above = types.find((each) => each.name === context?.type) ?? { name: type, fields };
      const source = above.fields.find(({ name }) => name === (context?.field ?? requires));
      const isStated = Object.values(source?.stated ?? {}).some(({ flow }) => flow !== undefined);
      // What is public may go anywhere, unless somebody says where to.
      if (!source || (rights.isPublic(above.name, source) && !isStated)) return [];
      return (
        owners
          .filter((owner) => !source.owners.includes(owner))
          .filter((owner) => !Object.values(source.stated).some(({ flow = [] }) => flow.includes(owner)))
          // By its name in a representation, or by the field that it is sent along to.
          .map((agency) => ({
            agency,
            field: source.name,
            sign: context ? `${made}(` : `"${source.name}":`,
          }))
      );
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
  // With less of it allowed, more is told of what is withheld.
  return new Set([...named, 'withheld', 'z_withheld']);
}
