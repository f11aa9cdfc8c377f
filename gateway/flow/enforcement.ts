import type { GraphQLSchema } from 'graphql';
import type { DisclosureLog } from '../audit/disclosure-log.ts';
import { WatchfloorError } from '../error/error.ts';
import type { DocumentOperation } from '../execute/compiled/authorized-operation.ts';
import type { EngineOperation, LoadedSupergraph } from '../execute/engine.ts';
import type { Principal } from '../principal/principal.ts';
import { openReleaseNotes, type Banner, type ReleaseNotes } from '../release/release-notes.ts';
import type { FetchSigner } from '../supergraph/fetch-signer.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import type { WithheldList } from '../release/withheld.ts';
import type { CallerAccess } from '../viewer/viewer-access.ts';
import type { AssertPlan } from '../authorize/plan-assertion.ts';
import { bundleInUse, decidersOf, type BundleInUse } from './bundle-in-use.ts';
import { disclosuresOf } from './disclosures-of.ts';

/** What an answer says beside its data (`extensions`). */
export interface AnswerExtensions {
  readonly withheld?: WithheldList;
  readonly marking?: Banner;
}

/** An operation with everything that the engine needs to enforce its caller's rights. */
export interface Enforced {
  readonly given: Required<
    Pick<EngineOperation, 'authorized' | 'session' | 'assertPlan' | 'sending' | 'visibleSchema'>
  > &
    Pick<EngineOperation, 'sign'>;
  /**
   * What the answer says beside its data, once it is recorded durably to whom it is disclosed; asked for each who
   * gets it.
   *
   * Rejects with FORBIDDEN when a denial of mode DENY was met, and with AUDIT_UNAVAILABLE when what it shows cannot be
   * recorded: then the answer must not leave.
   */
  ending(to: Recipient): Promise<AnswerExtensions>;
}

/** Who gets an answer, and for which request. */
export interface Recipient {
  readonly principal: Principal;
  readonly traceId: string;
}

/** The one place where rights are enforced, whoever encodes the answer. */
export interface Enforcement {
  /** Throws when the rules or policies of a supergraph cannot be read: then it is refused, never served. */
  check(supergraph: Supergraph): void;
  /** Makes what decides on it now, so that no caller waits for it. */
  prepare(loaded: LoadedSupergraph): void;
  schemaFor(principal: Principal, on: LoadedSupergraph): GraphQLSchema;
  /** What a caller may do now, with the schema that they see. */
  accessOf(principal: Principal, on: LoadedSupergraph): CallerAccess;
  /** Throws FORBIDDEN, or AUDIT_UNAVAILABLE for a mutation, when the operation is refused before anything is fetched. */
  enforce(
    on: LoadedSupergraph,
    principal: Principal,
    asked: DocumentOperation,
    variables: Readonly<Record<string, unknown>>,
  ): Enforced;
}

/**
 * Called, with one line, when layers disagree: an agency let through what the gateway had to drop, or a plan asked or
 * sent what it must not.
 */
export type Alarm = (message: string) => void;

/**
 * Opens enforcement with the log that sensitive disclosures wait for; `signer` states to agencies for whom they are
 * asked. Without one they are shown the engine's own key, and do not know.
 */
export function openEnforcement(log: DisclosureLog, alarm: Alarm, signer?: FetchSigner): Enforcement {
  const bundles = new WeakMap<LoadedSupergraph, BundleInUse>();
  const bySchema = new WeakMap<GraphQLSchema, BundleInUse>();
  const use = (loaded: LoadedSupergraph): BundleInUse => {
    const known = bundles.get(loaded) ?? sameHash(bySchema.get(loaded.apiSchema), loaded);
    const bundle = known ?? bundleInUse(loaded);
    bundles.set(loaded, bundle);
    bySchema.set(loaded.apiSchema, bundle);
    return bundle;
  };
  return {
    check(supergraph) {
      decidersOf(supergraph);
    },
    prepare(loaded) {
      use(loaded);
    },
    schemaFor: (principal, on) => {
      const bundle = use(on);
      return bundle.visible.of(bundle.rights(principal, Date.now()));
    },
    accessOf(principal, on) {
      const bundle = use(on);
      const rights = bundle.rights(principal, Date.now());
      return { rights, visible: bundle.visible.of(rights) };
    },
    enforce(on, principal, asked, variables) {
      const bundle = use(on);
      const rights = bundle.rights(principal, Date.now());
      // What was changed could not be told of afterwards (NIST SP 800-53 AU-5).
      if (asked.operation.operation === 'mutation' && !log.available()) {
        throw new WatchfloorError('AUDIT_UNAVAILABLE');
      }
      const notes = openReleaseNotes();
      return {
        given: {
          authorized: bundle.authorizer.authorize(asked, variables, rights),
          session: notes.session,
          assertPlan: told(bundle.assertion(rights), alarm),
          sending: (sent) =>
            bundle.eachSensitive(sent, rights, (value) => {
              // What an agency was sent could not be told of afterwards either.
              if (!log.available()) throw new WatchfloorError('AUDIT_UNAVAILABLE');
              notes.sent(value);
            }),
          visibleSchema: bundle.visible.of(rights),
          ...(signer ? { sign: signing(signer, bundle, principal, on) } : {}),
        },
        async ending({ principal: recipient, traceId }) {
          const disclosed = notes.disclosed();
          if (disclosed.length > 0) {
            await log.append(
              disclosuresOf(log, disclosed, { principal: recipient, traceId, bundle: bundle.hash }),
            );
          }
          if (notes.disagreements() > 0) {
            alarm(`${traceId}: ${notes.disagreements()} objects that an agency let through were dropped`);
          }
          if (notes.refusal() !== undefined) throw new WatchfloorError('FORBIDDEN');
          return extensionsOf(notes);
        },
      };
    },
  };
}

/** The caller hears that something went wrong inside, the operator what. */
function told(assertion: AssertPlan, alarm: Alarm): AssertPlan {
  return (plan) => {
    try {
      assertion(plan);
    } catch (error) {
      if (error instanceof WatchfloorError) alarm(`a plan was refused: ${String(error.detail.cause)}`);
      throw error;
    }
  };
}

function signing(
  signer: FetchSigner,
  bundle: BundleInUse,
  principal: Principal,
  { supergraph }: LoadedSupergraph,
): NonNullable<EngineOperation['sign']> {
  return (agency, body) =>
    signer.authorization(agency, bundle.caller(principal, Date.now()), supergraph.policies, body);
}

function sameHash(
  bundle: BundleInUse | undefined,
  { supergraph }: LoadedSupergraph,
): BundleInUse | undefined {
  return bundle?.hash === supergraph.hash ? bundle : undefined;
}

function extensionsOf(notes: ReleaseNotes): AnswerExtensions {
  const withheld = notes.withheld();
  const marking = notes.banner();
  return { ...(withheld.count > 0 ? { withheld } : {}), ...(marking ? { marking } : {}) };
}
