import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/** Where a request comes from, in the form that addresses are counted by. */
export type AddressOf = (request: IncomingMessage) => string;

/** What one subscriber is given of IPv6; within it anybody has as many addresses as there are. */
const IPV6_NETWORK_BITS = 64;
const EMPTY_HOST = [0, 0, 0, 0, 0, 0, 0, 0];

/**
 * The address of the socket; what X-Forwarded-For says only when a trusted proxy is at the other end of it, and then the
 * last one that is none of them. An IPv6 address stands for its network.
 */
export function addressesBehind(trustedProxies: readonly string[]): AddressOf {
  const isTrusted = trustedProxies.length === 0 ? () => false : proxyAddr.compile([...trustedProxies]);
  return (request) => {
    const ofSocket = request.socket.remoteAddress ?? '';
    // Already closed: it has no address any more, and nobody reads the answer.
    if (ofSocket === '') return 'unknown';
    const told = proxyAddr(request, isTrusted);
    // A proxy that says what is no address is counted as the one who asks.
    return counted(told) ?? counted(ofSocket) ?? ofSocket;
  };
}

/** Without the port that some proxies write too. */
function counted(text: string): string | null {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  if (!ipaddr.isValid(bare)) return null;
  // Takes an IPv4 address inside an IPv6 one for what it is.
  const address = ipaddr.process(bare);
  if (address.kind() === 'ipv4') return address.toString();
  const network = [...address.toByteArray().slice(0, IPV6_NETWORK_BITS / 8), ...EMPTY_HOST];
  return `${ipaddr.fromByteArray(network).toString()}/${String(IPV6_NETWORK_BITS)}`;
}
