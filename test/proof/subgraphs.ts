import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { markingLine } from '../../schema/marking-line.ts';
import type { LocalSubgraph } from '../../gateway/execute/agency-data-source.ts';
import type { PolicyBook } from '../../schema/policy/book.ts';
import type { CallerRights } from '../../subgraphs/kit/guard/caller-rights.ts';
import { givesRow, openAgencyGuarding, type AgencyGuarding } from './agency-guards.ts';
import { callerOf } from './callers.ts';
import { isComposite, isRoot, markingField, type Graph } from './graph.ts';
import { chosenBy, chosenRows, fieldNamed, madeOf, plainValue } from './plain-values.ts';
import type { ReferenceRights } from './reference-rights.ts';
import { isFailure, objectOf, type Value, type World, type WorldObject } from './world.ts';

/** What the agencies of this process answer from; it is set before each question. */
export interface Stage {
  world: World;
  /** The rights by which agencies leave rows out, as a right guard does; undefined: they leave nothing out. */
  guard: ReferenceRights | undefined;
  /** Whether the agencies answer behind the kit's own guard. */
  isGuarded: boolean;
  readonly requests: { readonly agency: string; readonly text: string }[];
}

type Held = WorldObject & { readonly sent?: Readonly<Record<string, unknown>> };

/** The subgraphs of a graph, in this process, which all answer from one stage. */
export function openSubgraphs(
  graph: Graph,
  sdls: ReadonlyMap<string, string>,
  stage: Stage,
  book: PolicyBook,
): readonly LocalSubgraph[] {
  return [...sdls].map(([agency, sdl]) => {
    const open = agencySchema(graph, sdl, stage);
    const fieldResolver = resolver(graph, agency, stage);
    let guarded: (AgencyGuarding & { readonly schema: GraphQLSchema }) | undefined;
    const behindGuard = (): NonNullable<typeof guarded> => {
      const guarding = openAgencyGuarding(agency, sdl, book);
      const schema = agencySchema(graph, sdl, stage);
      guarding.guard(schema, fieldResolver);
      return { ...guarding, schema };
    };
    return {
      name: agency,
      answer: async ({ query, variables }, { principal }) => {
        stage.requests.push({ agency, text: JSON.stringify([query, variables]) });
        if (stage.isGuarded) guarded ??= behindGuard();
        const by = stage.isGuarded ? guarded : undefined;
        return graphql({
          schema: by?.schema ?? open,
          contextValue: { rights: by?.rightsOf(callerOf(principal)) },
          source: query,
          variableValues: variables,
          fieldResolver,
          typeResolver: (object) => (object as Held).type,
        });
      },
    };
  });
}

function agencySchema(graph: Graph, sdl: string, stage: Stage): GraphQLSchema {
  const entities = graph.types.filter(({ name, isEntity }) => isEntity && sdl.includes(`type ${name} `));
  const resolvers = Object.fromEntries(
    entities.map(({ name }) => [
      name,
      {
        __resolveReference: (sent: Readonly<Record<string, unknown>>): Held | null => {
          const found = stage.world.objects.get(String(sent['id']));
          return found ? { ...marked(graph, found), sent } : null;
        },
      },
    ]),
  );
  return buildSubgraphSchema({ typeDefs: parse(sdl), resolvers });
}

/** The object with its markings where the agencies' guards look for them. */
function marked(graph: Graph, object: WorldObject): WorldObject {
  const type = graph.types.find(({ name }) => name === object.type);
  const markings = (type?.markedIn ?? []).map((agency) => [
    type ? markingField(type, agency) : '',
    object.markings[type?.isEntity ? agency : object.from] ?? null,
  ]);
  return { ...object, ...(Object.fromEntries(markings) as object) };
}

function resolver(graph: Graph, agency: string, stage: Stage): GraphQLFieldResolver<unknown, unknown> {
  return (source, args: Readonly<Record<string, unknown>>, context, { parentType, fieldName }) => {
    if (parentType.name === 'Marking') return (source as Readonly<Record<string, unknown>>)[fieldName];
    const isLine = fieldName.endsWith('Line');
    const field = fieldNamed(graph, parentType.name, isLine ? fieldName.slice(0, -'Line'.length) : fieldName);
    if (!field) return undefined;
    const { world, guard } = stage;
    const object = source as Held | undefined;
    if (field.named === 'Marking') {
      // A value is marked by whoever made it.
      const by = field.owners.length > 1 ? object?.from : field.owners[0];
      const marking = object?.markings[by ?? ''] ?? null;
      return isLine && marking ? markingLine(marking) : marking;
    }
    const value: Value = isRoot(parentType.name)
      ? (world.roots[fieldName] ?? null)
      : field.context
        ? madeOf((args['from'] ?? null) as Value)
        : field.requires === undefined
          ? plainValue(object!, field)
          : madeOf((object!.sent?.[field.requires] ?? null) as Value);
    if (isFailure(value)) throw new Error('fails');
    if (!isComposite(graph, field.named)) {
      const n = Number(args['n'] ?? 0);
      const times = field.args.some(({ kind }) => kind === 'times');
      const timed = (each: unknown): unknown => (typeof each === 'number' ? each + 100 * n : each);
      return times ? (Array.isArray(value) ? value.map(timed) : timed(value)) : value;
    }
    const sent = (name: Value): WorldObject | null => {
      const found = objectOf(world, name);
      return found ? marked(graph, found) : null;
    };
    if (!Array.isArray(value)) return value === null ? null : sent(value);
    const rows = chosenRows(graph, world, field, args, value);
    const choosing = field.args.filter((argument) => chosenBy(argument, args) !== undefined);
    return rows.flatMap((name) => {
      if (name === null) return [null];
      const row = sent(name);
      if (!row) return [];
      const { rights } = context as { readonly rights?: CallerRights };
      const marking = row.markings[row.type === 'Value' ? row.from : agency];
      const chosenFields = choosing.flatMap((argument) => argument.by ?? []);
      if (rights && !givesRow(rights, { type: row.type, marking }, chosenFields)) return [];
      const isLeftOut =
        guard &&
        (!guard.sees(row) ||
          !guard.seesThrough(
            parentType.name,
            field,
            row,
            object && object.type === 'Value' ? [object.from] : field.owners,
          ) ||
          choosing.some(({ by = '' }) => {
            const chosen = fieldNamed(graph, row.type, by);
            return chosen && !guard.reads(row.type, chosen, row);
          }));
      return isLeftOut ? [] : [row];
    });
  };
}
