import { existsSync } from 'node:fs';
import { engineNames, type EngineName } from '../execute/engine.ts';
import { dataDirOf } from './data-dir.ts';

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
  readonly subgraphs?: string;
  readonly engine?: string;
}

/** Whose tokens count: the demonstration's own issuer, or the operator's; `jwks` is an address or a file. */
export type IssuerSettings =
  | { readonly kind: 'demo' }
  | {
      readonly kind: 'configured';
      readonly issuer: string;
      readonly audience: string;
      readonly jwks: URL | string;
    };

/** What `start` runs with, checked; `demonstration` is missing where nothing is invented. */
export interface StartSettings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly demonstration?: { readonly scale: number; readonly seed: string; readonly reset: boolean };
  readonly issuer: IssuerSettings;
  readonly allowedOrigins: readonly string[];
  readonly allowedSubgraphHosts: readonly string[];
  readonly restart: boolean;
  readonly subgraphs?: string;
  readonly engine?: EngineName;
}

/** A setting that is missing or unsafe: nothing starts. */
export class UnusableSetting extends Error {}

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
  for (const origin of allowOrigin) {
    if (URL.parse(origin)?.origin !== origin) {
      throw new UnusableSetting(
        `\`${origin}\` is not an origin, write for example \`https://board.example\``,
      );
    }
  }
  return {
    port,
    host,
    dataDir: dataDirOf(options.dataDir),
    issuer,
    allowedOrigins: allowOrigin,
    allowedSubgraphHosts: allowSubgraphHost,
    restart,
    ...(demo ? { demonstration: { scale, seed: options.seed, reset: options.resetDemo === true } } : {}),
    ...(subgraphs === undefined ? {} : { subgraphs }),
    ...(options.engine === undefined ? {} : { engine: engineName(options.engine) }),
  };
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
    return { kind: 'configured', issuer, audience, jwks: url };
  }
  if (!existsSync(jwks))
    throw new UnusableSetting(`no file \`${jwks}\`, \`--jwks\` is a file or an https address`);
  return { kind: 'configured', issuer, audience, jwks };
}

function engineName(text: string): EngineName {
  const known = engineNames.find((name) => name === text);
  if (known) return known;
  throw new UnusableSetting(`\`--engine\` is ${engineNames.join(' or ')}, not \`${text}\``);
}

function wholeNumber(option: string, text: string, maximum: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= maximum) return number;
  throw new UnusableSetting(`\`${option}\` is a whole number up to ${maximum}, not \`${text}\``);
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
