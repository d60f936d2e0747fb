import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { addressesBehind } from './client-address.js';

/** The address of one request that came by a real socket of this machine. */
async function addressOf(
  trusted: readonly string[],
  forwarded?: string,
  socket: { readonly listen: string; readonly host: string } = { listen: '127.0.0.1', host: '127.0.0.1' },
): Promise<string> {
  const read = addressesBehind(trusted);
  const server = createServer((request, response) => response.end(read(request)));
  server.listen(0, socket.listen);
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    const answer = await fetch(`http://${socket.host}:${String(port)}`, { headers });
    return await answer.text();
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('where a request comes from', () => {
  it('is the other end of the socket, whatever a stranger writes into X-Forwarded-For', async () => {
    assert.equal(await addressOf([]), '127.0.0.1');
    assert.equal(await addressOf([], '203.0.113.7'), '127.0.0.1');
    assert.equal(await addressOf(['10.0.0.0/8'], '203.0.113.7'), '127.0.0.1');
  });

  it('is what a trusted proxy says, the last that is none of them', async () => {
    assert.equal(await addressOf(['loopback'], '203.0.113.7'), '203.0.113.7');
    assert.equal(await addressOf(['127.0.0.0/8'], '198.51.100.1, 203.0.113.7'), '203.0.113.7');
    assert.equal(await addressOf(['loopback', '10.0.0.0/8'], '198.51.100.1, 203.0.113.7, 10.1.2.3'), '203.0.113.7');
    assert.equal(await addressOf(['loopback']), '127.0.0.1');
  });

  it('is for IPv6 the /64 network, in one form', async () => {
    const network = '2001:db8:1:2::/64';
    for (const host of ['2001:db8:1:2::', '2001:DB8:1:2:ffff:ffff:ffff:ffff', '2001:0db8:0001:0002:0:0:0:1']) {
      assert.equal(await addressOf(['loopback'], host), network, host);
    }
    assert.equal(await addressOf(['loopback'], '2001:db8:1:3::'), '2001:db8:1:3::/64');
    assert.equal(await addressOf(['loopback'], '::ffff:203.0.113.7'), '203.0.113.7');
  });

  it('has no port, which some proxies write too: with it each request would be another', async () => {
    assert.equal(await addressOf(['loopback'], '203.0.113.7:49152'), '203.0.113.7');
    assert.equal(await addressOf(['loopback'], '[2001:db8:1:2::9]:49152'), '2001:db8:1:2::/64');
  });

  it('is the proxy itself where what it says is no address', async () => {
    for (const nothing of ['unknown', '_hidden', '203.0.113.7:x', '']) {
      assert.equal(await addressOf(['loopback'], nothing), '127.0.0.1', nothing);
    }
  });

  it('is one and the same over a socket that takes IPv4 and IPv6', async () => {
    assert.equal(await addressOf([], undefined, { listen: '::', host: '127.0.0.1' }), '127.0.0.1');
    assert.equal(await addressOf(['127.0.0.1'], '203.0.113.7', { listen: '::', host: '127.0.0.1' }), '203.0.113.7');
  });
});
