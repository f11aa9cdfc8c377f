import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openCircuitBreaker } from '../../gateway/execute/compiled/circuit-breaker.ts';
import { agency, exchange, request, json, type Answer } from './agency-server.ts';

describe('connections', () => {
  const ports = (answer: Answer): { readonly seen: Set<unknown>; readonly answer: Answer } => {
    const seen = new Set<unknown>();
    return {
      seen,
      answer: (response, got, number) => {
        seen.add(got.socket.remotePort);
        answer(response, got, number);
      },
    };
  };

  test.each([
    { status: 200, length: 11 },
    { status: 400, length: 11 },
    { status: 404, length: 200 },
    { status: 500, length: 200 },
    { status: 503, length: 60_000 },
  ])('are kept after an answer of status $status', async ({ status, length }) => {
    const { seen, answer } = ports((response) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"data":{}}'.padEnd(length)),
    );
    const { url } = await agency(answer);
    const shared = exchange();
    for (let time = 0; time < 3; time += 1) {
      await shared.send(request(url));
      // A connection is free again when its answer's last event is over.
      await sleep(10);
    }
    expect(seen.size).toBe(1);
  });

  test('are given up when an agency goes on and on about its failure', async () => {
    const { seen, answer } = ports((response) => response.writeHead(500).end('x'.repeat(1_000_000)));
    const { url } = await agency(answer);
    const shared = exchange();
    for (let time = 0; time < 2; time += 1) {
      expect(await shared.send(request(url))).toEqual({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' });
    }
    expect(seen.size).toBe(2);
  });

  test('are not used any more once the agency may have closed them', async () => {
    const { seen, answer } = ports((response) => {
      response.setHeader('keep-alive', 'timeout=1');
      json(response);
    });
    const { url } = await agency(answer);
    const shared = exchange();
    for (let time = 0; time < 2; time += 1) {
      await shared.send(request(url));
      await sleep(10);
    }
    expect(seen.size).toBe(2);
  });

  test('that say what nobody asked for are not asked again', async () => {
    const surplus = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 6\r\n\r\n"evil"';
    let said: Promise<unknown> | undefined;
    const { seen, answer } = ports((response, { socket }) => {
      json(response);
      said = once(socket, 'close');
      setTimeout(() => socket.write(surplus), 10);
    });
    const { url } = await agency(answer);
    const shared = exchange();
    for (let time = 0; time < 3; time += 1) {
      expect(await shared.send(request(url))).toEqual({ kind: 'text', text: '{"data":{}}' });
      await said;
    }
    expect(seen.size).toBe(3);
  });

  test('are no more than allowed, and who comes later waits', async () => {
    let under = 0;
    let most = 0;
    const { seen, answer } = ports((response) => {
      under += 1;
      most = Math.max(most, under);
      setTimeout(() => {
        under -= 1;
        json(response);
      }, 20);
    });
    const { url } = await agency(answer);
    const shared = exchange(100, 2);
    const bodies = Array.from({ length: 8 }, (_, index) => `{"query":"{a${index}}"}`);
    const replies = await Promise.all(bodies.map((body) => shared.send(request(url, { body }))));
    expect(replies.map(({ kind }) => kind)).toEqual(bodies.map(() => 'text'));
    expect([most, seen.size]).toEqual([2, 2]);
  });
});

test('a breaker lets one request through after each pause until one succeeds', () => {
  let now = 0;
  const breaker = openCircuitBreaker({ failures: 2, pauseMs: 10 }, () => now);
  breaker.note(false);
  expect(breaker.admits()).toBe(true);
  breaker.note(false);
  expect(breaker.admits()).toBe(false);
  now = 10;
  expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
  breaker.note(false);
  now = 20;
  expect(breaker.admits()).toBe(true);
  breaker.note(true);
  expect([breaker.admits(), breaker.admits()]).toEqual([true, true]);
});
