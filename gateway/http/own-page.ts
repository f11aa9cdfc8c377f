import type { FastifyRequest } from 'fastify';

/**
 * Whether a page that this gateway served made the request, judged by what no page can forge.
 *
 * The host has to be a loopback name: a name of somebody else that leads here (DNS rebinding) makes its pages
 * look like ours to the browser. A request that says neither `Sec-Fetch-Site` nor `Origin` is not from a page.
 */
export function isFromOwnPage(request: FastifyRequest): boolean {
  if (!isLoopbackHost(request)) return false;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined) return origin === ownOrigin(request) && (site ?? 'same-origin') === 'same-origin';
  // `none` is somebody who typed the address.
  return site === 'same-origin' || (site === 'none' && request.method === 'GET');
}

/** Whether a page of another origin made the request; a program that is no browser is not one. */
export function isFromForeignPage(request: FastifyRequest): boolean {
  const silent = request.headers.origin === undefined && request.headers['sec-fetch-site'] === undefined;
  return silent ? !isLoopbackHost(request) : !isFromOwnPage(request);
}

/** Whether the request was sent to a loopback name. */
function isLoopbackHost(request: FastifyRequest): boolean {
  return isLoopback(hostName(request.headers.host ?? ''));
}

/** Whether `host` is a loopback address or the name for one. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '');
}

function ownOrigin(request: FastifyRequest): string {
  return `${request.protocol}://${request.headers.host}`;
}
