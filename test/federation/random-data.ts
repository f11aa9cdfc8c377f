import { fieldsIn } from './random-sdl.ts';
import {
  keyFields,
  type RandomField,
  type RandomSupergraph,
  type RandomType,
  type TypeRef,
} from './random-supergraph.ts';
import type { Row, SubgraphData, TypeData } from './subgraph-data.ts';

const objectsOfType = 3;

/** What a subgraph of the supergraph holds: of every object the fields that it resolves, and no others. */
export function subgraphData(supergraph: RandomSupergraph, subgraph: number): SubgraphData {
  const world = worldOf(supergraph, (type) => fieldsIn(type, subgraph));
  const types = supergraph.types.filter(({ kind }) => kind === 'entity');
  return {
    query: world.root,
    types: Object.fromEntries(types.map((type) => [type.name, typeData(type, subgraph, world)])),
  };
}

/** The root value of the merged schema: every object with all its fields. */
export function mergedRoot(supergraph: RandomSupergraph): Row {
  return worldOf(supergraph, (type) => [keyFields.id, keyFields.code, ...type.fields]).root;
}

interface World {
  readonly root: Row;
  object(type: string, index: number): Row;
}

function typeData(type: RandomType, subgraph: number, world: World): TypeData {
  const computed = fieldsIn(type, subgraph).filter(({ requires }) => requires);
  return {
    rows: (reference) => {
      const known = String(reference['id'] ?? reference['code']);
      return { ...reference, ...world.object(type.name, Number(known.slice(known.indexOf('-') + 1))) };
    },
    fields: Object.fromEntries(
      computed.map(({ name, requires }) => [name, (object) => madeOf(object[requires?.name ?? ''])]),
    ),
  };
}

function madeOf(value: unknown): string {
  return `made of ${JSON.stringify(value)}`;
}

function worldOf(supergraph: RandomSupergraph, fields: (type: RandomType) => readonly RandomField[]): World {
  const members = (name: string): readonly string[] => {
    if (name === 'Mixed') return supergraph.types.map((type) => type.name);
    if (name === 'Labelled')
      return supergraph.types.filter(({ labelled }) => labelled).map((type) => type.name);
    return supergraph.types.some((type) => type.name === name) ? [name] : [];
  };
  const object = (type: string, index: number): Row => {
    const row: Record<string, unknown> = { __typename: type };
    const made = supergraph.types.find(({ name }) => name === type);
    for (const field of made ? fields(made) : []) {
      if (field === keyFields.id) row['id'] = `${type}-${index}`;
      else if (field === keyFields.code) row['code'] = `code-${index}`;
      else if (field.requires) row[field.name] = () => madeOf(plain(field.requires, `${type}.${index}`));
      else row[field.name] = resolver(field, `${type}.${index}`);
    }
    return row;
  };
  const plain = (field: RandomField | undefined, place: string): unknown =>
    field ? valueOf(field.type, `${place}.${field.name}`, true) : null;
  const resolver =
    (field: RandomField, place: string) =>
    ({ n }: Row): unknown => {
      const value = valueOf(field.type, `${place}.${field.name}`, field.safe === true);
      return field.takesNumber && typeof value === 'number' ? value + Number(n ?? 0) : value;
    };
  const valueOf = (type: TypeRef, place: string, safe: boolean): unknown => {
    const dice = hash(place);
    if (!safe && supergraph.fails && dice % 13 === 0) return new Error('fails');
    if (!type.nonNull && dice % 7 === 0) return null;
    if ('list' in type) {
      return Array.from({ length: dice % 4 }, (_, index) => valueOf(type.list, `${place}.${index}`, safe));
    }
    const [first, ...others] = members(type.named);
    if (first === undefined) return leaf(type.named, dice);
    return object([first, ...others][dice % (others.length + 1)] ?? first, (dice >>> 4) % objectsOfType);
  };
  const root = Object.fromEntries(supergraph.roots.map((field) => [field.name, resolver(field, 'Query')]));
  return { root, object };
}

function leaf(name: string, dice: number): unknown {
  if (name === 'Int') return dice % 1000;
  if (name === 'Float') return (dice % 1000) / 8;
  if (name === 'Boolean') return dice % 2 === 0;
  if (name === 'Colour') return dice % 2 === 0 ? 'RED' : 'GREEN';
  return `v${dice % 1000}`;
}

/** FNV-1a, with its bits mixed once more so that low bits are as good as high ones. */
function hash(text: string): number {
  let state = 2166136261;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 16777619);
  }
  state = Math.imul(state ^ (state >>> 15), 2246822519);
  return (state ^ (state >>> 13)) >>> 0;
}
