import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { Kind, Source, parse } from 'graphql';
import type { DocumentNode, GraphQLResolveInfo, GraphQLScalarType, GraphQLSchema } from 'graphql';
import { markingLine } from '../../schema/marking-line.ts';
import { agencyRules, type AgencyRules } from './guard/agency-rules.ts';
import type { CallerRights } from './guard/caller-rights.ts';
import { guardedStore, type GuardedStore } from './guard/guarded-rows.ts';
import { guardSchema } from './guard/guarded-schema.ts';
import { rootRules } from './guard/root-rules.ts';
import { shieldSchema } from './guard/shield.ts';
import type { ImportMap, ScenarioPart } from './change.ts';
import type { Marking } from './marking.ts';
import { migrate } from './migrate.ts';
import { openStore } from './open-store.ts';
import type { StoreOptions } from './open-store.ts';
import { ROOM_MIGRATION, readRoom } from './room.ts';
import type { AgencyPresence } from './room.ts';
import { scalars } from './scalars.ts';
import type { Scenario, ScenarioPlace } from './scenario/scenario.ts';
import type { Store } from './store.ts';

/** What every resolver of a subgraph gets: the agency's data for one request, and what time it is there. */
export interface SubgraphContext<AgencySource> {
  /** Loaders and lists of this request. */
  readonly source: AgencySource;
  /** What the one who asks may have; the rules stand before the resolvers, which need not ask. */
  readonly rights: CallerRights;
  /** The time of the exercise where one is played, else the real time; RFC 3339 in UTC. */
  now(): Promise<string>;
}

// Methods, so that an agency states the types of its own parents, arguments and references.
interface Answering<AgencySource> {
  field(
    parent: unknown,
    given: unknown,
    context: SubgraphContext<AgencySource>,
    info: GraphQLResolveInfo,
  ): unknown;
  entity(reference: unknown, context: SubgraphContext<AgencySource>): unknown;
}

/** The resolvers of a subgraph, by type and field; a field without one is the parent's property of its name. */
export type Resolvers<AgencySource> = Readonly<
  Record<string, Readonly<Record<string, Answering<AgencySource>['field']>>>
>;

/**
 * How entities are found by their keys, by type; null for a key that is not there.
 *
 * An entity that is not listed is its own reference: the agency only contributes fields to it.
 */
export type Entities<AgencySource> = Readonly<Record<string, Answering<AgencySource>['entity']>>;

/** What an agency says to become a subgraph. */
export interface SubgraphDefinition<AgencySource> {
  /** Name of the subgraph and the agency's id. */
  readonly name: string;
  /** The agency's folder, which holds `schema.graphql`. */
  readonly folder: URL;
  /** Data definition, forward only: a text that was ever applied is never changed. */
  readonly migrations: readonly string[];
  /** Opens the agency's data for one request; what is read of the store is what the caller may know. */
  readonly source: (store: GuardedStore) => AgencySource;
  readonly resolvers: Resolvers<AgencySource>;
  readonly entities?: Entities<AgencySource>;
  /** What it takes from imported files, by kind of record. */
  readonly imports?: ImportMap;
  /** Its rows of the demonstration exercise. */
  readonly scenario?: (scenario: Scenario) => ScenarioPart;
  /** Imported polling places of a state (OCD-ID) that the exercise may play at; only the election offices have them. */
  readonly importedPlaces?: ImportedPlaces;
}

/** Reads the imported polling places of a state, by its OCD-ID. */
export type ImportedPlaces = (store: Store, state: string) => Promise<readonly ScenarioPlace[]>;

/** An agency as the kit's commands see it, whatever its data. */
export interface Agency {
  readonly name: string;
  readonly folder: URL;
  readonly schema: GraphQLSchema;
  /** What the agency's SDL says about who may have what. */
  readonly rules: AgencyRules;
  readonly imports: ImportMap;
  readonly scenario: ((scenario: Scenario) => ScenarioPart) | null;
  readonly importedPlaces: ImportedPlaces | null;
  /** Makes the agency's tables in a store, or brings them up to date. */
  migrate(store: Store): Promise<void>;
  /** Opens the agency's store and brings it up to date. */
  openStore(options: Omit<StoreOptions, 'agency'>): Promise<Store>;
  /** The context of one request of one caller; loaders remember what they read, so it is never shared. */
  context(store: Store, rights: CallerRights): SubgraphContext<unknown>;
}

/** Makes an agency of its definition; an SDL or resolver that does not fit throws with the field's name. */
export function defineSubgraph<AgencySource>(definition: SubgraphDefinition<AgencySource>): Agency {
  const { name, folder } = definition;
  const typeDefs = subgraphSdl(folder);
  const rules = agencyRules(typeDefs);
  const resolvers = withMarkingLines(resolverMap(definition), rules);
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  guardSchema(schema, rules);
  shieldSchema(schema, rootRules(schema, rules));
  return {
    name,
    folder,
    schema,
    rules,
    imports: definition.imports ?? {},
    scenario: definition.scenario ?? null,
    importedPlaces: definition.importedPlaces ?? null,
    migrate: (store) => migrate(store, [ROOM_MIGRATION, ...definition.migrations]),
    async openStore(options) {
      const store = await openStore({ ...options, agency: name });
      await this.migrate(store);
      return store;
    },
    context: (store, rights) => contextOf(definition, store, rights),
  };
}

/** The agency's whole SDL: the community's shared definitions, then its own, each located in its own file. */
export function subgraphSdl(folder: URL): DocumentNode {
  const files = [new URL('../../schema/shared.graphql', import.meta.url), new URL('schema.graphql', folder)];
  const definitions = files.flatMap(
    (file) => parse(new Source(readFileSync(file, 'utf8'), file.pathname)).definitions,
  );
  return { kind: Kind.DOCUMENT, definitions };
}

/** The field of `Agency` in which a subgraph tells of its own presence: `lawEnforcementPresence`. */
export function presenceField(name: string): string {
  return `${name.replace(/-([a-z])/gu, (_, letter: string) => letter.toUpperCase())}Presence`;
}

interface KitContext {
  presence(): Promise<AgencyPresence>;
}

function contextOf<AgencySource>(
  { source }: SubgraphDefinition<AgencySource>,
  store: Store,
  rights: CallerRights,
): SubgraphContext<AgencySource> & KitContext {
  let room: ReturnType<typeof readRoom> | undefined;
  const read = (): ReturnType<typeof readRoom> => (room ??= readRoom(store));
  return {
    source: source(guardedStore(store, rights)),
    rights,
    now: async () => (await read()).clock ?? new Date().toISOString(),
    presence: async () => {
      const { onShift, lastUpdate } = await read();
      return { onShift, health: 'UP', lastUpdate };
    },
  };
}

type ResolverMap<AgencySource> = Record<
  string,
  GraphQLScalarType | Record<string, Answering<AgencySource>['field'] | Answering<AgencySource>['entity']>
>;

/** The agency's resolvers with the kit's scalars and presence, as `@apollo/subgraph` takes them. */
function resolverMap<AgencySource>({
  name,
  resolvers,
  entities = {},
}: SubgraphDefinition<AgencySource>): ResolverMap<AgencySource> {
  const presence = ({ id }: { readonly id: string }, _: unknown, context: Partial<KitContext>): unknown =>
    id === name ? context.presence?.() : null;
  const fields: Resolvers<AgencySource> = {
    ...resolvers,
    Agency: { ...resolvers['Agency'], [presenceField(name)]: presence as Answering<AgencySource>['field'] },
  };
  const map: ResolverMap<AgencySource> = { ...scalars, ...fields };
  for (const [type, entity] of Object.entries(entities)) {
    map[type] = { ...fields[type], __resolveReference: entity };
  }
  return map;
}

/** Every marking as the one text that the gateway reads. */
function withMarkingLines<AgencySource>(
  map: ResolverMap<AgencySource>,
  { types }: AgencyRules,
): ResolverMap<AgencySource> {
  const lines = [...types].flatMap(([type, { markedBy, markingLine: line }]) => {
    if (markedBy === undefined || line === undefined) return [];
    const told = (parent: Readonly<Record<string, Marking | null | undefined>>): string | null => {
      const marking = parent[markedBy];
      return marking ? markingLine(marking) : null;
    };
    return [[type, Object.assign({ [line]: told }, map[type])]];
  });
  return { ...map, ...(Object.fromEntries(lines) as ResolverMap<AgencySource>) };
}
