import { isPortFree, portHolder } from '../config/port-holder.ts';
import { CommandFailure, exitCode } from './exit.ts';

/** Ends the command when another process has the port, and says which one where that can be known. */
export async function demandPort(host: string, port: number): Promise<void> {
  if (await isPortFree(host, port)) return;
  const holder = portHolder(port);
  const who = holder === undefined ? '' : ` by process ${holder.pid} (${holder.command})`;
  throw new CommandFailure(
    exitCode.unexpected,
    `port ${port} is taken${who}, stop it or choose another with \`--port\``,
  );
}
