import { createServer, type IncomingMessage, type Server } from 'node:http';

/** A server on loopback that answers everything with the JSON that `answer` gives. */
export async function answering(
  answer: (request: IncomingMessage, body: string) => string | Promise<string>,
): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      void Promise.resolve(answer(request, Buffer.concat(chunks).toString())).then((text) =>
        response.end(text),
      );
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Where a server on loopback answers. */
export function urlOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** Ends a server with all that it is asked. */
export function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}
