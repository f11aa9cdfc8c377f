import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { WatchfloorError } from '../error/error.ts';
import type { DemoIssuer } from '../identity/demo-issuer.ts';
import { findPersona, personas, type Persona } from '../identity/personas.ts';
import type { Principal } from '../principal/principal.ts';
import { sessionCookie, type Identify } from './caller.ts';
import { isFromForeignPage } from './own-page.ts';
import { escaped, sendPage } from './page-security.ts';

const sessionSeconds = 8 * 3600;
const cookie = { path: '/', httpOnly: true, sameSite: 'strict' } as const;
const noStore = 'private, no-store';

/**
 * The demonstration's sign-in: `GET` and `POST /dev/login`, `POST` and `DELETE /dev/logout`, `GET /dev/session`,
 * `GET /dev/jwks.json`.
 *
 * The cookie holds a token of the demo issuer, which is verified like any other. No page of another origin can
 * sign anybody in or out.
 */
export function demoRoutes(app: FastifyInstance, demo: DemoIssuer, identify: Identify): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 4096 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  );
  const signOut = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    refuseForeignPage(request);
    void reply.clearCookie(sessionCookie, cookie).header('cache-control', noStore);
    return isForm(request) ? reply.redirect('/dev/login', 303) : reply.code(204).send();
  };
  app.get('/dev/login', (_request, reply) => sendPage(reply, 'Watchfloor: sign in', cards()));
  app.post('/dev/login', async (request, reply) => {
    refuseForeignPage(request);
    const persona = findPersona(askedPersona(request.body));
    if (!persona) {
      throw new WatchfloorError('BAD_USER_INPUT', 'there is no such persona, `GET /dev/personas` lists them');
    }
    const token = await demo.sign(persona.id, sessionSeconds);
    void reply
      .setCookie(sessionCookie, token, { ...cookie, maxAge: sessionSeconds })
      .header('cache-control', noStore);
    if (isForm(request)) return reply.redirect('/playground/', 303);
    return reply.send({ persona: persona.id, name: persona.name, agency: persona.agency });
  });
  app.get('/dev/personas', (_request, reply) =>
    reply.send({
      personas: personas.map(({ id, name, does, agency, roles }) => ({ id, name, does, agency, roles })),
    }),
  );
  app.post('/dev/logout', signOut);
  app.delete('/dev/logout', signOut);
  app.delete('/dev/login', signOut);
  app.get('/dev/session', async (request, reply) => {
    const principal = await identify(request);
    return reply.header('cache-control', noStore).send(session(principal));
  });
  app.get('/dev/jwks.json', (_request, reply) => reply.send(demo.jwks));
}

function session(principal: Principal): object {
  const { id, name, agency, roles, community, exercise, jurisdiction, demo } = principal;
  const persona = personas.find((candidate) => id === `urn:watchfloor:persona:${candidate.id}`)?.id ?? null;
  return { id, persona, name, agency, roles, community, exercise, jurisdiction: jurisdiction ?? null, demo };
}

function refuseForeignPage(request: FastifyRequest): void {
  if (isFromForeignPage(request)) {
    throw new WatchfloorError('FORBIDDEN', 'only a page of this gateway may sign in or out');
  }
}

function isForm(request: FastifyRequest): boolean {
  return request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
}

function askedPersona(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('persona' in body)) return '';
  return typeof body.persona === 'string' ? body.persona : '';
}

function cards(): string {
  return (
    '<p><span class="mark">EXERCISE</span> <span class="mark">Demo identities: everybody here is invented</span></p>' +
    `<form method="post" action="/dev/login">${personas.map(card).join('')}</form>`
  );
}

function card({ id, name, does, agency }: Persona): string {
  const words = [`<strong>${escaped(name)}</strong>`, `<span>${escaped(does)}</span>`];
  return (
    `<button name="persona" value="${escaped(id)}">${words.join('')}` +
    `<span><code>${escaped(id)}</code>, agency <code>${escaped(agency)}</code></span></button>`
  );
}
