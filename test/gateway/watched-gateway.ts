import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { argv, stdout } from 'node:process';

// A process of its own: from its first line on it notes every connection and every lookup. Timers longer than a
// minute, by which telemetry waits for its hour, fire after a moment.
const elsewhere: string[] = [];
const lookups: string[] = [];
let loopback = 0;
let timers = 0;

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (this: net.Socket, ...values: unknown[]) {
  const [first] = Array.isArray(values[0]) ? values[0] : values;
  const host: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'host') : values[1];
  const path: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'path') : undefined;
  if (host === '127.0.0.1' || host === 'localhost' || (typeof path === 'string' && host === undefined))
    loopback += 1;
  else elsewhere.push(String(host));
  return Reflect.apply(connect, this, values);
};
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6'] as const) {
  const original = dns[name];
  const noted = (...values: unknown[]): unknown => {
    const host = String(values[0]);
    if (host !== '127.0.0.1' && host !== 'localhost') lookups.push(host);
    return Reflect.apply(original, dns, values);
  };
  Object.defineProperty(dns, name, { value: noted });
}
const hourly = globalThis.setInterval;
const hasten =
  (original: typeof setInterval | typeof setTimeout) =>
  (work: () => void, milliseconds = 0, ...rest: unknown[]) => {
    const late = milliseconds > 60_000;
    if (late) timers += 1;
    return Reflect.apply(original, globalThis, [work, late ? 50 : milliseconds, ...rest]);
  };
Object.assign(globalThis, { setInterval: hasten(hourly), setTimeout: hasten(globalThis.setTimeout) });
syncBuiltinESMExports();

const answer = argv[2] === 'call-home' ? await callHome() : await runGateway();
await new Promise((done) => setTimeout(done, 400));
stdout.write(JSON.stringify({ loopback, elsewhere, lookups, timers, answer }), () => process.exit());

async function runGateway(): Promise<unknown> {
  const { openRoom } = await import('./tiny-room.ts');
  const room = await openRoom();
  const { data } = await room.ask('{ jurisdiction(fips: "13121") { name riskScore } viewer { agency } }');
  await new Promise((done) => setTimeout(done, 600));
  await room.close();
  return { data };
}

async function callHome(): Promise<unknown> {
  await new Promise((done) => setTimeout(done, 3_600_000));
  await fetch('http://telemetry.invalid/').catch(() => undefined);
  return { data: null };
}
