import { stderr } from 'node:process';

/** What a command's exit code says; scripts rely on it. */
export const exitCode = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  problems: 3,
  notSignedIn: 4,
  notAllowed: 5,
  conflict: 6,
  unreachable: 7,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Ends a command with a message of one line for the person who typed it. */
export class CommandFailure extends Error {
  readonly code: ExitCode;

  constructor(code: ExitCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The action of a command: runs `work` and makes what it returns, or the failure it throws, the exit code.
 *
 * An unforeseen error costs one line as well; `WATCHFLOOR_TRACE=1` adds its stack.
 */
export function ending<T extends readonly unknown[]>(
  work: (...values: T) => Promise<ExitCode>,
): (...values: T) => Promise<void> {
  return async (...values) => {
    try {
      process.exitCode = await work(...values);
    } catch (error) {
      process.exitCode = error instanceof CommandFailure ? error.code : exitCode.unexpected;
      const message = error instanceof Error ? error.message : String(error);
      const trace =
        process.env['WATCHFLOOR_TRACE'] === '1' && error instanceof Error ? `${error.stack}\n` : '';
      stderr.write(`error: ${message}\n${trace}`);
    }
  };
}
