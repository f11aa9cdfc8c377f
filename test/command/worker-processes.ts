import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** The worker processes of a primary, oldest first, as Linux lists them. */
export function workersOf(primary: number): readonly number[] {
  return readFileSync(`/proc/${primary}/task/${primary}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number)
    .filter((pid) => read(`/proc/${pid}/cmdline`).includes('workers/worker.ts'));
}

/** How many connections to a port of this machine a process answers on, as Linux lists them. */
export function connectionsOf(pid: number, port: number): number {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const inodes = read('/proc/net/tcp')
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(suffix) === true && state === '01')
    .map((fields) => `socket:[${fields[9]}]`);
  return readdirSync(`/proc/${pid}/fd`).filter((descriptor) =>
    inodes.includes(link(`/proc/${pid}/fd/${descriptor}`)),
  ).length;
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

// A process may end between two looks: it reads as nothing.
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
