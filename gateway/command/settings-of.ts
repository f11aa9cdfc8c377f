import { UnusableSetting } from '../config/setting-text.ts';
import { CommandFailure, exitCode } from './exit.ts';

/** The settings that `read` makes of a command's options; one that is missing or unsafe ends the command. */
export function settingsOf<Options, Settings>(
  read: (options: Options) => Settings,
  options: Options,
): Settings {
  try {
    return read(options);
  } catch (error) {
    if (error instanceof UnusableSetting) throw new CommandFailure(exitCode.usage, error.message);
    throw error;
  }
}
