import { caveats, statuses, tlpLabels } from './resource.ts';

/** What a policy may read of the caller or the object: its type, whether it may be missing, and its possible values. */
export interface Attribute {
  readonly type: AttributeType;
  readonly optional: boolean;
  /** Every value that a well-formed object can have, of a list each entry; absent where any text is possible. */
  readonly among?: readonly string[];
}

export type AttributeType = 'string' | 'boolean' | 'set<string>';

/** Attributes of `principal`, by name. */
export const callerAttributes: ReadonlyMap<string, Attribute> = new Map<string, Attribute>([
  ['id', { type: 'string', optional: false }],
  ['agency', { type: 'string', optional: false }],
  ['roles', { type: 'set<string>', optional: false }],
  ['scopes', { type: 'set<string>', optional: false }],
  ['community', { type: 'set<string>', optional: false }],
  ['assignments', { type: 'set<string>', optional: false }],
  ['purposes', { type: 'set<string>', optional: false }],
  ['exercise', { type: 'boolean', optional: false }],
  ['jurisdiction', { type: 'string', optional: true }],
]);

/** Attributes of `resource`, by name. */
export const resourceAttributes: ReadonlyMap<string, Attribute> = new Map<string, Attribute>([
  ['type', { type: 'string', optional: false }],
  ['tlp', { type: 'string', optional: false, among: tlpLabels }],
  ['releasableTo', { type: 'set<string>', optional: false }],
  ['originator', { type: 'string', optional: false }],
  ['caveats', { type: 'set<string>', optional: false, among: caveats }],
  ['case', { type: 'string', optional: true }],
  ['status', { type: 'string', optional: false, among: statuses }],
  ['jurisdiction', { type: 'string', optional: true }],
  ['state', { type: 'string', optional: true }],
]);
