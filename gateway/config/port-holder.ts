import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';

/** A process that listens on a port. */
export interface PortHolder {
  readonly pid: number;
  readonly command: string;
}

/** Whether a server could listen on this address now; port 0 always can. An unusable host throws. */
export async function isPortFree(host: string, port: number): Promise<boolean> {
  const probe = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  probe.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') resolve(false);
    else
      reject(
        new Error(
          `\`${host}:${port}\` cannot be listened on (${error.code}), choose another \`--host\` or \`--port\``,
        ),
      );
  });
  probe.listen({ host, port }, () => probe.close(() => resolve(true)));
  return promise;
}

/** A port of the host that is free now. */
export async function freePort(host: string): Promise<number> {
  const probe = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  probe.once('error', reject);
  probe.listen({ host, port: 0 }, () => {
    const address = probe.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    probe.close(() => resolve(port));
  });
  return promise;
}

/** Which process listens on a TCP port; known on Linux, and only for processes this user may look into. */
export function portHolder(port: number): PortHolder | undefined {
  const inodes = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningInodes(table, port)),
  );
  if (inodes.size === 0) return undefined;
  for (const entry of list('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const holds = list(`/proc/${entry}/fd`).some((descriptor) => {
      const inode = /^socket:\[(\d+)\]$/.exec(link(`/proc/${entry}/fd/${descriptor}`))?.[1];
      return inode !== undefined && inodes.has(inode);
    });
    if (holds) return { pid: Number(entry), command: commandOf(entry) };
  }
  return undefined;
}

function listeningInodes(table: string, port: number): readonly string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return read(table)
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(suffix) === true && state === '0A')
    .flatMap((fields) => fields[9] ?? []);
}

function commandOf(pid: string): string {
  return read(`/proc/${pid}/cmdline`).split('\0').join(' ').trim().slice(0, 120);
}

// A process may end between two looks, and others' processes are closed to us: both read as nothing.
function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
