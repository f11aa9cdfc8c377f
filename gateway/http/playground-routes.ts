import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { playgroundPolicy, sendPage } from './page-security.ts';

/** `GET /playground/` and what it loads; where it was never built, a page that says how. */
export async function playgroundRoutes(app: FastifyInstance, folder: string | undefined): Promise<void> {
  app.get('/', (_request, reply) => reply.redirect('/playground/'));
  app.get('/playground', (_request, reply) => reply.redirect('/playground/'));
  if (folder !== undefined && existsSync(join(folder, 'index.html'))) {
    await app.register(fastifyStatic, {
      root: folder,
      prefix: '/playground/',
      decorateReply: false,
      dotfiles: 'ignore',
      setHeaders: (reply) => void reply.header('content-security-policy', playgroundPolicy),
    });
    return;
  }
  app.get('/playground/', (_request, reply) =>
    sendPage(
      reply,
      'The playground is not built',
      '<p>Build it with <code>npm run prepare</code>, then start the gateway again.</p>' +
        '<p>The graph answers at <code>/graphql</code> meanwhile.</p>',
    ),
  );
}
