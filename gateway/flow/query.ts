import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { catalogue } from '../error/catalogue.ts';
import { WatchfloorError } from '../error/error.ts';
import { graphqlError } from '../error/graphql-error.ts';
import type { CompiledEngine, JsonAnswer } from '../execute/compiled-engine.ts';
import type { Engine, EngineOperation, LoadedSupergraph } from '../execute/engine.ts';
import type { TokenVerifier } from '../identity/token-verifier.ts';
import { openOperations, type AskedOperation, type CheckedOperation } from '../operation/operations.ts';
import { refusedError, refusedStatus, type Refusal } from '../operation/refusal.ts';
import type { Principal } from '../principal/principal.ts';
import { withErrors, withErrorsText, withheldErrors } from './withheld-errors.ts';
import type { AnswerExtensions, Enforced, Enforcement } from './enforcement.ts';
import { openSharedAnswers, type SharedAnswers } from './shared-answers.ts';

/** What a caller asks of one supergraph. */
export type Question = AskedOperation &
  Omit<EngineOperation, 'document' | 'operationName' | 'variables' | 'coerced' | 'visibleSchema'> & {
    /** `errors`: what is withheld is told as errors, too, for a client that reads nothing else. */
    readonly withheldAs?: 'errors';
  };

/** An operation that was not executed; `status` is that of its first error's code. */
export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  readonly errors: readonly GraphQLError[];
}

/** The schema of which a caller may know: everything that is told of an operation is told by it. */
export type SchemaFor = (principal: Principal, on: LoadedSupergraph) => GraphQLSchema;

/** The stages that a query passes, in their order; each is a room of its own. */
export interface QueryFlow {
  /** Stage 1, identity: a verified token becomes a principal, or the request ends with UNAUTHENTICATED. */
  identify(token: string): Promise<Principal>;
  /**
   * Stage 2, operation: the text becomes a valid operation of the schema that its caller sees, or is refused.
   * Stage 3, plan and execute: the agencies are asked; one that fails costs its own fields.
   */
  answer(question: Question): Promise<ExecutionResult | Refused>;
  /** The same stages, the answer as its JSON; undefined where the engine cannot write it. */
  readonly answerAsJson: ((question: Question) => Promise<JsonAnswer | Refused>) | undefined;
  readonly schemaFor: SchemaFor;
  /** Whether stage 2 has the document at hand. */
  knows(question: Pick<Question, 'principal' | 'on' | 'query'>): boolean;
}

/** What everybody may do where nothing is enforced. */
const everything = {};

const whole: SchemaFor = (_principal, on) => on.apiSchema;

/** Whether rights are enforced. Without, everybody may read everything, and that has to be said. */
export type Access =
  | { readonly kind: 'unenforced'; readonly schemaFor?: SchemaFor }
  | { readonly kind: 'enforced'; readonly enforcement: Enforcement };

/** The journey of a query through the gateway: the same stages, whoever encodes the answer. */
export function openQueryFlow(
  verifier: TokenVerifier,
  engine: Engine | CompiledEngine,
  access: Access,
): QueryFlow {
  const operations = openOperations();
  const enforcement = access.kind === 'enforced' ? access.enforcement : undefined;
  const schemaFor: SchemaFor =
    access.kind === 'enforced'
      ? (principal, on) => access.enforcement.schemaFor(principal, on)
      : (access.schemaFor ?? whole);
  const shared = openSharedAnswers<Executed<JsonAnswer>>();

  /** Stages 2 and 3 up to the executed operation; `execute` gives it its form. */
  const ask = async <Answer>(
    question: Question,
    execute: (operation: EngineOperation) => Promise<Answer>,
    sharing?: SharedAnswers<Executed<Answer>>,
  ): Promise<(Executed<Answer> & { readonly askedBy: string }) | Refused> => {
    const { principal, on, traceId } = question;
    const caller = enforcement?.accessOf(principal, on);
    const visibleSchema = caller?.visible ?? schemaFor(principal, on);
    const checked = operations.check(visibleSchema, question);
    if (checked.kind === 'refused') return refused(checked.refusals, traceId);
    const operation = { ...engineOperation(question, checked), visibleSchema };
    const make = async (signal?: AbortSignal): Promise<Executed<Answer>> => {
      const asked = signal ? { ...operation, signal } : operation;
      if (!enforcement) return { answer: await execute(asked) };
      const enforced = enforcement.enforce(on, principal, checked, checked.coerced);
      return { answer: await execute({ ...asked, ...enforced.given }), enforced };
    };
    if (!sharing || checked.operation.operation !== 'query') return { ...(await make()), askedBy: traceId };
    const { answer, traceId: askedBy } = await sharing.of(operation, caller?.rights ?? everything, make);
    return { ...answer, askedBy };
  };

  const answer = async (question: Question): Promise<ExecutionResult | Refused> => {
    const executed = await ask(question, (operation) => engine.execute(operation));
    if ('kind' in executed) return executed;
    const extensions = await executed.enforced?.ending(question);
    if (!extensions) return executed.answer;
    const told = question.withheldAs ? withheldErrors(extensions) : [];
    return withExtensions(withErrors(executed.answer, told), extensions);
  };

  const answerAsJson = async (question: Question, by: CompiledEngine): Promise<JsonAnswer | Refused> => {
    const executed = await ask(question, (operation) => by.executeToJson(operation), shared);
    if ('kind' in executed) return executed;
    const extensions = await executed.enforced?.ending(question);
    const told = toldTo(question.traceId, executed.askedBy, executed.answer);
    if (!extensions) return told;
    const withheld = question.withheldAs ? withheldErrors(extensions) : [];
    return withExtensionsText(withErrorsText(told, withheld), extensions);
  };

  return {
    identify: (token) => verifier.verify(token),
    answer: (question) => answer(question).catch(refusedBy),
    answerAsJson:
      'executeToJson' in engine ? (question) => answerAsJson(question, engine).catch(refusedBy) : undefined,
    schemaFor,
    knows: ({ principal, on, query }) => operations.knows(schemaFor(principal, on), query),
  };
}

/** An answer before it may leave; `enforced` says what has to be done first. */
interface Executed<Answer> {
  readonly answer: Answer;
  readonly enforced?: Enforced;
}

/** The refusal that an error of our own is; anything else is thrown on. */
function refusedBy(error: unknown): Refused {
  if (!(error instanceof WatchfloorError)) throw error;
  return { kind: 'refused', status: catalogue[error.code].status, errors: [graphqlError(error)] };
}

/** A shared answer as it is told to one of those who asked: errors name the request of whoever reads them. */
function toldTo(traceId: string, askedBy: string, answer: JsonAnswer): JsonAnswer {
  if (traceId === askedBy || !answer.unclosed.startsWith('{"errors"')) return answer;
  const unclosed = answer.unclosed.replaceAll(askedBy, traceId);
  return { ...answer, unclosed, body: `${unclosed}}` };
}

function refused(refusals: readonly Refusal[], traceId: string): Refused {
  const errors = refusals.map((refusal) => refusedError(refusal, traceId));
  return { kind: 'refused', status: refusedStatus(refusals), errors };
}

function withExtensions(answer: ExecutionResult, extensions: AnswerExtensions): ExecutionResult {
  return isEmpty(extensions) ? answer : { ...answer, extensions: { ...extensions } };
}

function withExtensionsText(answer: JsonAnswer, extensions: AnswerExtensions): JsonAnswer {
  if (isEmpty(extensions)) return answer;
  const unclosed = `${answer.unclosed},"extensions":${JSON.stringify(extensions)}`;
  return { ...answer, unclosed, body: `${unclosed}}` };
}

function isEmpty({ withheld, marking }: AnswerExtensions): boolean {
  return withheld === undefined && marking === undefined;
}

function engineOperation(
  { query: _query, withheldAs: _withheldAs, operationName, ...asked }: Question,
  { document, coerced }: Extract<CheckedOperation, { kind: 'operation' }>,
): EngineOperation {
  return { ...asked, document, coerced, ...(operationName === undefined ? {} : { operationName }) };
}
