import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { markingLine } from '../../schema/marking-line.ts';
import type { LocalSubgraph } from '../../gateway/execute/agency-data-source.ts';
import type { Graph } from './graph.ts';
import { isComposite } from './graph.ts';
import { chosenBy, chosenRows, fieldNamed, madeOf, plainValue } from './plain-values.ts';
import type { ReferenceRights } from './reference-rights.ts';
import { isFailure, objectOf, type SentMarking, type Value, type World, type WorldObject } from './world.ts';

/** What the agencies of this process answer from; it is set before each question. */
export interface Stage {
  world: World;
  /** The rights by which agencies leave rows out, as a right guard does; undefined: they leave nothing out. */
  guard: ReferenceRights | undefined;
  readonly requests: { readonly agency: string; readonly text: string }[];
}

type Held = WorldObject & { readonly sent?: Readonly<Record<string, unknown>> };

/** The subgraphs of a graph, in this process, which all answer from one stage. */
export function openSubgraphs(
  graph: Graph,
  sdls: ReadonlyMap<string, string>,
  stage: Stage,
): readonly LocalSubgraph[] {
  return [...sdls].map(([agency, sdl]) => {
    const schema = agencySchema(graph, sdl, stage);
    const fieldResolver = resolver(graph, stage);
    return {
      name: agency,
      answer: async ({ query, variables }) => {
        stage.requests.push({ agency, text: JSON.stringify([query, variables]) });
        return graphql({
          schema,
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
          return found ? { ...found, sent } : null;
        },
      },
    ]),
  );
  return buildSubgraphSchema({ typeDefs: parse(sdl), resolvers });
}

function markingField(marking: SentMarking, name: string): unknown {
  return name === 'line' ? markingLine(marking) : marking[name as keyof SentMarking];
}

function resolver(graph: Graph, stage: Stage): GraphQLFieldResolver<unknown, unknown> {
  return (source, args: Readonly<Record<string, unknown>>, _context, { parentType, fieldName }) => {
    if (parentType.name === 'Marking') return markingField(source as SentMarking, fieldName);
    const field = fieldNamed(graph, parentType.name, fieldName);
    if (!field) return undefined;
    const { world, guard } = stage;
    const object = source as Held | undefined;
    if (field.named === 'Marking') {
      // A value is marked by whoever made it.
      const by = field.owners.length > 1 ? object?.from : field.owners[0];
      return object?.markings[by ?? ''] ?? null;
    }
    const value: Value =
      parentType.name === 'Query'
        ? (world.roots[fieldName] ?? null)
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
    if (!Array.isArray(value)) return value === null ? null : objectOf(world, value);
    const rows = chosenRows(graph, world, field, args, value);
    const choosing = field.args.filter((argument) => chosenBy(argument, args) !== undefined);
    return rows.flatMap((name) => {
      if (name === null) return [null];
      const row = objectOf(world, name);
      if (!row) return [];
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
