import { styleText } from 'node:util';

/** Where text goes; a terminal says so by `isTTY`. */
export interface Output {
  readonly isTTY?: boolean;
}

type Colour = 'red' | 'yellow' | 'green' | 'bold' | 'dim';

/** `text` in a colour on a terminal, and as it is anywhere else or where NO_COLOR is set. */
export function paint(colour: Colour, text: string, output: Output): string {
  const wanted = output.isTTY === true && (process.env['NO_COLOR'] ?? '') === '';
  return wanted ? styleText(colour, text, { validateStream: false }) : text;
}

/**
 * `text` without control characters.
 *
 * Excerpts and messages quote schemas of other agencies, and a terminal obeys escape sequences.
 */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    '\u{fffd}',
  );
}
