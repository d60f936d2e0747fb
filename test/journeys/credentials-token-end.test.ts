import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApiClient } from '../support/api-client.js';
import { accessTokenOf, LOG_IN } from '../support/credentials.js';
import { HeldLocks } from '../support/held-locks.js';
import { Issuer } from '../support/issuer.js';
import { openedSocket } from '../support/opened-socket.js';
import { ADMIN, startThingstore, type TestThingstore } from '../support/thingstore.js';

const DAY_MS = 86_400_000;

describe('a socket whose token ends', () => {
  let issuer: Issuer;
  let thingstore: TestThingstore;
  before(async () => {
    issuer = await Issuer.start();
    thingstore = await startThingstore({ settings: issuer.settings });
  });
  after(async () => {
    await thingstore.stop();
    await issuer.stop();
  });

  const inMs = (milliseconds: number) => new Date(Date.now() + milliseconds);

  it('ends with it, whatever sort of token, also while PostgreSQL cannot be asked', async () => {
    const short = await startThingstore({ databaseUrl: thingstore.databaseUrl, settings: { TOKEN_LIFETIME: '3s' } });
    const { login } = await short.anonymous.request(LOG_IN, { input: ADMIN });
    const session = new ApiClient(short.url, `Bearer ${login.token}`);
    const accessEnd = inMs(3000);
    const access = await accessTokenOf(thingstore.root, { name: 'short', expiresAt: accessEnd.toISOString() });
    const outsideEnd = Math.ceil(inMs(3000).getTime() / 1000);
    const outside = new ApiClient(thingstore.url, `Bearer ${await issuer.token(ADMIN.email, { exp: outsideEnd })}`);
    const endless = await openedSocket((await accessTokenOf(thingstore.root, { name: 'endless' })).client);
    const ending = [
      { socket: await openedSocket(session), end: Date.parse(login.expiresAt) },
      { socket: await openedSocket(access.client), end: accessEnd.getTime() },
      { socket: await openedSocket(outside), end: outsideEnd * 1000 },
    ];
    // No look at the credentials comes to an end from here on: only the end of the token itself closes the socket.
    const locks = await HeldLocks.take(thingstore.databaseUrl, 'lock table account in access exclusive mode');
    await Promise.all(
      ending.map(async ({ socket, end }) => {
        assert.equal(await socket.closed, 4401);
        assert.ok(Date.now() >= end, 'not before its time');
      }),
    );
    assert.equal(endless.isClosed(), false);
    await locks.release();
    await endless.close();
    await short.stop();
  });

  it('stays open for as long as the token holds, however far off its end is', async () => {
    for (const days of [20, 30, 3_000]) {
      const expiresAt = inMs(days * DAY_MS).toISOString();
      const { client } = await accessTokenOf(thingstore.root, { name: `${String(days)} days`, expiresAt });
      const socket = await openedSocket(client);
      await client.send('{ viewer { kind } }');
      await socket.heard();
      assert.equal(socket.isClosed(), false, String(days));
      await socket.close();
    }
    const exp = 1e15;
    const socket = await openedSocket(
      new ApiClient(thingstore.url, `Bearer ${await issuer.token(ADMIN.email, { exp })}`),
    );
    await thingstore.root.send('{ viewer { kind } }');
    await socket.heard();
    assert.equal(socket.isClosed(), false);
    await socket.close();
  });
});
