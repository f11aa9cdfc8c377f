/** What one agency states about an element of its SDL. */
export interface Stated {
  readonly isPublic?: boolean;
  readonly access?: readonly string[];
  readonly withhold?: Withheld;
  readonly isAudited?: boolean;
  readonly flow?: readonly string[];
  /** One set for `@requiresScopes`, held as a whole. */
  readonly scopes?: readonly string[];
}

/** What a denied value becomes, as `@withhold` says it. */
export interface Withheld {
  readonly mode: 'NULL' | 'HIDDEN' | 'DENY' | 'MASK' | 'TEARLINE' | 'GENERALIZE' | 'COUNT';
  readonly mask?: string;
  /** The field of the same type that TEARLINE, GENERALIZE and COUNT name. */
  readonly sibling?: string;
  readonly reason?: string;
}

/** An argument that chooses rows by a field of theirs, or that needs an action by itself. */
export interface GraphArgument {
  readonly name: string;
  /** `order` sorts by the field, `where` keeps equal ones, `filter` does so by an input object. */
  readonly kind: 'where' | 'filter' | 'order' | 'key' | 'times';
  readonly by?: string;
  readonly access?: string;
}

/** A field, with who resolves it and what each of them states. */
export interface GraphField {
  readonly name: string;
  readonly named: string;
  readonly isList: boolean;
  readonly owners: readonly string[];
  readonly stated: Readonly<Record<string, Stated>>;
  /** The field of the same entity that another agency holds and this one is computed from. */
  readonly requires?: string;
  /** The field of the object above that is sent along (`@fromContext`), and what that object is. */
  readonly context?: { readonly type: string; readonly field: string };
  readonly args: readonly GraphArgument[];
}

/** An object type: an entity, or a value that every agency makes for itself. */
export interface GraphType {
  readonly name: string;
  readonly isEntity: boolean;
  readonly home: string;
  /** The agencies that state `@marked`, each with a field of its own. */
  readonly markedIn: readonly string[];
  /** `@access` on the type, stated by its home. */
  readonly access: readonly string[];
  readonly isLabelled: boolean;
  readonly fields: readonly GraphField[];
  /** What everybody who has the entity states of its `id`. */
  readonly id: Stated;
}

/** A random graph of several agencies with rules on it: entities with facets, a value, an interface and a union. */
export interface Graph {
  readonly agencies: readonly string[];
  readonly types: readonly GraphType[];
  readonly roots: readonly GraphField[];
  /** Fields of the mutation; their names begin with `change`. */
  readonly changes: readonly GraphField[];
  readonly labelOwner: string;
  /** What the label's owner states about the interface and its field `label`. */
  readonly labelledAccess: readonly string[];
  readonly label: Stated;
  /** The action that the enum value `BLUE` needs; undefined: none. */
  readonly blue: string | undefined;
  /** Marked entities have `withheld`, which the gateway's own subgraph adds. */
  readonly tellsWithheld: boolean;
  /** Markings are held as one text, too, which the gateway then asks for. */
  readonly hasLines: boolean;
}

/** An entity that is reached from `E0` alone, so that there always is an object above it. */
export const partName = 'Part';

/** Actions of the policies; `display` is the usual one. */
export const actions = ['display', 'a1', 'a2', 'a3'] as const;

/** The name of the field that holds an agency's marking of an object. */
export function markingField(type: GraphType, agency: string): string {
  return agency === type.home || !type.isEntity ? 'marking' : `${agency}Marking`;
}

/** Whether a type of this name has fields of its own, as the interface and the union have. */
export function isComposite(graph: Graph, named: string): boolean {
  return named === 'Labelled' || named === 'Mixed' || graph.types.some(({ name }) => name === named);
}

/** The object types that a value of this type can be of. */
export function possibleTypes(graph: Graph, named: string): readonly GraphType[] {
  if (named === 'Mixed') return graph.types.filter(({ name }) => name !== partName);
  if (named === 'Labelled') return graph.types.filter(({ isLabelled }) => isLabelled);
  return graph.types.filter(({ name }) => name === named);
}

/**
 * Who declares which type: those who resolve a field of it or mark it, and those from whose fields it can be reached.
 */
export function declaredIn(graph: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map(graph.agencies.map((agency) => [agency, new Set<string>()]));
  for (const [agency, names] of known) {
    for (const type of graph.types) {
      const owns = type.fields.some(({ owners }) => owners.includes(agency));
      if (type.isEntity && (owns || type.home === agency || type.markedIn.includes(agency)))
        names.add(type.name);
    }
    for (const { named, owners } of [...graph.roots, ...graph.changes])
      if (owners.includes(agency)) names.add(named);
    if (agency === graph.labelOwner) names.add('Labelled');
    // A set grows while it is walked.
    for (const name of names) {
      if (name === 'Mixed' || name === 'Labelled')
        for (const type of possibleTypes(graph, name)) names.add(type.name);
      const type = graph.types.find((each) => each.name === name);
      for (const field of type?.fields ?? []) if (field.owners.includes(agency)) names.add(field.named);
    }
  }
  return known;
}

/** Whether a type is one of the roots, of which there is no object. */
export function isRoot(type: string): boolean {
  return type === 'Query' || type === 'Mutation';
}

/** The subgraph by which the gateway speaks for itself. */
export const ownAgency = 'watchfloor';

/** Whether the gateway adds `withheld` to a type; then it declares the type, too. */
export function hasWithheld({ tellsWithheld }: Graph, { isEntity, markedIn }: GraphType): boolean {
  return tellsWithheld && isEntity && markedIn.length > 0;
}
