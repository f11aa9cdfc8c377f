import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { subgraphNames, subgraphSdls, type SubgraphName } from '../heavy-graph.ts';
import { binOf, installPeer, peerVersion, type PeerFolder } from './peers.ts';

/** Where a gateway finds its graph, and where it has to listen. */
export interface Place {
  readonly supergraphFile: string;
  readonly port: number;
  /** A folder of its own for what it needs to be told by files. */
  readonly folder: string;
  readonly peers: PeerFolder;
  urlOf(name: SubgraphName): string;
}

/** How a gateway is started. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly version: string;
}

/** A gateway of the comparison; `launch` throws where it cannot be had. Each answers at `/graphql`. */
export interface Contender {
  readonly name: string;
  readonly title: string;
  launch(place: Place): Launch;
}

/** The gateways that are compared; the first is the one that the others are measured by. */
export const contenders: readonly Contender[] = [
  { name: 'watchfloor', title: 'Watchfloor', launch: (place) => watchfloor(place, 'compiled') },
  {
    name: 'watchfloor-apollo',
    title: 'Watchfloor, stock engine',
    launch: (place) => watchfloor(place, 'apollo'),
  },
  { name: 'apollo', title: 'Apollo Server and Gateway', launch: apollo },
  { name: 'hive', title: 'Hive Gateway', launch: (place) => hive(place, []) },
  {
    name: 'hive-native',
    title: 'Hive Gateway, native planner',
    launch: (place) => hive(place, ['--hive-router-runtime']),
  },
  { name: 'grafbase', title: 'Grafbase (Rust)', launch: grafbase },
];

/** Ours once more, on Node with other flags. */
export function watchfloorWith(flags: readonly string[]): Contender {
  return {
    name: 'watchfloor-flags',
    title: `Watchfloor, node ${flags.join(' ')}`,
    launch: (place) => watchfloor(place, 'compiled', flags),
  };
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

function watchfloor({ supergraphFile, port }: Place, engine: string, flags: readonly string[] = []): Launch {
  const file = join(root, 'gateway/watchfloor.js');
  // As users start it, by its first line; that line names the flags of Node that it likes.
  const [command, ...before] = flags.length === 0 ? [file] : [process.execPath, ...flags, file];
  return {
    command,
    args: [...before, 'serve'].concat(
      ['--supergraph', supergraphFile, '--port', String(port), '--engine', engine],
      ['--access', 'open', '--forward-header', 'authorization'],
    ),
    env: { PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}` },
    version: versionIn(join(root, 'package.json')),
  };
}

function apollo({ supergraphFile, port }: Place): Launch {
  const version = (name: string): string => versionIn(join(root, 'node_modules', name, 'package.json'));
  return {
    command: process.execPath,
    args: [
      fileURLToPath(new URL('./stock-apollo-process.ts', import.meta.url)),
      supergraphFile,
      String(port),
    ],
    env: { APOLLO_TELEMETRY_DISABLED: 'true' },
    version: `${version('@apollo/server')}, ${version('@apollo/gateway')}`,
  };
}

function hive({ supergraphFile, port, folder, peers }: Place, flags: readonly string[]): Launch {
  installPeer(peers, 'hive');
  const config = join(folder, 'gateway.config.mjs');
  writeFileSync(
    config,
    `export const gatewayConfig = {
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({ authorization: request.headers.get('authorization') ?? '' }),
  },
  logging: 'error',
  inboundInflightRequestDeduplication: true,
};
`,
  );
  return {
    command: process.execPath,
    args: [binOf(peers, 'hive', 'hive-gateway')].concat(
      ['supergraph', supergraphFile, '--config-path', config, '--host', '127.0.0.1', '--port', String(port)],
      ['--disable-websockets', ...flags],
    ),
    version: peerVersion('hive'),
  };
}

function grafbase({ port, folder, peers, urlOf }: Place): Launch {
  installPeer(peers, 'grafbase');
  const config = join(folder, 'grafbase.toml');
  const subgraphs = subgraphNames.map((name) => {
    const schema = join(folder, `${name}.graphql`);
    writeFileSync(schema, subgraphSdls[name]);
    return `[subgraphs.${name}]\nschema_path = "${schema}"\nurl = "${urlOf(name)}"\n`;
  });
  writeFileSync(
    config,
    `[graph]\npath = "/graphql"\n\n[[headers]]\nrule = "forward"\nname = "authorization"\n\n${subgraphs.join('\n')}`,
  );
  return {
    command: binOf(peers, 'grafbase', 'grafbase'),
    args: ['--home', folder, 'dev', '--config', config, '--listen-address', `127.0.0.1:${port}`],
    env: { GRAFBASE_TELEMETRY_DISABLED: 'true', DO_NOT_TRACK: '1' },
    version: peerVersion('grafbase'),
  };
}

function versionIn(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
