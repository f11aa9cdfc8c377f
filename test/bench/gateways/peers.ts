import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where gateways of others are installed, and whether one that is missing may be. */
export interface PeerFolder {
  readonly path: string;
  readonly mayInstall: boolean;
}

/** What is installed of a peer; the first package is the peer itself. */
const peers = {
  hive: { '@graphql-hive/gateway': '2.15.1', '@graphql-hive/router-runtime': '1.4.23', graphql: '16.15.0' },
  grafbase: { '@grafbase/cli-x86_64-unknown-linux-musl': '0.103.0' },
} as const;

/** A gateway of others. */
export type PeerName = keyof typeof peers;

/** Installs a peer in a folder of its own, from whatever registry npm is set to; throws when it cannot be had. */
export function installPeer({ path, mayInstall }: PeerFolder, name: PeerName): void {
  const folder = join(path, name);
  const manifest = JSON.stringify({ private: true, dependencies: peers[name] });
  const file = join(folder, 'package.json');
  const done = join(folder, 'installed');
  if (existsSync(done) && existsSync(file) && readFileSync(file, 'utf8') === manifest) return;
  if (!mayInstall) throw new Error('not installed yet: `npm run bench -- gateways` installs it');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, manifest);
  try {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel', 'error'], {
      cwd: folder,
      stdio: 'pipe',
      timeout: 600_000,
    });
  } catch (error) {
    const said = String((error as { readonly stderr?: Buffer }).stderr ?? '');
    throw new Error(`npm could not install it: ${said.split('\n')[0] || String(error)}`, { cause: error });
  }
  writeFileSync(done, '');
}

/** The path of a command that a peer brings. */
export function binOf({ path }: PeerFolder, name: PeerName, command: string): string {
  const [own = ''] = Object.keys(peers[name]);
  const folder = join(path, name, 'node_modules');
  const bin = join(folder, '.bin', command);
  return existsSync(bin) ? bin : join(folder, own, command);
}

/** The pinned version of a peer. */
export function peerVersion(name: PeerName): string {
  return Object.values<string>(peers[name])[0] ?? '';
}
