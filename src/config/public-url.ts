import type { HttpConfig } from './config.js';

/** Names for "every network", which no client can connect to everywhere. */
const EVERY_NETWORK = new Set(['0.0.0.0', '::']);

/** Where clients reach the server, without a slash at the end: as configured, or made of the host and the port in use. */
export function publicUrlOf(http: Pick<HttpConfig, 'host' | 'publicUrl'>, port: number): string {
  if (http.publicUrl !== undefined) return http.publicUrl;
  const host = EVERY_NETWORK.has(http.host) ? 'localhost' : http.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}
