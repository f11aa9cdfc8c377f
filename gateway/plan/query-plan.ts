/** A field or a narrowing of a fetch's selection, without arguments and with all fragments inlined. */
export type PlanSelection = PlanField | PlanFragment;

/** `key` is the name under which the value stands in the answer; `name` is the field of the schema. */
export interface PlanField {
  readonly kind: 'field';
  readonly key: string;
  readonly name: string;
  readonly selections?: readonly PlanSelection[];
}

/** Selections that hold for objects of the type `on`; of any type when it is absent. */
export interface PlanFragment {
  readonly kind: 'fragment';
  readonly on?: string;
  readonly selections: readonly PlanSelection[];
}

/** Moves the value at `path` (keys and `... on Type` steps) to another key beside it. */
export interface KeyRename {
  readonly path: readonly string[];
  readonly key: string;
}

/**
 * A value that entities take from an object above them, sent as the variable `variable`.
 *
 * `path` starts with one `..` for each object to go up, then keys and `... on Type` steps down.
 */
export interface ContextArgument {
  readonly path: readonly string[];
  readonly variable: string;
}

/** The object type whose representations are sent as another type's (an `@interfaceObject`). */
export interface TypeReplacement {
  readonly on: string;
  readonly typename: string;
}

/** What one request asks at one kind of place: root fields, or the entities found at `paths`. */
export interface PlanPart {
  /** Where the answer is merged into: keys and `@` for each list; the empty path is the root. */
  readonly paths: readonly (readonly string[])[];
  readonly selections: readonly PlanSelection[];
  /** Only entities: what of each object makes its representation. */
  readonly entities?: EntityInput;
  readonly renames: readonly KeyRename[];
  /** The request that asks for this part alone, where the plan's request asks for several. */
  readonly alone?: PlanText;
}

/** How the representations of a part are made, and under which names they are sent and answered. */
export interface EntityInput {
  readonly key: string;
  readonly variable: string;
  readonly requires: readonly PlanSelection[];
  readonly typenames: readonly TypeReplacement[];
  readonly contexts: readonly ContextArgument[];
}

/** The text of a request to an agency; `variables` are the caller's variables that it uses. */
export interface PlanText {
  readonly text: string;
  readonly operationName?: string;
  readonly variables: readonly string[];
}

/** One request to one agency, made once all requests of `after` (indexes into the plan) have ended. */
export interface PlanRequest extends PlanText {
  readonly agency: string;
  readonly kind: 'query' | 'mutation';
  readonly parts: readonly PlanPart[];
  readonly after: readonly number[];
}

/** Which requests answer an operation; a request only waits for requests before it in the list. */
export interface QueryPlan {
  readonly requests: readonly PlanRequest[];
}
