/** A place in a file; lines and columns count from 1, columns in characters. */
export interface Position {
  readonly line: number | null;
  readonly column: number | null;
  /** The record by its name in the file: `vulnerabilities[3]`, an element's id. */
  readonly record: string | null;
}

/** The position of a whole line. */
export function atLine(line: number, column: number | null = null, record: string | null = null): Position {
  return { line, column, record };
}

/** What is wrong with the input, where; the message is one line for the person who loads it. */
export class Fault extends Error {
  readonly position: Position | null;

  constructor(message: string, position: Position | null = null) {
    super(message);
    this.name = 'Fault';
    this.position = position;
  }
}

/** A record that cannot be taken as it is. The rest of its file can. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly position: Position;
  readonly reason: string;
}

/** Something a person should know about a record that was taken. */
export interface Warning {
  readonly kind: 'warning';
  readonly position: Position;
  readonly reason: string;
}

/** Runs the making of one record; a fault in it is a refusal at `position`, anything else is thrown on. */
export function orRefusal<T>(position: Position, make: () => T): T | Refusal {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'refusal', position: error.position ?? position, reason: error.message };
  }
}

/** A text of the input as messages quote it: at most 60 characters, in backticks. */
export function quoted(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return `\`${visible(short).replaceAll('`', "'")}\``;
}

/** A text with its control characters and changes of direction written out, so that a terminal only shows it. */
export function visible(text: string): string {
  return text.replaceAll(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
