import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { openRelease, type Release } from './release.ts';

declare const authorized: unique symbol;

/** One operation of a document. */
export interface DocumentOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/**
 * An operation with the caller's rights in it. Only `gateway/authorize/` and `asAsked` make one.
 *
 * `document` and `operation` are what the caller asked for, validated: the answer has its keys, in its order. What
 * is compiled is kept for as long as this object is, so one belongs to one set of rights and is made once for it.
 */
export interface AuthorizedOperation extends DocumentOperation {
  /**
   * What is planned and fetched: without what the caller may never read, with what decisions need; it may select
   * what is inaccessible. The same nodes when nothing differs; undefined when nothing has to be fetched.
   *
   * A field stands in the fetched objects under the same key wherever name, arguments and, of a field with fields
   * of its own, alias are the same.
   */
  readonly fetched: DocumentOperation | undefined;
  readonly release: Release;
  readonly [authorized]: true;
}

const known = new WeakMap<OperationDefinitionNode, AuthorizedOperation>();

/** The operation for a caller who may read everything: for open access alone. One is made once. */
export function asAsked(document: DocumentNode, operation: OperationDefinitionNode): AuthorizedOperation {
  const before = known.get(operation);
  if (before && before.document === document) return before;
  const asked = { document, operation };
  const made = { ...asked, fetched: asked, release: openRelease } as AuthorizedOperation;
  known.set(operation, made);
  return made;
}
