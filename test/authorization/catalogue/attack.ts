import { expect } from 'vitest';
import type { Principal } from '../../../gateway/principal/principal.ts';
import type { Layer, Seen, World } from './attack-room.ts';

/** One row of the catalogue: what somebody without the right tries, to tell two worlds apart. */
export interface Attack {
  /** Its number in the catalogue. */
  readonly id: string;
  /** What is tried. */
  readonly tries: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The one who tries; by default somebody of the room who has no right to what differs. */
  readonly caller?: Partial<Principal>;
  /** Somebody for whom the worlds differ, so that there was something to find; by default the police. */
  readonly cleared?: Partial<Principal> | 'nobody';
  /**
   * How it is decided: `never` before anything is fetched, `depends` only with the object's marking, `argument` by what
   * an argument reveals, `flow` by the agency that would receive a value. Where one layer alone can decide, nothing is
   * asked of the others; besides the gateway's there is each agency's own guard.
   */
  readonly decided?: 'never' | 'depends' | 'argument' | 'flow';
  /** Agencies whose received requests may differ: those that hold the value themselves. */
  readonly mayDiffer?: readonly string[];
  /** What else has to hold of the answer. */
  readonly also?: (seen: Seen) => void;
}

/** Layers that are left out one after the other. */
export const layers: readonly Layer[] = ['prune', 'plan assertion', 'release'];

/** Somebody of the room without any right to what is protected. */
export const outsider: Partial<Principal> = { agency: 'press' };
/** Somebody with every right to it. */
export const police: Partial<Principal> = { agency: 'police', purposes: ['LEGAL'] };

/** Expects that the worlds cannot be told apart by an attack, with all layers on. */
export async function expectNoDifference(one: World, other: World, attack: Attack): Promise<void> {
  const { query, variables, caller = outsider, cleared = police, mayDiffer = [], also } = attack;
  const [first, second] = [
    await one.ask(query, caller, variables),
    await other.ask(query, caller, variables),
  ];
  expect(second.text).toBe(first.text);
  expect(second.status).toBe(first.status);
  const compared = (seen: Seen): object =>
    Object.fromEntries(Object.entries(seen.received).filter(([name]) => !mayDiffer.includes(name)));
  expect(compared(second)).toEqual(compared(first));
  also?.(first);
  if (cleared === 'nobody') return;
  const [theirs, others] = [
    await one.ask(query, cleared, variables),
    await other.ask(query, cleared, variables),
  ];
  expect(others.text, 'who may know it can tell the worlds apart').not.toBe(theirs.text);
}

/** Whether another layer can hold where this one is left out. */
export function applies({ decided = 'never' }: Attack, layer: Layer): boolean {
  if (decided === 'flow') return layer === 'release';
  if (layer === 'plan assertion') return true;
  return layer === 'prune' ? decided !== 'argument' : decided === 'never';
}

/** Expects that the answers of both worlds are the same although a layer is left out. */
export async function expectHeldWithout(
  layer: Layer,
  one: World,
  other: World,
  attack: Attack,
): Promise<void> {
  const { query, variables, caller = outsider } = attack;
  const [first, second] = [
    await one.ask(query, caller, variables, layer),
    await other.ask(query, caller, variables, layer),
  ];
  expect(second.text).toBe(first.text);
  expect(second.status).toBe(first.status);
}
