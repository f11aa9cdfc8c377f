import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashOfCommitted } from '../../gateway/compose/sources.ts';
import { committedFiles } from '../../gateway/compose/subgraph-folders.ts';
import { sourceTree } from '../../gateway/config/source-tree.ts';
import { openWholeRoom, type WholeRoom } from '../questions/whole-room.ts';
import { answering, closed, urlOf } from './answering-server.ts';
import { makeAgencies } from './agency-folders.ts';
import { run, startCommand, type Ended, type RunningCommand } from './run-command.ts';

let folder: string;
let room: WholeRoom;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-explain-served-'));
  room = await openWholeRoom({ enforced: true });
  for (const persona of ['player', 'cyber-analyst', 'public']) {
    tokens[persona] = join(folder, `${persona}.jwt`);
    writeFileSync(tokens[persona], `${await room.tokenOf(persona)}\n`);
  }
}, 60_000);
afterAll(async () => {
  await room.close();
  rmSync(folder, { recursive: true, force: true });
});

const explain = (...argv: readonly string[]): Promise<Ended> => run(['explain', ...argv]);
const asPersona = (persona: string, ...argv: readonly string[]): Promise<Ended> =>
  explain('--server', room.url, '--token-file', tokens[persona] ?? '', ...argv);

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

test('an operation is explained by the gateway in the form of the report without one', async () => {
  const [served, offline] = await Promise.all([
    asPersona('player', '--operation', 'IndicatorReach'),
    explain('--persona', 'player', '--operation', 'IndicatorReach'),
  ]);
  expect([served.code, served.stderr]).toEqual([0, '']);
  const head = (text: string): string => text.slice(0, text.indexOf('COORDINATE'));
  expect(head(served.stdout)).toBe(head(offline.stdout));
  const rows = ({ stdout }: Ended): readonly string[] =>
    stdout
      .slice(stdout.indexOf('COORDINATE'))
      .split('\n\n')[0]
      ?.split('\n')
      .map((line) => line.split(/ {2,}/u))
      .map(([coordinate, decision]) => `${coordinate} ${decision?.split(/,| \(/u)[0]}`) ?? [];
  expect(rows(served).length).toBeGreaterThan(10);
  expect(new Set(rows(served))).toEqual(new Set(rows(offline)));
});

test('a field is told with its policies in their author’s words, what it changes with and who can release it', async () => {
  const { code, stdout } = await asPersona('player', '--coordinate', 'Indicator.pattern');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Indicator\.pattern {2}never {5}COUNT, NEED_TO_KNOW {2}cyber$/m);
  expect(stdout).toMatch(
    /permit cyber\.indicator-pattern\n +The pattern itself: who defends networks with it/,
  );
  expect(stdout).toContain('changes with    what the caller is and was given');
  expect(stdout).toContain('release         can be asked of cyber');
  expect(stdout).toContain(`Told by ${room.url}`);
});

test('which policy holds and what to claim is told to nobody', async () => {
  const { stdout } = await asPersona('player', '--coordinate', 'Indicator.pattern');
  const offline = await explain('--persona', 'player', '--coordinate', 'Indicator.pattern');
  expect(offline.stdout).toContain('it would take purpose `NETDEF`');
  expect(stdout).not.toContain('NETDEF`');
  expect(stdout).not.toMatch(/does not permit|permits it|would take/);
});

test('--json holds what the gateway told', async () => {
  const { stdout } = await asPersona('cyber-analyst', '--coordinate', 'Indicator.pattern', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    caller: { agency: 'cyber' },
    gateway: room.url,
    bundle: null,
    coordinates: [{ coordinate: 'Indicator.pattern', decision: 'DEPENDS', custodians: ['cyber'] }],
  });
});

describe('what is hidden from the caller', () => {
  const hidden = 'source';
  const nonsense = 'sxyzve';
  const nameless = ({ code, stdout, stderr }: Ended, name: string): string =>
    `${code} ${stdout} ${stderr.replaceAll(name, 'NAME')}`;

  test('is told to whoever runs the graph', async () => {
    const { stdout } = await explain('--persona', 'public', '--coordinate', `Indicator.${hidden}`);
    expect(stdout).toMatch(/^Indicator\.source {2}never {5}HIDDEN/m);
  });

  test('is a field that does not exist, by its coordinate', async () => {
    const [one, other] = await Promise.all(
      [hidden, nonsense].map((field) => asPersona('public', '--coordinate', `Indicator.${field}`)),
    );
    expect(one?.code).toBe(2);
    expect(one && nameless(one, hidden)).toBe(other && nameless(other, nonsense));
  });

  test('is a field that does not exist, in an operation, and no message names it', async () => {
    const asking = (field: string): Promise<Ended> =>
      asPersona(
        'public',
        '--operation',
        written(`${field}.graphql`, `{ indicators { nodes { ${field} } } }`),
      );
    const [one, other, near] = await Promise.all([hidden, nonsense, 'sourc'].map(asking));
    expect(one?.code).toBe(3);
    expect(one?.stderr).toMatch(/source\.graphql:1:24: Cannot query field "source" on type "Indicator"\./);
    expect(one && nameless(one, hidden)).toBe(other && nameless(other, nonsense));
    expect(near?.stderr).toContain('Cannot query field "sourc"');
    expect(near?.stderr).not.toContain('source');
  });
});

test('a token that is not accepted, and none at all, end with 4', async () => {
  const forged = written('forged.jwt', 'e30.e30.e30');
  const refused = await explain('--server', room.url, '--token-file', forged, '--coordinate', 'Incident.id');
  expect([refused.code, refused.stderr]).toEqual([
    4,
    'error: the gateway does not accept the token: it is expired, revoked or not meant for it\n',
  ]);
  const none = await explain('--server', room.url, '--coordinate', 'Incident.id');
  expect([none.code, none.stderr]).toEqual([
    4,
    'error: nobody is signed in: give one by `--token-file`, `--persona` or WATCHFLOOR_TOKEN\n',
  ]);
});

describe('the bundle of a gateway', () => {
  /** The room behind a registry that says `hash`. */
  const explainOn = async (hash: () => string): Promise<Ended> => {
    const server = await answering((request, body) =>
      request.method === 'GET'
        ? JSON.stringify({ hash: hash() })
        : fetch(`${room.url}/graphql`, {
            method: 'POST',
            headers: {
              authorization: request.headers.authorization ?? '',
              'content-type': 'application/json',
            },
            body,
          }).then((answer) => answer.text()),
    );
    const url = urlOf(server);
    const token = tokens['player'] ?? '';
    const ended = await explain('--server', url, '--token-file', token, '--coordinate', 'Incident.id');
    await closed(server);
    return ended;
  };

  test('that changes while it is asked is told, and nothing of it is mixed', async () => {
    let asked = 0;
    const { code, stdout, stderr } = await explainOn(() => String((asked += 1) % 2).repeat(64));
    expect([code, stdout]).toEqual([6, '']);
    expect(stderr).toBe('error: the gateway took another bundle into use meanwhile, ask again\n');
  });

  test('is called another than that of this folder only if it is', async () => {
    const own = hashOfCommitted(committedFiles(sourceTree())) ?? '';
    expect((await explainOn(() => own)).stdout).toMatch(new RegExp(`, bundle ${own.slice(0, 6)}\\.$`, 'm'));
    expect((await explainOn(() => 'f'.repeat(64))).stdout).toContain(
      ", bundle ffffff, which is not this folder's.",
    );
  });
});

test('a gateway without sign-in says how to sign in otherwise', async () => {
  const { code, stderr } = await explain(
    '--server',
    room.url,
    '--persona',
    'player',
    '--coordinate',
    'Incident.id',
  );
  expect(code).toBe(4);
  expect(stderr).toContain('signs no persona in, give `--token-file <file>`');
});

test('nobody there ends with 7', async () => {
  const server = await answering(() => '');
  const url = urlOf(server);
  await closed(server);
  const { code, stderr } = await explain('--server', url, '--token', 'a.b.c', '--coordinate', 'Incident.id');
  expect([code, stderr]).toEqual([7, `error: nothing answers at \`${url}\` (ECONNREFUSED), is it started\n`]);
});

describe('what is no watchfloor gateway', () => {
  const typeOf = (name: string, fields: readonly object[]): object => ({
    kind: 'OBJECT',
    name,
    fields,
    interfaces: [],
    enumValues: null,
    inputFields: null,
    possibleTypes: null,
  });
  const text = { kind: 'SCALAR', name: 'String', ofType: null };
  const field = { name: 'a', args: [], type: text, isDeprecated: false, deprecationReason: null };
  const introspection = {
    __schema: {
      queryType: { name: 'Query' },
      mutationType: null,
      subscriptionType: null,
      directives: [],
      types: [typeOf('Query', [field]), { ...typeOf('String', []), kind: 'SCALAR', fields: null }],
    },
  };

  test.each([
    ['a page', '<html></html>'],
    ['another JSON', '{"message":"not found"}'],
    ['another graph', JSON.stringify({ data: introspection })],
    ['a graph that does not tell its schema', '{"errors":[{"message":"no introspection"}]}'],
    ['a schema that cannot be read', '{"data":{"__schema":{}}}'],
  ])('%s is told so', async (_what, body) => {
    const server = await answering(() => body);
    const url = urlOf(server);
    const { code, stderr } = await explain(
      '--server',
      url,
      '--token',
      'a.b.c',
      '--coordinate',
      'Incident.id',
    );
    await closed(server);
    expect([code, stderr]).toEqual([
      7,
      `error: what answers at \`${url}\` is no watchfloor gateway that enforces rights\n`,
    ]);
  });

  test('is sent no token where it leads elsewhere', async () => {
    const seen: unknown[] = [];
    const elsewhere = await answering(({ headers }) => {
      seen.push(headers.authorization);
      return '{}';
    });
    const server = createServer((_request, response) =>
      response.writeHead(307, { location: urlOf(elsewhere) }).end(),
    );
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { code } = await explain(
      '--server',
      urlOf(server),
      '--token',
      'a.b.c',
      '--coordinate',
      'Incident.id',
    );
    await Promise.all([closed(server), closed(elsewhere)]);
    expect([code, seen]).toEqual([7, []]);
  });
});

test.each<readonly [readonly string[], RegExp]>([
  [
    ['--server', 'localhost:4000', '--persona', 'player', '--coordinate', 'A.b'],
    /is no address of a gateway/,
  ],
  [['--server', 'http://127.0.0.1:1', '--persona', 'plyer', '--coordinate', 'A.b'], /did you mean `player`/],
  [
    ['--server', 'http://127.0.0.1:1', '--persona', 'player', '--operation', 'RoomAt093'],
    /mean `RoomAt0930`/,
  ],
  [['--server', 'http://127.0.0.1:1', '--persona', 'player'], /either `--operation <file>` or/],
  [
    ['--server', 'http://127.0.0.1:1', '--token', 'a', '--persona', 'b', '--coordinate', 'A.b'],
    /one of `--persona/,
  ],
  [['--server', 'http://127.0.0.1:1', '--token', 'a b', '--coordinate', 'A.b'], /the token is none/],
  [
    ['--server', 'http://127.0.0.1:1', '--policies', 'p', '--token', 'a', '--coordinate', 'A.b'],
    /leave `--super/,
  ],
  [['--bundle', 'abcdef', '--persona', 'player', '--coordinate', 'A.b'], /name it by `--server <url>`/],
  [['--token-file', 'nowhere.jwt', '--coordinate', 'A.b'], /no file `nowhere\.jwt` with a token/],
])('%j ends with 2 and a line that helps, before anybody is asked', async (argv, message) => {
  const { code, stdout, stderr } = await explain(...argv);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

describe('a started demonstration', () => {
  let agencies: string;
  let running: RunningCommand;
  let url: string;
  beforeAll(async () => {
    agencies = makeAgencies('harbor', 'lighthouse');
    const dataDir = join(folder, 'data');
    running = startCommand(['start', '--port', '0', '--data-dir', dataDir, '--subgraphs', agencies]);
    url = (await running.says(/graph {8}(http:\S+)\/graphql/))[1] ?? '';
  }, 60_000);
  afterAll(async () => {
    running.child.kill('SIGKILL');
    await running.ended;
    rmSync(agencies, { recursive: true, force: true });
  });
  const asPlayer = (...argv: readonly string[]): Promise<Ended> =>
    explain('--server', url, '--persona', 'player', '--coordinate', 'Query.harborCount', ...argv);

  test('signs its personas in, and says which bundle it serves', async () => {
    const { code, stdout, stderr } = await asPlayer();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Player, DeKalb$/m);
    expect(stdout).toMatch(/^Told by \S+, bundle [0-9a-f]{6}, which is not this folder's\.$/m);
  });

  test('explains only the bundle that was asked for', async () => {
    const { bundle } = JSON.parse((await asPlayer('--json')).stdout) as { readonly bundle: string };
    expect((await asPlayer('--bundle', bundle.slice(0, 8))).code).toBe(0);
    const other = bundle.startsWith('000000') ? 'ffffff' : '000000';
    const { code, stderr } = await asPlayer('--bundle', other);
    expect([code, stderr]).toEqual([
      6,
      `error: the gateway serves bundle \`${bundle.slice(0, 6)}\`, not \`${other}\`\n`,
    ]);
  });
});
