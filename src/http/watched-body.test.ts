import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { BodyStalled, WatchedBody } from './watched-body.js';

const STALL_MS = 100;

/** Sends a body to a server that does with it what it is told; answers what came of it. */
async function served<Result>(
  bytes: Buffer,
  take: (request: IncomingMessage, body: WatchedBody) => Promise<Result>,
): Promise<{ readonly body: WatchedBody; readonly result: Result }> {
  let taken: Promise<{ body: WatchedBody; result: Result }> | undefined;
  const server = createServer((request, response) => {
    const body = new WatchedBody(request, STALL_MS);
    taken = take(request, body).then((result) => ({ body, result }));
    void taken.finally(() => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const sending = httpRequest({ port, host: '127.0.0.1', method: 'PUT', agent: false });
  sending.on('error', () => undefined);
  sending.end(bytes);
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  if (taken === undefined) throw new Error('Nothing came.');
  return taken;
}

describe('a body that is watched', () => {
  it('is all that was sent', async () => {
    const bytes = Buffer.alloc(1_000_000, 'x');
    const { result } = await served(bytes, (_request, body) => buffer(body));
    assert.ok(result.equals(bytes));
  });

  it('is waited for when it is we who are slow, as long as it takes', async () => {
    const bytes = Buffer.alloc(1_000_000, 'x');
    const { body, result } = await served(bytes, async (_request, unread) => {
      // Several times as long as a client may take.
      await new Promise((resolve) => setTimeout(resolve, 5 * STALL_MS));
      return buffer(unread);
    });
    assert.ok(result.equals(bytes));
    assert.equal(body.failure, undefined);
  });

  it('is let go of when nobody wants it and its rest is read past it', async () => {
    const { body } = await served(Buffer.alloc(1_000_000, 'x'), async (request, unwanted) => {
      request.unpipe(unwanted);
      request.resume();
      await once(request, 'close');
    });
    assert.ok(body.destroyed);
    assert.equal(body.failure, undefined);
  });

  it('is waited for no more when all of it has come, though nobody reads it', async () => {
    // More than its own buffers hold, and no more than those of the request hold beside.
    const { body } = await served(Buffer.alloc(60_000, 'x'), async (request) => {
      while (!request.complete) await new Promise((resolve) => setImmediate(resolve));
    });
    const { timer } = body as unknown as { readonly timer: NodeJS.Timeout & { readonly _destroyed: boolean } };
    while (!timer._destroyed) await new Promise((resolve) => setTimeout(resolve, STALL_MS));
    assert.equal(body.failure, undefined);
  });

  it('tells how long it was waited for', () => {
    assert.match(new BodyStalled(1500).message, /no byte for 1\.5 seconds/);
  });
});
