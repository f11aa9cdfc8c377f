import { isIPv4 } from 'node:net';

/**
 * The address of a subgraph, normalised, or why it is not accepted.
 *
 * Only http(s) on a loopback address or on a host that the operator allowed (`host` or `host:port`): the
 * gateway calls what an agency publishes, and may not be turned on the operator's own network.
 */
export function subgraphAddress(
  text: string,
  allowedHosts: readonly string[],
): { readonly url: string } | { readonly reason: string } {
  const url = URL.parse(text);
  if (url === null) return { reason: `\`${text}\` is not an absolute address` };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { reason: `\`${url.protocol}\` is not http or https` };
  }
  if (url.username !== '' || url.password !== '')
    return { reason: 'the address carries a user name or password' };
  if (url.hash !== '') return { reason: 'the address has a fragment' };
  const allowed = allowedHosts.some(
    (host) => host.toLowerCase() === url.hostname || host.toLowerCase() === url.host,
  );
  if (allowed || isLoopback(url.hostname)) return { url: url.href };
  return {
    reason: `host \`${url.host}\` is not allowed; the operator allows it by \`--allow-subgraph-host\``,
  };
}

/** Whether `hostname`, as WHATWG URL writes it, is this machine's own loopback address or name. */
export function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname === '[::1]' || hostname === '::1') return true;
  return isIPv4(hostname) && hostname.startsWith('127.');
}
