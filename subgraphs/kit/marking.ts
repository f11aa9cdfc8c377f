/** Labels of the Traffic Light Protocol 2.0; relative to recipients, not a clearance ladder. */
export type Tlp = 'RED' | 'AMBER_STRICT' | 'AMBER' | 'GREEN' | 'CLEAR';

/** Handling caveats beside the label. */
export type Caveat = 'ORCON' | 'LES' | 'PCII' | 'PII' | 'IDSRC' | 'EXERCISE_CONTROL';

/** CAP 1.2 status of an object. */
export type CapStatus = 'ACTUAL' | 'EXERCISE' | 'SYSTEM' | 'TEST' | 'DRAFT';

/** What an object says about its own handling. */
export interface Marking {
  readonly tlp: Tlp;
  /** Agencies or bodies beside what the label says; empty names no one. */
  readonly releasableTo: readonly string[];
  /** The agency that made it. */
  readonly originator: string;
  readonly caveats: readonly Caveat[];
  /** The case, task force or exercise it is tied to. */
  readonly case: string | null;
  readonly status: CapStatus;
  /** The division that the object is about (OCD-ID), for decisions alone; read from its row and never kept twice. */
  readonly division?: string | null;
}

const strictestFirst: readonly Tlp[] = ['RED', 'AMBER_STRICT', 'AMBER', 'GREEN', 'CLEAR'];

/** The more restrictive of two labels (TLP 2.0). */
export function stricterTlp(one: Tlp, other: Tlp): Tlp {
  return strictestFirst.indexOf(one) <= strictestFirst.indexOf(other) ? one : other;
}

/** Whether whoever may have an object of the first marking may also have what bears the second. */
export function carries(whole: Marking, part: Marking): boolean {
  return (
    stricterTlp(whole.tlp, part.tlp) === whole.tlp &&
    part.status === whole.status &&
    part.caveats.every((caveat) => whole.caveats.includes(caveat)) &&
    part.releasableTo.every((body) => whole.releasableTo.includes(body))
  );
}
