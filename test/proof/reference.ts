import {
  buildSchema,
  execute,
  isNonNullType,
  parse,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { isComposite, isRoot, possibleTypes, type Graph, type GraphField } from './graph.ts';
import { mergedSdl } from './graph-sdl.ts';
import { chosenBy, chosenRows, fieldNamed, isThere, plainValue } from './plain-values.ts';
import { changesUnsure, namesDenied, namesHidden } from './reference-refusals.ts';
import { withheldOf } from './reference-withheld.ts';
import { joinedMarking, type ReferenceRights } from './reference-rights.ts';
import { isFailure, objectOf, type Value, type World, type WorldObject } from './world.ts';

/** One withheld place. */
export interface WithheldPlace {
  readonly path: readonly (string | number)[];
  readonly coordinate: string;
  readonly reason: string;
  readonly mode: string;
  readonly custodian: string;
  readonly requestable: boolean;
  readonly marking?: string;
  readonly count?: number | null;
  readonly instead?: string;
}

/** A value that a record has to tell of; `object` is the key of the entity it belongs to, undefined for none. */
export interface RecordedValue {
  readonly coordinate: string;
  readonly decision: 'RELEASED' | 'MASKED' | 'SUPPRESSED';
  readonly object: string | undefined;
}

/** What the reference says an answer has to be. */
export type ReferenceAnswer =
  /** `isAsked`: what refuses it was only found while it was answered. */
  | { readonly kind: 'refused'; readonly code: string; readonly isAsked: boolean }
  | {
      readonly kind: 'answered';
      readonly data: unknown;
      readonly withheld: readonly WithheldPlace[];
      /** Labels, originators and statuses of everything marked that is shown. */
      readonly banner:
        | { readonly tlp: string; readonly contributors: readonly string[]; readonly status: string }
        | undefined;
      readonly failedAt: readonly (readonly (string | number)[])[];
      /** Audited values that are shown or kept back, each once per place. */
      readonly recorded: readonly RecordedValue[];
      /** What the generators are judged by. */
      readonly met: { readonly masked: number; readonly hidden: number; readonly dropped: number };
    };

/** What the reference knows of one graph. */
export interface Reference {
  readonly schema: GraphQLSchema;
  answer(asked: {
    readonly query: string;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly world: World;
    readonly rights: ReferenceRights;
  }): ReferenceAnswer;
}

/** A source of the merged schema: an object with the coordinates that whatever is below it has to pass. */
interface Source {
  readonly object: WorldObject;
  readonly passing: readonly string[];
  /** The object whose field gave this one. */
  readonly above: WorldObject | undefined;
}

/** The answers of one merged schema, every field of every object decided by itself. */
export function openReference(graph: Graph): Reference {
  const sdl = mergedSdl(graph);
  const schema = buildSchema(sdl);
  return {
    schema,
    answer({ query, variables, world, rights }) {
      const document = parse(query);
      if (namesHidden(graph, schema, document, rights))
        return { kind: 'refused', code: 'GRAPHQL_VALIDATION_FAILED', isAsked: false };
      if (namesDenied(graph, schema, document, rights) || changesUnsure(graph, schema, document, rights))
        return { kind: 'refused', code: 'FORBIDDEN', isAsked: false };
      const noted = openNoted();
      const result = execute({
        schema,
        document,
        variableValues: variables,
        fieldResolver: resolver(graph, world, rights, noted),
        typeResolver: (source) => (source as Source).object.type,
      });
      if (result instanceof Promise) throw new Error('the reference does not wait');
      if (noted.isRefused) return { kind: 'refused', code: 'FORBIDDEN', isAsked: true };
      const errors = (result.errors ?? []).filter(({ originalError }) => !(originalError instanceof Denied));
      const unexpected = errors.find(({ originalError }) => !(originalError instanceof Failed));
      if (unexpected) throw unexpected;
      const data = result.data ?? null;
      return {
        kind: 'answered',
        data,
        withheld: noted.withheld.filter(({ path }) => isThere(data, path)),
        banner: bannerOf(noted.shown),
        failedAt: errors.map(({ path = [] }) => path),
        recorded: noted.recorded,
        met: noted.met,
      };
    },
  };
}

class Denied extends Error {}
class Failed extends Error {}

function openNoted() {
  return {
    isRefused: false,
    withheld: [] as WithheldPlace[],
    shown: [] as NonNullable<ReturnType<typeof joinedMarking>>[],
    recorded: [] as RecordedValue[],
    met: { masked: 0, hidden: 0, dropped: 0 },
  };
}

type Noted = ReturnType<typeof openNoted>;

function resolver(
  graph: Graph,
  world: World,
  rights: ReferenceRights,
  noted: Noted,
): GraphQLFieldResolver<unknown, unknown> {
  return (source, args: Readonly<Record<string, unknown>>, _context, info) => {
    const typeName = info.parentType.name;
    if (typeName === 'Marking') return (source as Readonly<Record<string, unknown>>)[info.fieldName];
    const at = graph.types.find(({ name }) => name === typeName);
    if (typeName === 'Withheld') return Reflect.get(source as object, info.fieldName);
    if (info.fieldName === 'withheld' && at) return withheldOf(graph, rights, at, (source as Source).object);
    const field = fieldNamed(graph, typeName, info.fieldName);
    if (!field) throw new Error(`no field \`${typeName}.${info.fieldName}\``);
    const { object, passing = [], above } = (source ?? {}) as Partial<Source>;
    const path = pathOf(info.path);
    const type = at;
    const marking = object && type ? joinedMarking(type, object) : undefined;
    const isAudited = isRecorded(graph, field);
    const agencies = object && !type?.isEntity ? [object.from] : field.owners;

    const record = (name: string, decision: RecordedValue['decision']): void => {
      const key = type?.isEntity ? object?.name : undefined;
      noted.recorded.push({ coordinate: `${typeName}.${name}`, decision, object: key });
    };

    const asked = field.args.flatMap((argument) => {
      const isGiven =
        argument.kind === 'key' ? Object.hasOwn(args, argument.name) : chosenBy(argument, args) !== undefined;
      return isGiven ? [argument] : [];
    });
    const revealed = asked.flatMap((argument) => rights.refuses(field, argument) ?? []).at(-1);

    /** What stands in the place of a value that is kept back. */
    const instead = (): unknown => {
      const [of = '', name = ''] = (revealed ?? '').split('.');
      const stated = revealed === undefined ? field : fieldNamed(graph, of, name);
      const holder = revealed === undefined ? typeName : of;
      const how = stated ? rights.withhold(stated) : ({ mode: 'NULL' } as const);
      if (isAudited) record(field.name, how.mode === 'MASK' ? 'MASKED' : 'SUPPRESSED');
      if (how.mode === 'HIDDEN') {
        noted.met.hidden += 1;
        return null;
      }
      if (how.mode === 'DENY') {
        noted.isRefused = true;
        return null;
      }
      const named = revealed === undefined ? how.sibling : undefined;
      const sibling = named === undefined ? undefined : fieldNamed(graph, typeName, named);
      const isSiblingRead =
        sibling !== undefined && object !== undefined && rights.reads(typeName, sibling, object);
      const other = isSiblingRead ? plainValue(object, sibling) : null;
      // What is shown instead is released as if it had been asked for.
      if (isSiblingRead && isRecorded(graph, sibling)) record(sibling.name, 'RELEASED');
      // That a hidden field is there is not told.
      const isSecret =
        sibling !== undefined &&
        rights.withhold(sibling).mode === 'HIDDEN' &&
        rights.neverReads(typeName, sibling, agencies);
      noted.withheld.push({
        path,
        coordinate: revealed ?? `${typeName}.${field.name}`,
        reason: how.reason ?? 'NEED_TO_KNOW',
        mode: how.mode,
        custodian: stated ? rights.custodian(holder, stated) : '',
        requestable: stated ? !rights.isPublic(holder, stated) : true,
        ...(marking ? { marking: labelText(marking.tlp) } : {}),
        ...(how.mode === 'COUNT' ? { count: typeof other === 'number' ? other : null } : {}),
        ...(named === undefined || how.mode === 'COUNT' || isSecret
          ? {}
          : { instead: `${typeName}.${named}` }),
      });
      if (how.mode === 'MASK' && revealed === undefined) {
        noted.met.masked += 1;
        const state = marking?.division?.split('/')[2]?.split(':')[1]?.toUpperCase();
        return how.mask?.replace('{state}', state ?? 'the country');
      }
      if ((how.mode === 'TEARLINE' || how.mode === 'GENERALIZE') && other !== null) {
        noted.met.masked += 1;
        if (isFailure(other)) return null;
        return other;
      }
      return null;
    };

    const decided = (value: unknown): unknown => {
      if (value === null && isNonNullType(info.returnType)) throw new Denied();
      return value;
    };

    if (revealed !== undefined || !rights.reads(typeName, field, object)) {
      const isFarAway = revealed === undefined && !rights.neverReads(typeName, field, agencies);
      // Nobody is asked for objects none of which can be seen.
      if (
        isFarAway &&
        isComposite(graph, field.named) &&
        field.isList &&
        rights.seesNone(field.named, agencies)
      )
        return [];
      return decided(instead());
    }
    if (isComposite(graph, field.named) && rights.seesNone(field.named, agencies)) {
      return field.isList ? [] : instead();
    }
    const value = isRoot(typeName) ? (world.roots[field.name] ?? null) : plainValue(object!, field, above);
    if (isFailure(value)) throw new Failed();
    if (field.named === 'Colour' && includesBlue(value) && !rights.showsBlue(agencies)) {
      if (isAudited) record(field.name, 'SUPPRESSED');
      return decided(null);
    }
    if (isAudited) record(field.name, 'RELEASED');
    if (field.named === 'Marking')
      return markingOf(object, field.owners.length > 1 ? object!.from : (field.owners[0] ?? ''));
    if (!isComposite(graph, field.named)) {
      return field.args.some(({ kind }) => kind === 'times') ? timed(value, args['n']) : value;
    }
    const below = [
      ...passing,
      ...asked.flatMap(({ by }) => (by === undefined ? [] : [`${field.named}.${by}`])),
    ];
    const shown = (name: Value): Source | undefined => {
      const found = objectOf(world, name);
      if (!found || !rights.sees(found) || !rights.seesThrough(typeName, field, found, agencies))
        return undefined;
      const passes = below.every((coordinate) => {
        const [of = '', by = ''] = coordinate.split('.');
        const choosing = fieldNamed(graph, of, by);
        return of !== found.type || !choosing || rights.reads(of, choosing, found);
      });
      if (!passes) return undefined;
      const own = possibleTypes(graph, found.type)[0];
      const joined = own && joinedMarking(own, found);
      if (joined) noted.shown.push(joined);
      return { object: found, passing: below, above: object };
    };
    if (Array.isArray(value)) {
      const rows = chosenRows(graph, world, field, args, value);
      return rows.flatMap((name) => {
        if (name === null) return [null];
        const row = shown(name);
        if (!row) noted.met.dropped += 1;
        return row ? [row] : [];
      });
    }
    if (value === null) return null;
    const single = shown(value);
    if (single) return single;
    const how = rights.withhold(field);
    const found = objectOf(world, value);
    const its = found && possibleTypes(graph, found.type)[0];
    // Nobody asks for the marking of an object that cannot be seen whatever it says.
    const isKnown = its && its.markedIn.length > 0 && !rights.seesNone(its.name, agencies);
    const label = isKnown ? joinedMarking(its, found)?.tlp : undefined;
    if (how.mode === 'HIDDEN') noted.met.hidden += 1;
    else {
      noted.withheld.push({
        path,
        coordinate: `${typeName}.${field.name}`,
        reason: how.reason ?? 'NEED_TO_KNOW',
        mode: how.mode,
        custodian: rights.custodian(typeName, field),
        requestable: how.mode !== 'DENY' && !rights.isPublic(typeName, field),
        ...(label === undefined ? {} : { marking: labelText(label) }),
      });
    }
    return null;
  };
}

/** Whether the disclosure log has to tell of the field's values. */
export function isRecorded(graph: Graph | undefined, { name, stated }: GraphField): boolean {
  return (
    Object.values(stated).some(({ isAudited }) => isAudited) ||
    (name === 'label' && graph?.label.isAudited === true)
  );
}

function includesBlue(value: Value): boolean {
  return Array.isArray(value) ? value.includes('BLUE') : value === 'BLUE';
}

function timed(value: unknown, n: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => timed(each, n));
  return typeof value === 'number' ? value + 100 * Number(n ?? 0) : value;
}

function markingOf(object: WorldObject | undefined, agency: string): unknown {
  return object?.markings[agency] ?? null;
}

interface GraphQLPath {
  readonly prev: GraphQLPath | undefined;
  readonly key: string | number;
}

function pathOf({ prev, key }: GraphQLPath): (string | number)[] {
  return [...(prev ? pathOf(prev) : []), key];
}

function labelText(tlp: string): string {
  return `TLP:${tlp.replace('_', '+')}`;
}

function bannerOf(shown: Noted['shown']): Extract<ReferenceAnswer, { kind: 'answered' }>['banner'] {
  if (shown.length === 0) return undefined;
  const order = ['RED', 'AMBER_STRICT', 'AMBER', 'GREEN', 'CLEAR'];
  const strictest = order.find((label) => shown.some(({ tlp }) => tlp === label)) ?? 'RED';
  return {
    tlp: labelText(strictest),
    contributors: [...new Set(shown.flatMap(({ originators }) => originators))].toSorted(),
    status: shown.some(({ status }) => status === 'EXERCISE') ? 'EXERCISE' : (shown[0]?.status ?? ''),
  };
}
