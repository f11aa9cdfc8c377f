import {
  Kind,
  parse,
  print,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from 'graphql';
import { linkedNames } from '../supergraph/linked-names.ts';
import type { ParsedSubgraph } from './parse-sdl.ts';
import { ownSubgraph } from './subgraph-folders.ts';

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

const builtin = new Set(['ID', 'String', 'Int', 'Float', 'Boolean']);

/**
 * What the gateway's own subgraph adds to every entity that carries a marking: `withheld`, with what is kept from the
 * caller.
 *
 * Nothing where the subgraphs are composed without it. An entity whose keys the community's document cannot spell, of
 * several fields or of an agency's own scalar, goes without.
 */
export function withheldFacets(subgraphs: readonly ParsedSubgraph[]): readonly DefinitionNode[] {
  const own = subgraphs.find(({ name }) => name === ownSubgraph);
  if (!own?.own.some((each) => 'name' in each && each.name?.value === 'Withheld')) return [];
  const spelled = new Set(
    [...own.shared, ...own.own].flatMap((each) =>
      each.kind === Kind.SCALAR_TYPE_DEFINITION ? [each.name.value] : [],
    ),
  );
  const keys = new Map<string, FieldDefinitionNode>();
  for (const subgraph of subgraphs) {
    if (subgraph === own) continue;
    const isNamed = directiveNamed(subgraph);
    for (const type of subgraph.own) {
      if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
      const isMarked = type.directives?.some((each) => isNamed(each, 'marked')) ?? false;
      if (!isMarked) continue;
      const key = keyField(type, (each) => isNamed(each, 'key'));
      if (key && isSpelled(key, spelled) && !keys.has(type.name.value)) keys.set(type.name.value, key);
    }
  }
  return [...keys].flatMap(([type, key]) => facet(type, key));
}

/** Whether a directive is the one of that name in its specification, whatever the shared document calls it. */
function directiveNamed({ shared }: ParsedSubgraph): (each: ConstDirectiveNode, name: string) => boolean {
  const names = linkedNames(shared);
  return ({ name: { value } }, name) => (names.original(value)?.name ?? value) === name;
}

/** The field of the first key that is one field. */
function keyField(
  type: ObjectNode,
  isKey: (each: ConstDirectiveNode) => boolean,
): FieldDefinitionNode | undefined {
  for (const directive of (type.directives ?? []).filter(isKey)) {
    const fields = directive.arguments?.find(({ name }) => name.value === 'fields')?.value;
    const found =
      fields?.kind === Kind.STRING
        ? type.fields?.find(({ name }) => name.value === fields.value.trim())
        : undefined;
    if (found) return found;
  }
  return undefined;
}

function isSpelled({ type }: FieldDefinitionNode, spelled: ReadonlySet<string>): boolean {
  const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return named.kind === Kind.NAMED_TYPE && (builtin.has(named.name.value) || spelled.has(named.name.value));
}

function facet(type: string, { name, type: of }: FieldDefinitionNode): readonly DefinitionNode[] {
  const text = `type ${type} @key(fields: "${name.value}") {
    ${name.value}: ${print(of)}
    "What of this object is kept from you, the same whatever else you ask for. What is hidden from you is not in it."
    withheld: [Withheld!]! @public
  }`;
  return parse(text, { noLocation: true }).definitions;
}
