import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  concatAST,
  getNamedType,
  graphql,
  isObjectType,
  parse,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { Assignment, Principal } from '../principal/principal.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { disclosuresFor, type DisclosuresAsked } from './disclosures.ts';
import { openFieldRuleList } from './field-rule-list.ts';
import type { ReadableLog } from './readable-log.ts';
import { keptExplainers, type CallerAccess } from './viewer-access.ts';

/** What a question to the gateway itself is answered from. */
export interface ViewerContext {
  readonly principal: Principal;
  readonly on: { readonly supergraph: Supergraph; readonly apiSchema: GraphQLSchema };
}

/** What callers may do, from whoever enforces it. */
export interface ViewerAccess {
  accessOf(principal: Principal, on: ViewerContext['on']): CallerAccess;
}

/** The subgraph by which the gateway answers for itself; it lives in the gateway's own process. */
export interface ViewerSubgraph {
  readonly name: string;
  answer(
    request: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
    context: ViewerContext,
  ): Promise<ExecutionResult>;
}

const name = 'watchfloor';

/**
 * Opens the subgraph `watchfloor`: who you are and what you may do, and which rules govern the fields of the
 * supergraph; and, from `log`, who was shown what.
 *
 * Without `access` nobody's rights are enforced, and that is what callers are told.
 */
export function openViewer(access?: ViewerAccess, log?: ReadableLog): ViewerSubgraph {
  const shared = new URL('../../schema/shared.graphql', import.meta.url);
  const own = new URL('schema.graphql', import.meta.url);
  const document = concatAST([shared, own].map((file) => parse(readFileSync(file, 'utf8'))));
  const schemas = new WeakMap<GraphQLSchema, GraphQLSchema>();
  const schemaOf = (whole: GraphQLSchema): GraphQLSchema => {
    const known = schemas.get(whole) ?? ownSchema(document, whole);
    schemas.set(whole, known);
    return known;
  };
  const fieldRules = openFieldRuleList(name);
  const explainerOf = keptExplainers();
  return {
    name,
    answer({ query, variables }, { principal, on }) {
      const explain = ({ coordinate }: { readonly coordinate: string }) =>
        explainerOf(on.supergraph.policies, on.apiSchema)(access?.accessOf(principal, on), coordinate);
      const rootValue = {
        viewer: {
          ...principal,
          grants: principal.assignments.map((assignment) => grantOf(assignment, Date.now())),
          can: (asked: { readonly coordinate: string }) => explain(asked).access,
          explain,
        },
        fieldRules: (page: Parameters<typeof fieldRules>[1]) => fieldRules(on.supergraph, page),
        // Without rights nothing is recorded, and there is nothing to tell.
        disclosures: (asked: DisclosuresAsked) =>
          access && log ? disclosuresFor(log, access.accessOf(principal, on), on.apiSchema, asked) : null,
        // Where rights are enforced nobody asks for these: they are decided while the answer is written.
        _entities: ({ representations }: { readonly representations: readonly object[] }) =>
          representations.map((entity) => ({ ...entity, withheld: [] })),
      };
      return graphql({
        schema: schemaOf(on.apiSchema),
        source: query,
        variableValues: { ...variables },
        rootValue,
      });
    },
  };
}

function grantOf({ kind, id, validFrom, validTo, grantedBy }: Assignment, now: number) {
  const [from, to] = [new Date(validFrom), new Date(validTo)];
  const holds = from.getTime() <= now && now < to.getTime();
  return { kind, id, validFrom: from.toISOString(), validTo: to.toISOString(), grantedBy, holds };
}

/** The subgraph's schema with the entities of a supergraph on which it says what is withheld. */
function ownSchema(document: DocumentNode, whole: GraphQLSchema): GraphQLSchema {
  const entities = Object.values(whole.getTypeMap()).flatMap((type) => {
    const withheld = isObjectType(type) ? type.getFields()['withheld'] : undefined;
    return withheld && getNamedType(withheld.type).name === 'Withheld' ? [type.name] : [];
  });
  const facets = entities.map((type) => `type ${type} { withheld: [Withheld!]! }`);
  const federation =
    entities.length === 0
      ? ''
      : `scalar _Any union _Entity = ${entities.join(' | ')} ${facets.join(' ')}
         extend type Query { _entities(representations: [_Any!]!): [_Entity]! }`;
  const added = federation === '' ? [] : [parse(federation)];
  const joined = concatAST([document, ...added]);
  // Federation's directives only matter to composition; here they are left undefined.
  return buildASTSchema(merged(joined), { assumeValidSDL: true });
}

/** Extensions of the query taken into its definition: they are not read from a document alone. */
function merged({ kind, definitions }: DocumentNode): DocumentNode {
  const added = definitions.flatMap((definition) =>
    definition.kind === 'ObjectTypeExtension' ? (definition.fields ?? []) : [],
  );
  return {
    kind,
    definitions: definitions.map((definition) =>
      definition.kind === 'ObjectTypeDefinition' && definition.name.value === 'Query'
        ? { ...definition, fields: [...(definition.fields ?? []), ...added] }
        : definition,
    ),
  };
}
