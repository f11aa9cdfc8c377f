import { env } from 'node:process';
import { isInterfaceType, isObjectType, visit, type GraphQLSchema } from 'graphql';
import { hashOfCommitted } from '../compose/sources.ts';
import { committedFiles } from '../compose/subgraph-folders.ts';
import { sourceTree } from '../config/source-tree.ts';
import { CommandFailure, exitCode } from './exit.ts';
import { noField, type AccessAsked } from './explain-access.ts';
import { openExplainClient, personaToken, serverAddress, type ExplainClient } from './explain-client.ts';
import { fittingOperation, readOperation, type ReadOperation } from './explain-operation.ts';
import { knownPersona } from './explained-caller.ts';
import { operationCoordinates } from './operation-coordinates.ts';
import type { AccessReport, ReportedAccess, ReportedCaller } from './report/access-report.ts';

/** Asked of the gateway at `server`; with `bundle`, the beginning of a hash, only if it serves that one. */
export interface ServedAsked extends AccessAsked {
  readonly server: string;
  readonly bundle?: string;
}

/** Coordinates that are asked for at once, far within what one operation may select. */
const coordinatesAtOnce = 100;

/**
 * Says what a running gateway tells a caller of their own access, through its graph (`viewer { explain }`).
 *
 * What is hidden from the caller is unknown here, too. Throws a CommandFailure: the gateway cannot be reached, is none,
 * does not accept the token, serves another bundle, or the operation does not fit what the caller sees.
 */
export async function explainServed(asked: ServedAsked): Promise<AccessReport> {
  const server = serverAddress(asked.server);
  if (asked.bundle !== undefined && !/^[0-9a-f]{6,64}$/u.test(asked.bundle)) {
    throw new CommandFailure(
      exitCode.usage,
      `\`${asked.bundle}\` is no hash of a bundle, give 6 digits of it or more`,
    );
  }
  const read = asked.operation === undefined ? undefined : readOperation(asked.operation, asked.variables);
  const client = openExplainClient(server, await tokenOf(asked, server));
  const before = await client.bundle();
  refuseOther(asked.bundle, before);
  const schema = await client.visibleSchema();
  const coordinates = read
    ? coordinatesOf(schema, read)
    : [visibleCoordinate(schema, asked.coordinate ?? '')];
  const { caller, explanations } = await explained(client, coordinates);
  if ((await client.bundle()) !== before) {
    throw new CommandFailure(
      exitCode.conflict,
      'the gateway took another bundle into use meanwhile, ask again',
    );
  }
  const own = before === undefined ? undefined : ownBundle();
  const isOther = own !== undefined && own !== before;
  return {
    caller,
    isWhole: read === undefined,
    explanations,
    uses: [],
    toldBy: {
      gateway: server.origin,
      ...(before === undefined ? {} : { bundle: before }),
      ...(isOther ? { isOther } : {}),
      hasArguments: read !== undefined && hasArguments(read),
    },
  };
}

async function tokenOf({ persona, token }: AccessAsked, server: URL): Promise<string> {
  if (persona !== undefined) return personaToken(server, knownPersona(persona).id);
  const given = token ?? env['WATCHFLOOR_TOKEN'] ?? '';
  if (/^[\w.~+/=-]+$/u.test(given)) return given;
  const message =
    given === '' ? 'nobody is signed in' : 'the token is none, it holds other signs than a token has';
  throw new CommandFailure(
    given === '' ? exitCode.notSignedIn : exitCode.usage,
    `${message}: give one by \`--token-file\`, \`--persona\` or WATCHFLOOR_TOKEN`,
  );
}

function refuseOther(wanted: string | undefined, served: string | undefined): void {
  if (wanted === undefined || served?.startsWith(wanted)) return;
  const found =
    served === undefined
      ? 'the gateway does not tell its bundle'
      : `the gateway serves bundle \`${served.slice(0, wanted.length)}\``;
  throw new CommandFailure(exitCode.conflict, `${found}, not \`${wanted}\``);
}

/** The bundle of this folder's files; undefined where it has none. */
function ownBundle(): string | undefined {
  try {
    return hashOfCommitted(committedFiles(sourceTree()));
  } catch {
    return undefined;
  }
}

function coordinatesOf(schema: GraphQLSchema, read: ReadOperation): readonly string[] {
  const { document, operation } = fittingOperation(schema, read);
  return operationCoordinates(schema, document, operation).map(({ type, field }) => `${type}.${field}`);
}

/** A field of a type that the caller sees: one that is hidden is told like one that is not there. */
function visibleCoordinate(schema: GraphQLSchema, coordinate: string): string {
  const coordinates = Object.values(schema.getTypeMap()).flatMap((type) =>
    (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__')
      ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
      : [],
  );
  if (coordinates.includes(coordinate)) return coordinate;
  throw noField(coordinate, coordinates);
}

const callerFields = `id name agency roles purposes community exercise jurisdiction
  grants { kind id validFrom validTo grantedBy }`;
const explanationFields = `coordinate access { decision dependsOn mode reason custodian requestable }
  policies { id effect words }`;

async function explained(
  client: ExplainClient,
  coordinates: readonly string[],
): Promise<Pick<AccessReport, 'caller' | 'explanations'>> {
  const wanted = [...new Set(coordinates)];
  const { viewer } = await client.ask(`{ viewer { ${callerFields} } }`);
  const explanations: ReportedAccess[] = [];
  for (let first = 0; first < wanted.length; first += coordinatesAtOnce) {
    const part = wanted.slice(first, first + coordinatesAtOnce);
    const variables = Object.fromEntries(part.map((coordinate, index) => [`c${index}`, coordinate]));
    const names = part.map((_, index) => `$c${index}: String!`).join(' ');
    const fields = part.map(
      (_, index) => `e${index}: explain(coordinate: $c${index}) { ${explanationFields} }`,
    );
    const answer = await client.ask(`query (${names}) { viewer { ${fields.join(' ')} } }`, variables);
    const told = answer['viewer'] as Readonly<Record<string, ToldExplanation>>;
    explanations.push(...part.flatMap((_, index) => reported(told[`e${index}`])));
  }
  return { caller: callerOf(viewer as ToldCaller), explanations };
}

/** `Viewer` and `AccessExplanation` of the gateway's own subgraph. */
interface ToldCaller extends Omit<ReportedCaller, 'assignments' | 'jurisdiction'> {
  readonly jurisdiction: string | null;
  readonly grants: ReportedCaller['assignments'];
}

interface ToldExplanation {
  readonly coordinate: string;
  readonly access: {
    readonly decision: ReportedAccess['decision'];
    readonly dependsOn: readonly string[];
    readonly mode: string;
    readonly reason: string | null;
    readonly custodian: string | null;
    readonly requestable: boolean;
  };
  readonly policies: readonly {
    readonly id: string;
    readonly effect: 'PERMIT' | 'FORBID';
    readonly words: string | null;
  }[];
}

function callerOf({ grants, jurisdiction, ...caller }: ToldCaller): ReportedCaller {
  return { ...caller, assignments: grants, ...(jurisdiction === null ? {} : { jurisdiction }) };
}

function reported(told: ToldExplanation | undefined): readonly ReportedAccess[] {
  if (!told) return [];
  const { coordinate, access, policies } = told;
  const { reason, custodian, ...decided } = access;
  return [
    {
      coordinate,
      ...decided,
      isPublic: decided.decision === 'ALWAYS' && custodian === null,
      ...(reason === null ? {} : { reason }),
      custodians: custodian === null ? [] : [custodian],
      policies: policies.map(({ id, effect, words }) => ({
        id,
        effect: effect === 'PERMIT' ? 'permit' : 'forbid',
        words: words ?? '',
      })),
    },
  ];
}

function hasArguments({ document }: ReadOperation): boolean {
  let found = false;
  visit(document, { Field: ({ arguments: given }) => void (found ||= (given?.length ?? 0) > 0) });
  return found;
}
