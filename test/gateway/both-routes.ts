import { ApolloServer } from '@apollo/server';
import { Agent, request } from 'undici';
import { expect } from 'vitest';

/** A request to `/graphql`; `body` is sent as it is if it is a text, else as JSON. */
export interface Sent {
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** After `/graphql`. */
  readonly search?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
}

/** All that a client sees of an answer, but for what differs between any two: the date and the trace id. */
export interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Sends requests to a gateway, and sees whether Apollo Server answers them. */
export interface BothRoutes {
  send(sent: Sent): Promise<Seen & { readonly byApollo: boolean }>;
  /**
   * Sends it so that Apollo Server answers, and twice as usual; the answers must be the same. `fresh` is called
   * before each, for what changes something.
   */
  same(sent: Sent, fresh?: () => Promise<void>): Promise<Seen & { readonly lean: boolean }>;
  close(): Promise<void>;
}

const json = 'application/json';
/** Says the same as `application/json`, and is not how the lean route wants it. */
const unusualJson = 'application/json; charset="utf-8"';

/** How many requests with `headers` Apollo Server has answered since. */
export interface ApolloCalls {
  readonly headers: Readonly<Record<string, string>>;
  calls(): number;
  restore(): void;
}

const mark = 'x-sent-by-test';

/** Counts the requests that Apollo Server answers, of any server in this process. */
export function countApolloCalls(): ApolloCalls {
  const { prototype } = ApolloServer;
  const original = prototype.executeHTTPGraphQLRequest;
  let calls = 0;
  // Not a spy: those are taken away before each test.
  prototype.executeHTTPGraphQLRequest = function counted(...values) {
    // Agencies of this process may be answering by Apollo Server too.
    if (values[0].httpGraphQLRequest.headers.has(mark)) calls += 1;
    return original.apply(this, values);
  };
  return {
    headers: { [mark]: '1' },
    calls: () => calls,
    restore() {
      prototype.executeHTTPGraphQLRequest = original;
    },
  };
}

/** `authorization` is sent with every request that has none of its own. */
export function openBothRoutes(url: string, authorization: string): BothRoutes {
  const agent = new Agent({ connections: 1 });
  const apollo = countApolloCalls();
  const send: BothRoutes['send'] = async ({ method = 'POST', search = '', headers = {}, body }) => {
    const before = apollo.calls();
    const answer = await request(`${url}/graphql${search}`, {
      dispatcher: agent,
      method,
      headers: {
        authorization,
        [mark]: '1',
        ...(method === 'GET' ? {} : { 'content-type': json }),
        ...headers,
      },
      body: body === undefined || typeof body === 'string' ? (body ?? null) : JSON.stringify(body),
    });
    const { date: _date, 'x-trace-id': traceId, ...others } = answer.headers;
    const text = (await answer.body.text()).replaceAll(String(traceId), 'the trace id');
    const byApollo = apollo.calls() > before;
    return { status: answer.statusCode, headers: others, text, byApollo };
  };
  return {
    send,
    async same(sent, fresh) {
      const unusual = { ...sent, headers: { ...sent.headers, 'content-type': unusualJson } };
      await fresh?.();
      const { byApollo, ...reference } = await send(sent.method === 'GET' ? sent : unusual);
      await fresh?.();
      const { byApollo: _first, ...first } = await send(sent);
      await fresh?.();
      const { byApollo: again, ...second } = await send(sent);
      expect(first).toEqual(reference);
      expect(second).toEqual(reference);
      return { ...reference, lean: byApollo && !again };
    },
    async close() {
      apollo.restore();
      await agent.close();
    },
  };
}
