import { buildASTSchema, getNamedType, parse, type GraphQLSchema } from 'graphql';
import type { PolicyCaller } from '../../schema/policy/caller.ts';
import { openPolicies, type Policies } from '../../schema/policy/policies.ts';
import { openAuthorizer, type Authorizer } from '../authorize/authorize.ts';
import { openPlanAssertion, type AssertPlan } from '../authorize/plan-assertion.ts';
import { openVisibleSchemas, type VisibleSchemas } from '../authorize/visible-schema.ts';
import type { JsonObject } from '../execute/compiled/json-value.ts';
import type { SentObjects } from '../execute/compiled/sent-objects.ts';
import type { LoadedSupergraph } from '../execute/engine.ts';
import { openRecent } from '../plan/recent.ts';
import type { Principal } from '../principal/principal.ts';
import { openObjectMarkings, type ObjectMarkings } from '../release/object-markings.ts';
import type { SentValue } from '../release/release-notes.ts';
import { releaseOf } from '../release/release.ts';
import { policyCaller, rightsHoldUntil } from '../rights/policy-caller.ts';
import { recordedKeys } from '../rights/recorded-keys.ts';
import { rightsOf, type Rights, type RightsGround } from '../rights/rights.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { readRules, type SupergraphRules } from '../supergraph/rules.ts';
import { openSensitiveSent } from './sent-values.ts';

/**
 * Everything that decides, made from one bundle: a supergraph with its policies.
 *
 * INVARIANT: pruning, the check of plans and release come from the same bundle, and nothing of one bundle is ever
 * used with another.
 */
export interface BundleInUse {
  readonly hash: string;
  readonly rules: SupergraphRules;
  readonly visible: VisibleSchemas;
  readonly authorizer: Authorizer;
  /** The rights of a caller at `now` (milliseconds since 1970). */
  rights(principal: Principal, now: number): Rights;
  /** The caller as policies and agencies see them at `now`: the same object as long as it is the same. */
  caller(principal: Principal, now: number): PolicyCaller;
  /** The check of plans for these rights: the same function for the same rights. */
  assertion(rights: Rights): AssertPlan;
  /** Finds the values marked SENSITIVE that a request carries; their markings are read as these rights have them. */
  eachSensitive(sent: SentObjects, rights: Rights, found: (value: SentValue) => void): void;
}

/** What is known of one principal until the time that it may change; equal rights are shared, the caller is not. */
interface Known {
  readonly until: number;
  readonly rights: Rights;
  readonly caller: PolicyCaller;
}

/** Sets of rights that are kept at most; each keeps the operations that were authorized for it. */
const maximumRights = 500;

/** What of a supergraph decides, whatever it is loaded into. */
export interface Deciders {
  readonly rules: SupergraphRules;
  readonly policies: Policies;
}

const read = new WeakMap<Supergraph, Deciders>();

/** Reads the rules and policies of a supergraph, once; throws when they cannot be read. */
export function decidersOf(supergraph: Supergraph): Deciders {
  const known = read.get(supergraph);
  if (known) return known;
  const deciders = { rules: readRules(supergraph.sdl), policies: openPolicies(supergraph.policies) };
  read.set(supergraph, deciders);
  return deciders;
}

/** Takes a bundle into use; throws when its rules or policies cannot be read: then it is refused, never served. */
export function bundleInUse({ supergraph, apiSchema }: LoadedSupergraph): BundleInUse {
  const { rules, policies } = decidersOf(supergraph);
  const ground: RightsGround = { hash: supergraph.hash, rules, policies, valueType: valueTypes(apiSchema) };
  const document = parse(supergraph.sdl, { noLocation: true });
  const wholeSchema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  const assertionFor = openPlanAssertion(document, wholeSchema);
  const sensitiveSent = openSensitiveSent(document, wholeSchema, rules);
  const visible = openVisibleSchemas(apiSchema);
  const byKey = openRecent<Rights>(maximumRights);
  const byPrincipal = new WeakMap<Principal, Known>();
  const markings = new WeakMap<Rights, ObjectMarkings>();
  const assertions = new WeakMap<Rights, AssertPlan>();

  const markingsOf = (rights: Rights): ObjectMarkings => {
    const known = markings.get(rights) ?? openObjectMarkings();
    markings.set(rights, known);
    return known;
  };

  const knownOf = (principal: Principal, now: number): Known => {
    const before = byPrincipal.get(principal);
    if (before && now < before.until) return before;
    const caller = policyCaller(principal, now);
    const key = policies.callerKey(caller);
    const rights = byKey.get(key) ?? rightsOf(ground, caller, `${supergraph.hash} ${key}`);
    byKey.set(key, rights);
    const known = { until: rightsHoldUntil(principal, now), rights, caller };
    byPrincipal.set(principal, known);
    return known;
  };

  return {
    hash: supergraph.hash,
    rules,
    visible,
    authorizer: openAuthorizer(apiSchema, rules, (rights, findings) =>
      releaseOf({
        schema: apiSchema,
        visible: visible.of(rights),
        rights,
        markings: markingsOf(rights),
        ...findings,
      }),
    ),
    rights: (principal, now) => knownOf(principal, now).rights,
    caller: (principal, now) => knownOf(principal, now).caller,
    assertion(rights) {
      const known = assertions.get(rights) ?? assertionFor(rights);
      assertions.set(rights, known);
      return known;
    },
    eachSensitive: (sent, rights, found) =>
      sensitiveSent(sent, (object, type, field) => {
        found({
          coordinate: rules.field(type, field).coordinate,
          type,
          agency: sent.agency,
          about: () => ({
            entity: namedBy(object, recordedKeys(apiSchema, rules, type), rules.type(type).keys),
            marking: markingsOf(rights).of(object, rules.type(type).decidedBy)?.text ?? '',
          }),
        });
      }),
  };
}

/** The keys by which records name an object; where its agency was not asked for them, those that it has. */
function namedBy(
  object: JsonObject,
  recorded: readonly string[],
  keys: readonly string[],
): Readonly<Record<string, unknown>> {
  const isThere = (key: string): boolean => Object.hasOwn(object, key) && object[key] !== undefined;
  const named = recorded.some(isThere) ? recorded : keys;
  return Object.fromEntries(named.filter(isThere).map((key) => [key, object[key]]));
}

function valueTypes(schema: GraphQLSchema): RightsGround['valueType'] {
  return (type, field) => {
    const named = schema.getType(type);
    const definition = named && 'getFields' in named ? named.getFields()[field] : undefined;
    return definition && getNamedType(definition.type).name;
  };
}
