import type { Situation } from './situations.ts';

/**
 * Who sees what. Each entry is what becomes of a field (left) and the people for whom it becomes that (right); exactly one
 * entry is for everybody who is not named in another.
 *
 * - `SHOWN`: they read the value.
 * - `NULL <reason>`: they read nothing, and are told that something is withheld and why.
 * - `MASK <text>`: they read this text in its place.
 * - `GENERALIZED`: they read something less exact in its place, such as the state for the county; with `as <field>`, it
 *   is of another kind, and they are told in which field it stands.
 * - `TEARLINE`: they read the text that was written to be passed on.
 * - `COUNT <n>`: they are told how many, and not which.
 * - `HIDDEN`: they are not told that there is anything.
 * - `NO OBJECT`: they are not shown the thing that the field belongs to, as if it did not exist.
 */
export type Seen = Readonly<Record<string, readonly string[] | 'everybody else'>>;

/** One line of the field policy, or a case of it, on one thing that happened in the exercise. */
export interface PolicyRow {
  /** The line of the policy that this proves, by the field that the line names. */
  readonly line: string;
  /** What the line says of this case, in plain words. */
  readonly rule: string;
  /** The thing that it is shown on. */
  readonly on: Situation;
  /** Fields that the rule treats alike; of a field that holds several values, with those that are read. */
  readonly fields: readonly (string | readonly [field: string, selection: string])[];
  readonly seen: Seen;
}

/** Whoever is not named. */
export const rest = 'everybody else';

/**
 * A member of the public, and an officer who does not take part in the exercise. Everything that an exercise invents is
 * kept from both, unless it is public.
 */
export const outside = ['public', 'exercise-outsider'];

/** Police and prosecutors who work on election crimes; one of them also has an approval that intelligence gave. */
export const lawEnforcement = ['election-crimes-coordinator', 'approved coordinator'];

/** The intelligence services. */
export const intelligence = ['intelligence-analyst', 'unmasking-analyst'];

/** The coordinating body: it has the chair of the task force, keeps the room, and holds the reports on incidents. */
export const coordination = [
  'notifier',
  'watch-officer',
  'notification-panel-member',
  'data-steward',
  'auditor',
  'agency-developer',
];

/** Who works for an election office, of whatever county or state. */
export const offices = [
  'county-clerk',
  'clerk of Chatham',
  'clerk of Cobb',
  'clerk of Glynn',
  'clerk of Gwinnett',
  'clerk of Lowndes',
  'clerk of Richmond',
  'defender of Hall',
  'chief-state-election-official',
  'chief of Pennsylvania',
  'vendor-liaison',
  'player',
];

/** Every member of the task force who takes part in the exercise, and nobody else. */
export const allMembers: Seen = { SHOWN: rest, 'NO OBJECT': outside };
