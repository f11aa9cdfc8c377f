import type { FastifyInstance } from 'fastify';

/** `GET /health` (the process is up) and `GET /ready` (it can answer; 503 while it cannot), without details. */
export function probeRoutes(app: FastifyInstance, isReady: () => boolean): void {
  app.get('/health', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'up' }));
  app.get('/ready', (_request, reply) => {
    const ready = isReady();
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ready ? 'ready' : 'not ready' });
  });
}
