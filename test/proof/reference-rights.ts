import type { PolicyCaller } from '../../schema/policy/caller.ts';
import type { PolicyResource } from '../../schema/policy/resource.ts';
import {
  declaredIn,
  hasWithheld,
  possibleTypes,
  type Graph,
  type GraphArgument,
  type GraphField,
  type GraphType,
  type Stated,
  type Withheld,
} from './graph.ts';
import type { RandomPolicies } from './policies.ts';
import type { SentMarking, WorldObject } from './world.ts';

/** What a caller may do, worked out anew for each object and field, from what the agencies state. */
export interface ReferenceRights {
  /** Whether an object may be known to be there. */
  sees(object: WorldObject): boolean;
  /** Whether no object of these types can be seen, whatever its marking. */
  seesNone(named: string, agencies: readonly string[]): boolean;
  /** Whether the field of this object may be read; for `Query` there is no object. */
  reads(type: string, field: GraphField, object: WorldObject | undefined): boolean;
  /** What can be said of it without its object. */
  foresees(type: string, field: GraphField): 'always' | 'never' | 'depends';
  /** Whether it can never be read, whatever the object's marking. */
  neverReads(type: string, field: GraphField, agencies: readonly string[]): boolean;
  /** Whether an object that an unmarked field gives may be seen as its value. */
  seesThrough(type: string, field: GraphField, object: WorldObject, agencies: readonly string[]): boolean;
  /** Whether the enum value `BLUE` may be shown by a field that these agencies answer. */
  showsBlue(agencies: readonly string[]): boolean;
  /** The coordinate for which the argument may not be given; undefined: it may be. */
  refuses(field: GraphField, argument: GraphArgument): string | undefined;
  /** Whether the argument may be given for certain, whatever comes back. */
  grants(field: GraphField, argument: GraphArgument): boolean;
  /** What a denied value of the field becomes. */
  withhold(field: GraphField): Withheld;
  isPublic(type: string, field: GraphField): boolean;
  /** The agency that a withheld entry names. */
  custodian(type: string, field: GraphField): string;
}

/** The marking that all agencies' markings make together: the strictest; undefined: nobody may see it. */
export function joinedMarking(
  { isEntity, markedIn }: GraphType,
  { markings, from }: WorldObject,
): (Omit<SentMarking, 'originator'> & { readonly originators: readonly string[] }) | undefined {
  const sent = isEntity ? markedIn.map((agency) => markings[agency]) : [markings[from]];
  const [first] = sent;
  if (!first) return undefined;
  let { tlp, releasableTo, caveats, case: tied, division } = first;
  const originators = [first.originator];
  for (const other of sent.slice(1)) {
    if (!other || other.status !== first.status) return undefined;
    if (tied !== null && other.case !== null && tied !== other.case) return undefined;
    if (division !== null && other.division !== null && division !== other.division) return undefined;
    tlp = strictness.indexOf(other.tlp) < strictness.indexOf(tlp) ? other.tlp : tlp;
    releasableTo = releasableTo.filter((agency) => other.releasableTo.includes(agency));
    caveats = caveats.concat(other.caveats.filter((caveat) => !caveats.includes(caveat)));
    tied ??= other.case;
    division ??= other.division;
    originators.push(other.originator);
  }
  return { tlp, releasableTo, caveats, case: tied, division, status: first.status, originators };
}

/** The strictest first (TLP 2.0). */
const strictness = ['RED', 'AMBER_STRICT', 'AMBER', 'GREEN', 'CLEAR'];

/** What has to be allowed, and by whom. */
interface Demand {
  readonly actions: readonly string[];
  readonly custodians: readonly string[];
  readonly isOwn: boolean;
  /** Of whose object. */
  readonly type: string;
}

/** The rights of a caller on a graph under policies. */
export function referenceRights(
  graph: Graph,
  policies: RandomPolicies,
  caller: PolicyCaller,
): ReferenceRights {
  const declared = declaredIn(graph);
  const declaring = (name: string): readonly string[] =>
    graph.agencies.filter((agency) => declared.get(agency)?.has(name));
  const typeOf = (name: string): GraphType | undefined => graph.types.find((type) => type.name === name);

  /** Actions for one declaration of a field; `public` and `nothing` where none is named. */
  const classified = (
    field: readonly Stated[],
    isFieldShared: boolean,
    type: { readonly access: readonly string[]; readonly isMarked: boolean; readonly isShared: boolean },
  ): readonly string[] | 'public' | 'nothing' => {
    const own = field.flatMap(({ access = [] }) => access);
    const isHeld = field.some(({ withhold, isAudited }) => withhold !== undefined || isAudited);
    const isRuled = own.length > 0 || isHeld;
    if (!isRuled && field.some(({ isPublic }) => isPublic)) return 'public';
    if (!isRuled && !type.isMarked && type.access.length === 0) return 'nothing';
    const named = [...own, ...type.access];
    // What one agency names does not stand for what another one means by naming nothing.
    const mayBeOfOne = own.length > 0 ? isFieldShared : type.isShared;
    const isUsual = named.length === 0 || (mayBeOfOne && (isHeld || type.isMarked));
    return isUsual ? [...named, 'display'] : named;
  };

  const isShared = (type: GraphType | undefined): boolean =>
    type !== undefined && declaring(type.name).length + (hasWithheld(graph, type) ? 1 : 0) > 1;

  const onType = (type: GraphType | undefined) => ({
    access: type?.access ?? [],
    isMarked: (type?.markedIn.length ?? 0) > 0,
    isShared: isShared(type),
  });

  const ownersOf = (type: GraphType | undefined, field: GraphField): readonly string[] => {
    if (field.name !== 'id' || !type) return field.owners;
    const marking = type.markedIn;
    return marking.length > 0 ? marking : declaring(type.name);
  };

  /** Everything that reading the field needs; undefined: it is public; nothing named: nobody has it. */
  const demands = (typeName: string, field: GraphField): readonly Demand[] | undefined => {
    const type = typeOf(typeName);
    const says = [
      classified(Object.values(field.stated), field.owners.length > 1, onType(type)),
      ...(type?.isLabelled && (field.name === 'label' || field.name === 'id')
        ? [
            classified(
              field.name === 'label' ? [graph.label] : [{ isPublic: true }],
              field.name === 'label' ? false : declaring('Labelled').length > 1,
              { access: graph.labelledAccess, isMarked: false, isShared: declaring('Labelled').length > 1 },
            ),
          ]
        : []),
    ];
    const named = says.flatMap((each) => (typeof each === 'string' ? [] : each));
    const source = type?.fields.find(({ name }) => name === field.requires);
    const above = typeOf(field.context?.type ?? '');
    const sent = above?.fields.find(({ name }) => name === field.context?.field);
    const behind = [
      ...(source ? (demands(typeName, source) ?? []) : []),
      ...(above && sent ? (demands(above.name, sent) ?? []) : []),
    ].map((each) => ({ ...each, isOwn: false }));
    const own = { actions: named, custodians: ownersOf(type, field), isOwn: true, type: typeName };
    if (named.length > 0) return [own, ...behind];
    if (says[0] !== 'public') return [own];
    return behind.length > 0 ? behind : undefined;
  };

  const meetsScopes = (field: GraphField): boolean =>
    Object.values(field.stated).every(({ scopes = [] }) =>
      scopes.every((scope) => caller.scopes.includes(scope)),
    );

  /** Of a value that several agencies make, the one decides that made it. */
  const deciding = (
    type: GraphType | undefined,
    custodians: readonly string[],
    at: readonly string[],
  ): readonly string[] => {
    if (!type || type.isEntity || custodians.length < 2) return custodians;
    const there = custodians.filter((custodian) => at.includes(custodian));
    return there.length > 0 ? there : custodians;
  };

  const allows = (
    type: GraphType,
    object: WorldObject,
    custodians: readonly string[],
    action: string,
  ): boolean => {
    const marking = joinedMarking(type, object);
    if (!marking || custodians.length === 0) return false;
    return custodians.every((custodian) =>
      resourcesOf(type.name, marking).every((resource) =>
        policies.allows(caller, custodian, action, resource),
      ),
    );
  };

  const foresees = (
    type: string,
    custodians: readonly string[],
    wanted: readonly string[],
  ): 'always' | 'never' | 'depends' => {
    if (custodians.length === 0 || wanted.length === 0) return 'never';
    const found = custodians.flatMap((custodian) =>
      wanted.map((action) => policies.foresees(caller, custodian, action, type)),
    );
    if (found.includes('never')) return 'never';
    return found.includes('depends') ? 'depends' : 'always';
  };

  const objectActions = (type: GraphType): readonly string[] => {
    const isMarked = type.markedIn.length > 0;
    const usual = isMarked && (type.access.length === 0 || isShared(type)) ? ['display'] : [];
    return [...type.access, ...usual, ...(type.isLabelled ? graph.labelledAccess : [])];
  };

  const objectCustodians = (type: GraphType, at: readonly string[]): readonly string[] =>
    deciding(type, type.markedIn.length > 0 ? type.markedIn : declaring(type.name), at);

  /** Of what is not marked only what holds for everything can be said. */
  const foreseenObject = (type: GraphType, at: readonly string[]): 'always' | 'never' | 'depends' => {
    const isMarked = type.markedIn.length > 0;
    // Of an object of which no field may be read not even that is told that it is there.
    if (!isMarked && !type.isEntity && !type.fields.some(meetsScopes)) return 'never';
    const wanted = objectActions(type);
    if (!isMarked && wanted.length === 0) return 'always';
    const found = foresees(type.name, objectCustodians(type, at), wanted);
    return found === 'depends' && !isMarked ? 'never' : found;
  };

  const isDecidedByValue = (type: GraphType | undefined, field: GraphField): boolean =>
    (type?.markedIn.length ?? 0) === 0 && (typeOf(field.named)?.markedIn.length ?? 0) > 0;

  /** Of one demand, with the object unknown. */
  const foreseenDemand = (
    typeName: string,
    field: GraphField,
    { actions, custodians, isOwn, type: of }: Demand,
    at: readonly string[],
  ): 'always' | 'never' | 'depends' => {
    const type = typeOf(typeName);
    const those = isOwn ? deciding(type, custodians, at) : custodians;
    if (isOwn && isDecidedByValue(type, field)) return foresees(field.named, those, actions);
    const found = foresees(of, those, actions);
    // What another object's marking decides cannot be asked of this one.
    const isAtHand = of === typeName && (type?.markedIn.length ?? 0) > 0;
    return found === 'depends' && !isAtHand ? 'never' : found;
  };

  const foreseenField = (
    typeName: string,
    field: GraphField,
    at: readonly string[],
  ): 'always' | 'never' | 'depends' => {
    if (!meetsScopes(field)) return 'never';
    const wanted = demands(typeName, field);
    if (!wanted) return 'always';
    const found = wanted.map((demand) => foreseenDemand(typeName, field, demand, at));
    if (found.includes('never')) return 'never';
    return found.includes('depends') ? 'depends' : 'always';
  };

  const atOf = (object: WorldObject | undefined): readonly string[] => (object ? [object.from] : []);

  const rights: ReferenceRights = {
    sees(object) {
      const type = typeOf(object.type);
      if (!type) return false;
      const wanted = objectActions(type);
      if (type.markedIn.length === 0) return foreseenObject(type, atOf(object)) === 'always';
      return wanted.every((action) => allows(type, object, objectCustodians(type, atOf(object)), action));
    },
    seesNone: (named, agencies) =>
      possibleTypes(graph, named).every((type) => foreseenObject(type, agencies) === 'never'),
    reads(typeName, field, object) {
      const foreseen = foreseenField(typeName, field, atOf(object));
      if (foreseen !== 'depends') return foreseen === 'always';
      const type = typeOf(typeName);
      // Decided on each object that it gives.
      if (isDecidedByValue(type, field)) return true;
      if (!type || !object) return false;
      return (demands(typeName, field) ?? []).every(({ actions, custodians, isOwn }) =>
        actions.every((action) =>
          allows(type, object, isOwn ? deciding(type, custodians, atOf(object)) : custodians, action),
        ),
      );
    },
    foresees: (typeName, field) => foreseenField(typeName, field, []),
    neverReads: (typeName, field, agencies) => foreseenField(typeName, field, agencies) === 'never',
    seesThrough(typeName, field, object, agencies) {
      const type = typeOf(typeName);
      const value = typeOf(object.type);
      if (!value || !isDecidedByValue(type, field)) return true;
      const own = (demands(typeName, field) ?? []).filter(({ isOwn }) => isOwn);
      return own.every(({ actions, custodians }) =>
        actions.every((action) => allows(value, object, deciding(type, custodians, agencies), action)),
      );
    },
    showsBlue: (agencies) =>
      graph.blue === undefined || foresees('Colour', agencies, [graph.blue]) === 'always',
    refuses(field, { name, access, by }) {
      if (access !== undefined && foresees('Query', field.owners, [access]) !== 'always')
        return `Query.${field.name}(${name}:)`;
      const revealed = typeOf(field.named)?.fields.find((each) => each.name === by);
      if (!revealed || foreseenField(field.named, revealed, []) !== 'never') return undefined;
      return `${field.named}.${revealed.name}`;
    },
    grants(field, { access, by }) {
      if (access !== undefined && foresees('Query', field.owners, [access]) !== 'always') return false;
      const revealed = typeOf(field.named)?.fields.find((each) => each.name === by);
      return !revealed || foreseenField(field.named, revealed, []) === 'always';
    },
    withhold: (field) => strictestOf(field, graph.label),
    isPublic: (typeName, field) => demands(typeName, field) === undefined,
    custodian: (typeName, field) => ownersOf(typeOf(typeName), field).toSorted()[0] ?? '',
  };
  return rights;
}

const severity = ['DENY', 'HIDDEN', 'NULL', 'COUNT', 'MASK', 'GENERALIZE', 'TEARLINE'];

function strictestOf({ name, stated }: GraphField, label: Stated): Withheld {
  const said = [...Object.values(stated), ...(name === 'label' ? [label] : [])].flatMap(
    ({ withhold }) => withhold ?? [],
  );
  const [first = { mode: 'NULL' } as const] = said.toSorted(
    (a, b) => severity.indexOf(a.mode) - severity.indexOf(b.mode),
  );
  return first;
}

/** The object as policies see it: once for each who originated a part of it. */
function resourcesOf(
  type: string,
  { originators, case: tied, division, ...marking }: NonNullable<ReturnType<typeof joinedMarking>>,
): readonly PolicyResource[] {
  return [...new Set(originators)].map((originator) => ({
    type,
    tlp: marking.tlp,
    releasableTo: marking.releasableTo,
    originator,
    caveats: marking.caveats,
    status: marking.status,
    ...(tied === null ? {} : { case: tied }),
    ...(division === null
      ? {}
      : { jurisdiction: division, state: division.split('/').slice(0, 3).join('/') }),
  }));
}
