import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWTPayload } from 'jose';
import { openRoom, type TinyRoom } from '../gateway/tiny-room.ts';
import { serveKeys, type ServedKeys } from './served-keys.ts';
import { configured, goodClaims, jwkOf } from './tokens.ts';

/** A gateway that trusts an issuer over HTTP, has a list of revoked tokens, and whose clock a test moves. */
export interface AttackedGateway {
  readonly room: TinyRoom;
  readonly keys: ServedKeys;
  /** Moves the clock on. */
  later(milliseconds: number): void;
  /** Claims that are accepted now, with an id of their own. */
  good(more?: JWTPayload): JWTPayload;
  revoke(jti: string): Promise<void>;
  /** Asks who the gateway takes the caller for, with exactly these headers, in this order and repetition. */
  whoAmI(headers: readonly (readonly [string, string])[], extensions?: object): Promise<Told>;
  close(): Promise<void>;
}

/** What was told; `agencies` is how many requests reached an agency meanwhile. */
export interface Told {
  readonly status: number;
  readonly text: string;
  readonly viewer: Record<string, unknown> | undefined;
  readonly agencies: number;
}

export const timing = { cooldownMs: 30_000, refreshMs: 300_000, maximumAgeMs: 3_600_000 };
const query =
  '{ viewer { id name agency roles community exercise demo } jurisdiction(fips: "13121") { name riskScore } }';

export async function openAttackedGateway(): Promise<AttackedGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'watchfloor-attacked-'));
  const revoked = join(folder, 'revoked.txt');
  await writeFile(revoked, '');
  let at = 1_800_000_000_000;
  let issued = 0;
  const keys = await serveKeys([jwkOf('ed'), jwkOf('ec'), jwkOf('rsa', { alg: 'RS256' })]);
  const source = { kind: 'url', url: keys.url } as const;
  const verifier = await configured({ keys: source, timing, revoked, clock: () => at });
  const room = await openRoom({ verifier }, { demo: false });
  const received = (): number => room.elections.received.length + room.cyber.received.length;
  return {
    room,
    keys,
    later(milliseconds) {
      at += milliseconds;
    },
    good(more = {}) {
      issued += 1;
      return { ...goodClaims(Math.floor(at / 1000)), jti: `token-${issued}`, ...more };
    },
    async revoke(jti) {
      await writeFile(revoked, `${jti}\n`);
      at += 1000;
    },
    async whoAmI(headers, extensions) {
      const before = received();
      const { status, text } = await send(`${room.url}/graphql`, headers, { query, extensions });
      const body: { data?: { viewer?: Record<string, unknown> } } = text.startsWith('{')
        ? JSON.parse(text)
        : {};
      return { status, text, viewer: body.data?.viewer, agencies: received() - before };
    },
    async close() {
      await room.close();
      keys.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Node's `fetch` joins headers that are repeated. */
function send(
  url: string,
  headers: readonly (readonly [string, string])[],
  body: object,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((done, fail) => {
    const all = [['host', new URL(url).host], ['content-type', 'application/json'], ...headers].flat();
    const sent = request(url, { method: 'POST', headers: all, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on('error', fail);
    sent.end(JSON.stringify(body));
  });
}
