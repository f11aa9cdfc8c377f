import type { EngineName } from '../execute/engine.ts';
import { engineName, originList, UnusableSetting, wholeNumber, workerCount } from './setting-text.ts';

/** Options of `serve` as the command line gives them. */
export interface ServeOptions {
  readonly supergraph?: string;
  readonly port: string;
  readonly host: string;
  readonly access?: string;
  readonly engine: string;
  readonly workers: string;
  readonly subgraph: readonly string[];
  readonly forwardHeader: readonly string[];
  readonly allowOrigin: readonly string[];
  readonly gatewayKey?: string;
  readonly playground?: boolean;
}

/** Whether a supergraph is served as it is, or under the rules that it states; missing where nobody said. */
export type Access = 'open' | 'enforced';

/**
 * What `serve` runs with, checked, as data that can go to another process.
 *
 * `places` says where subgraphs answer, over what the file says. `forwardHeaders` are in lower case. `gatewayKeyFile`
 * holds the key from which each subgraph's own is made; without it no subgraph is shown one.
 */
export interface ServeSettings {
  readonly file: string;
  readonly port: number;
  readonly host: string;
  readonly access?: Access;
  readonly engine: EngineName;
  readonly workers: number;
  readonly places: Readonly<Record<string, string>>;
  readonly forwardHeaders: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly gatewayKeyFile?: string;
  readonly playground: boolean;
}

/** The settings of `serve`; throws an UnusableSetting that says in one line what to set. */
export function serveSettings(options: ServeOptions): ServeSettings {
  const { supergraph, host, access, gatewayKey } = options;
  if (supergraph === undefined || supergraph === '') {
    throw new UnusableSetting('nothing to serve, name a file of supergraph SDL with `--supergraph`');
  }
  if (access !== undefined && access !== 'open' && access !== 'enforced') {
    throw new UnusableSetting(`\`--access\` is open or enforced, not \`${access}\``);
  }
  const engine = engineName(options.engine);
  const forwardHeaders = [...new Set(options.forwardHeader.map(forwardableHeader))];
  return {
    file: supergraph,
    port: wholeNumber('--port', options.port, 65_535),
    host,
    ...(access === undefined ? {} : { access }),
    engine,
    workers: workerCount(options.workers),
    places: Object.fromEntries(options.subgraph.map(place)),
    forwardHeaders,
    allowedOrigins: originList(options.allowOrigin),
    ...(gatewayKey === undefined ? {} : { gatewayKeyFile: gatewayKey }),
    playground: options.playground === true,
  };
}

function place(text: string): readonly [string, string] {
  const [, name, url] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || url === undefined) {
    throw new UnusableSetting(`\`--subgraph\` is name=url, not \`${text}\``);
  }
  const reason = unusableAddress(url);
  if (reason !== undefined) throw new UnusableSetting(`\`--subgraph ${text}\`: ${reason}`);
  return [name, url];
}

/** Why a subgraph cannot be asked at an address; undefined where it can. */
export function unusableAddress(text: string): string | undefined {
  if (text === '') return 'it has no address';
  const url = URL.parse(text);
  if (url === null) return `\`${text}\` is not an absolute address`;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return `\`${text}\` is not http or https`;
  if (url.username !== '' || url.password !== '') return 'the address carries a user name or password';
  return undefined;
}

// What belongs to one connection or one body (RFC 9110 7.6.1, 8), or is the gateway's own word to a subgraph.
const unforwardable: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-watchfloor-request',
]);

function forwardableHeader(text: string): string {
  const name = text.toLowerCase();
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new UnusableSetting(`\`${text}\` cannot name a header`);
  if (unforwardable.has(name)) {
    throw new UnusableSetting(`header \`${name}\` is between two neighbours, it cannot be forwarded`);
  }
  return name;
}
