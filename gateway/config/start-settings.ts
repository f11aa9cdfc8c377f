import { existsSync } from 'node:fs';
import type { EngineName } from '../execute/engine.ts';
import { dataDirOf } from './data-dir.ts';
import { engineName, originList, UnusableSetting, wholeNumber, workerCount } from './setting-text.ts';

/** Options of `start` as the command line gives them. */
export interface StartOptions {
  readonly port: string;
  readonly host: string;
  readonly dataDir?: string;
  readonly scale: string;
  readonly seed: string;
  readonly resetDemo?: boolean;
  readonly demo: boolean;
  readonly restart: boolean;
  readonly allowOrigin: readonly string[];
  readonly allowSubgraphHost: readonly string[];
  readonly issuer?: string;
  readonly jwks?: string;
  readonly audience?: string;
  readonly revoked?: string;
  readonly subgraphs?: string;
  readonly engine?: string;
  readonly workers: string;
  readonly access: string;
  readonly logHeads?: string;
}

/** Whose tokens count: the demonstration's own issuer, or the operator's, whose keys are at an address or in a file. */
export type IssuerSettings =
  | { readonly kind: 'demo' }
  | {
      readonly kind: 'configured';
      readonly issuer: string;
      readonly audience: string;
      readonly keys:
        | { readonly kind: 'url'; readonly url: string }
        | { readonly kind: 'file'; readonly path: string };
    };

/**
 * What `start` runs with, checked, as data that can go to another process.
 *
 * `demonstration` is missing where nothing is invented.
 */
export interface StartSettings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly demonstration?: { readonly scale: number; readonly seed: string; readonly reset: boolean };
  readonly issuer: IssuerSettings;
  /** Path of the list of revoked tokens. */
  readonly revoked?: string;
  readonly allowedOrigins: readonly string[];
  readonly allowedSubgraphHosts: readonly string[];
  readonly restart: boolean;
  readonly subgraphs?: string;
  readonly engine?: EngineName;
  readonly access: 'enforced' | 'open';
  /** Where signed heads of the disclosure log are kept; a folder in the data directory without it. */
  readonly logHeads?: string;
  /** How many processes answer; with one, it is the process that runs everything else too. */
  readonly workers: number;
}

/** The settings of `start`; throws an UnusableSetting that says in one line what to set. */
export function startSettings(options: StartOptions): StartSettings {
  const { host, demo, allowOrigin, allowSubgraphHost, restart, subgraphs } = options;
  const port = wholeNumber('--port', options.port, 65_535);
  const scale = wholeNumber('--scale', options.scale, 100);
  if (![1, 10, 100].includes(scale)) throw new UnusableSetting('`--scale` is 1, 10 or 100');
  const issuer = issuerSettings(options);
  if (demo && !isLoopbackHost(host)) {
    const cure = 'add `--no-demo` with `--issuer`, `--jwks` and `--audience`';
    throw new UnusableSetting(`the demonstration runs on loopback only and not on \`${host}\`, ${cure}`);
  }
  if (options.resetDemo === true && !demo) {
    throw new UnusableSetting('`--reset-demo` and `--no-demo` exclude each other, leave one out');
  }
  return {
    port,
    host,
    dataDir: dataDirOf(options.dataDir),
    issuer,
    allowedOrigins: originList(allowOrigin),
    allowedSubgraphHosts: allowSubgraphHost,
    restart,
    workers: workerCount(options.workers),
    access: accessOf(options),
    ...(options.logHeads === undefined ? {} : { logHeads: options.logHeads }),
    ...(demo ? { demonstration: { scale, seed: options.seed, reset: options.resetDemo === true } } : {}),
    ...(subgraphs === undefined ? {} : { subgraphs }),
    ...(options.revoked === undefined ? {} : { revoked: revokedList(options.revoked) }),
    ...(options.engine === undefined ? {} : { engine: engineName(options.engine) }),
  };
}

function accessOf({ access, engine }: StartOptions): StartSettings['access'] {
  if (access !== 'enforced' && access !== 'open') {
    throw new UnusableSetting(`\`--access\` is enforced or open and not \`${access}\``);
  }
  if (access === 'enforced' && engine === 'apollo') {
    throw new UnusableSetting(
      'the stock engine enforces no rights, leave out `--engine apollo` or say `--access open`',
    );
  }
  return access;
}

function issuerSettings({ demo, issuer, audience, jwks }: StartOptions): IssuerSettings {
  const given = [issuer, audience, jwks].filter((each) => each !== undefined).length;
  if (given === 0) {
    if (demo) return { kind: 'demo' };
    throw new UnusableSetting(
      'without the demonstration nobody could sign in, set `--issuer`, `--jwks` and `--audience`',
    );
  }
  if (issuer === undefined || audience === undefined || jwks === undefined) {
    throw new UnusableSetting('an issuer needs all of `--issuer`, `--jwks` and `--audience`');
  }
  const url = URL.parse(jwks);
  if (url !== null && /^https?:$/.test(url.protocol)) {
    const isLocal = isLoopbackHost(url.hostname.replace(/^\[|\]$/g, ''));
    if (url.protocol === 'http:' && !isLocal) {
      throw new UnusableSetting(
        `keys must not travel in the clear, write \`--jwks\` with https instead of \`${jwks}\``,
      );
    }
    return { kind: 'configured', issuer, audience, keys: { kind: 'url', url: url.href } };
  }
  if (!existsSync(jwks))
    throw new UnusableSetting(`no file \`${jwks}\`, \`--jwks\` is a file or an https address`);
  return { kind: 'configured', issuer, audience, keys: { kind: 'file', path: jwks } };
}

function revokedList(path: string): string {
  if (existsSync(path)) return path;
  throw new UnusableSetting(`no file \`${path}\`, \`--revoked\` is a list of token ids, which may be empty`);
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
