import { createServer, type ServerResponse } from 'node:http';
import type { JWK } from 'jose';

/** An issuer's address for its keys, on loopback. */
export interface ServedKeys {
  readonly url: URL;
  /** Requests so far. */
  asked(): number;
  /** What is answered from now on; undefined is a server that is down. */
  serve(keys: readonly JWK[] | undefined): void;
  /** Answers instead, for an issuer that misbehaves. */
  misbehave(how: (response: ServerResponse) => void): void;
  close(): void;
}

export async function serveKeys(first: readonly JWK[] | undefined): Promise<ServedKeys> {
  let answer = answering(first);
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    answer(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: new URL(`http://127.0.0.1:${port}/jwks`),
    asked: () => asked,
    serve(keys) {
      answer = answering(keys);
    },
    misbehave(how) {
      answer = how;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function answering(keys: readonly JWK[] | undefined): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(keys ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys }));
  };
}
