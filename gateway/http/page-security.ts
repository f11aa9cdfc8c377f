import type { FastifyReply } from 'fastify';

/** What the playground may do: run and fetch what its own origin serves, and nothing else. */
export const playgroundPolicy = policy("form-action 'none'");

/** What the pages that the gateway writes itself may do: besides, send a form to their own origin. */
const pagePolicy = policy("form-action 'self'");

/** Sends a page of the gateway's own, which nobody may frame or keep. */
export function sendPage(reply: FastifyReply, title: string, body: string): FastifyReply {
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', pagePolicy)
    .header('cache-control', 'private, no-store')
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>` +
        `<meta name="viewport" content="width=device-width"><style>${style}</style></head>` +
        `<body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`,
    );
}

/** `text` as it can stand in HTML, in an attribute too. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style =
  ':root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}' +
  'main{max-width:64rem;margin:2rem auto;padding:0 1rem}' +
  '.mark{display:inline-block;padding:.1rem .6rem;border:2px solid;border-radius:.3rem;font-weight:600}' +
  'form{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1rem;margin-top:1.5rem}' +
  'button{font:inherit;text-align:left;padding:1rem;border:1px solid;border-radius:.5rem;cursor:pointer;' +
  'background:Canvas;color:CanvasText}button:hover,button:focus-visible{outline:3px solid Highlight}' +
  'button strong,button span{display:block}';

function policy(formAction: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    formAction,
    "frame-ancestors 'none'",
  ].join('; ');
}
