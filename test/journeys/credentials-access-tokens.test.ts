import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApiClient } from '../support/api-client.js';
import {
  ACCESS_TOKENS,
  accessTokenOf,
  CREATE_ACCESS_TOKEN,
  REVOKE_ACCESS_TOKEN,
  UNKNOWN_ID,
} from '../support/credentials.js';
import { HeldLocks } from '../support/held-locks.js';
import { openedSocket } from '../support/opened-socket.js';
import { Records } from '../support/records.js';
import { accountOf, secondProject } from '../support/second-project.js';
import { SetClock } from '../support/set-clock.js';
import { askOverSocket } from '../support/socket.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const MINUTE_MS = 60_000;
const MOST = 100;

describe('access tokens', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore({ clock, settings: { TOKEN_LIFETIME: '24d' } });
    records = await Records.open(thingstore.databaseUrl);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  const loggedIn = async (email: string) => accountOf(thingstore, { projectId: 'default', role: 'READ_WRITE', email });
  const later = (milliseconds: number) => new Date(clock.now().getTime() + milliseconds).toISOString();
  const tokensOf = async (client: ApiClient) => (await client.request(ACCESS_TOKENS, {})).accessTokens;
  const told = async (client: ApiClient, input: { name: string; expiresAt?: string }) => {
    const { extensions } = await client.refusal(CREATE_ACCESS_TOKEN, { input });
    return [extensions.code, extensions.property];
  };
  async function status(client: ApiClient): Promise<number> {
    return (await client.send('{ viewer { kind } }')).status;
  }

  it('let a program act as its account, over either transport, with its rights of the moment', async () => {
    const email = 'daemon@example.org';
    const { client } = await accessTokenOf(await loggedIn(email), { name: 'daemon' });
    const query = '{ viewer { kind role account { email } } }';
    const expected = { viewer: { kind: 'ACCOUNT', role: 'READ_WRITE', account: { email } } };
    assert.deepEqual((await client.send(query)).data, expected);
    assert.deepEqual((await askOverSocket(client, query)).data, expected);
    await records.ask(`update account set role = 'READ' where email = $1`, email);
    assert.deepEqual((await client.send('{ viewer { role } }')).data, { viewer: { role: 'READ' } });
    await records.ask('delete from account where email = $1', email);
    assert.equal(await status(client), 401);
  });

  it('are shown once, and only their hash is kept', async () => {
    const account = await loggedIn('showing@example.org');
    const { id, token } = await accessTokenOf(account, { name: '  shown once  ' });
    assert.match(token, /^at_[\w-]{43}$/);
    assert.deepEqual(await tokensOf(account), [
      { id, name: 'shown once', token: null, expiresAt: null, lastUsedAt: null },
    ]);
    const rows = await records.ask('select t.*, encode(token_hash, $1) as text from access_token t', 'escape');
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(token.slice(3)));
    assert.doesNotMatch(thingstore.logLines.join('\n'), new RegExp(token.slice(3)));
  });

  it('that are altered, or none, are refused, and not repeated', async () => {
    const { token } = await accessTokenOf(thingstore.root, { name: 'altered' });
    for (const wrong of [`${token}x`, token.slice(0, -1), token.toUpperCase(), 'at_', 'at_x', token.slice(3)]) {
      const client = new ApiClient(thingstore.url, `Bearer ${wrong}`);
      const { status: code, errors } = await client.send('{ viewer { kind } }');
      assert.deepEqual([code, errors?.[0]?.extensions.code], [401, 'UNAUTHENTICATED'], wrong);
      assert.ok(!(errors?.[0]?.message ?? '').includes(wrong));
    }
    assert.equal(await status(new ApiClient(thingstore.url, `Thing ${token}`)), 401);
  });

  it('have a name of 1 to 200 characters, and an end that is still to come or none', async () => {
    const account = await loggedIn('naming@example.org');
    for (const name of ['x', '𝒳'.repeat(200)]) assert.ok(await accessTokenOf(account, { name }));
    for (const name of ['', '  ', 'x'.repeat(201)]) {
      assert.deepEqual(await told(account, { name }), ['INVALID_ARGUMENTS', 'name'], name);
    }
    assert.ok(await accessTokenOf(account, { name: 'soon', expiresAt: later(1) }));
    for (const milliseconds of [0, -1]) {
      const expiresAt = later(milliseconds);
      assert.deepEqual(await told(account, { name: 'past', expiresAt }), ['INVALID_ARGUMENTS', 'expiresAt']);
    }
  });

  it('end with their time, and are listed no more', async () => {
    const account = await loggedIn('ending@example.org');
    const { client } = await accessTokenOf(account, { name: 'ending', expiresAt: later(MINUTE_MS) });
    clock.advance(MINUTE_MS - 1);
    assert.deepEqual([await status(client), (await tokensOf(account)).length], [200, 1]);
    clock.advance(1);
    assert.deepEqual([await status(client), (await tokensOf(account)).length], [401, 0]);
  });

  it('say when they were last used, to the minute', async () => {
    const account = await loggedIn('using@example.org');
    const { client } = await accessTokenOf(account, { name: 'used' });
    const lastUsed = async () => (await tokensOf(account))[0]?.lastUsedAt;
    assert.equal(await lastUsed(), null);
    const first = later(0);
    await status(client);
    clock.advance(MINUTE_MS - 1);
    await status(client);
    assert.equal(await lastUsed(), first);
    clock.advance(1);
    await status(client);
    assert.equal(await lastUsed(), later(0));
  });

  it('are listed by name, the caller’s own alone', async () => {
    const account = await loggedIn('listing@example.org');
    for (const name of ['b', 'a', 'B', 'ä']) await accessTokenOf(account, { name });
    assert.deepEqual(
      (await tokensOf(account)).map(({ name }) => name),
      ['B', 'a', 'b', 'ä'],
    );
    assert.deepEqual(await tokensOf(await loggedIn('other@example.org')), []);
    assert.deepEqual(await tokensOf(await thingstore.thing('listing-cam')), []);
  });

  it('are made by who logged in: no thing makes them, nor one of them another', async () => {
    const { client } = await accessTokenOf(thingstore.root, { name: 'parent' });
    for (const caller of [client, await thingstore.thing('making-cam')]) {
      assert.deepEqual(await told(caller, { name: 'child' }), ['FORBIDDEN', undefined]);
    }
  });

  it('change no password: nobody gets more by one than it is good for', async () => {
    const { client } = await accessTokenOf(await loggedIn('keeping@example.org'), { name: 'taken' });
    const { data } = await client.send<{ readonly viewer: { readonly account: { readonly id: string } } }>(
      '{ viewer { account { id } } }',
    );
    const change = `mutation { updateUser(input: { id: "${data?.viewer.account.id ?? ''}", password: "a new password" }) { id } }`;
    assert.equal((await client.send(change)).errors?.[0]?.extensions.code, 'FORBIDDEN');
    const { client: ofRoot } = await accessTokenOf(thingstore.root, { name: 'of root' });
    assert.equal((await ofRoot.send(change)).errors?.[0]?.extensions.code, 'FORBIDDEN');
  });

  it('hold at most 100 at a time for an account, also when many are made at once; ended and revoked ones make room', async () => {
    const account = await loggedIn('many@example.org');
    const expiresAt = later(MINUTE_MS);
    for (let count = 0; count < MOST - 2; count += 1) {
      await accessTokenOf(account, { name: `token ${String(count)}`, ...(count === 0 && { expiresAt }) });
    }
    // Held up where the account has to stay, so that all of them are under way at once.
    const locks = await HeldLocks.take(
      thingstore.databaseUrl,
      `select 1 from account where email = 'many@example.org' for update`,
    );
    const racing = Array.from({ length: 5 }, async () => {
      const { data } = await account.send('mutation { createAccessToken(input: { name: "raced" }) { id } }');
      return data == null ? 'refused' : 'made';
    });
    await locks.untilWaiting(racing.length);
    await locks.release();
    const raced = await Promise.all(racing);
    assert.equal(raced.filter((one) => one === 'made').length, 2);
    const { extensions } = await account.refusal(CREATE_ACCESS_TOKEN, { input: { name: 'x' } });
    assert.deepEqual([extensions.code, extensions.params], ['INVALID_ARGUMENTS', { limit: MOST }]);
    const tokens = await tokensOf(account);
    assert.equal(tokens.length, MOST);
    await account.request(REVOKE_ACCESS_TOKEN, { id: tokens[5]?.id ?? '' });
    assert.ok(await accessTokenOf(account, { name: 'in its place' }));
    clock.advance(MINUTE_MS);
    assert.ok(await accessTokenOf(account, { name: 'in the place of the ended one' }));
    assert.deepEqual(await told(account, { name: 'x' }), ['INVALID_ARGUMENTS', 'name']);
  });

  it('hold no more from the moment they are revoked, and their sockets end', async () => {
    const account = await loggedIn('revoking@example.org');
    const revoked = await accessTokenOf(account, { name: 'revoked' });
    const staying = await accessTokenOf(account, { name: 'staying' });
    const sockets = [await openedSocket(revoked.client), await openedSocket(staying.client)] as const;
    const { revokeAccessToken } = await account.request(REVOKE_ACCESS_TOKEN, { id: revoked.id.toUpperCase() });
    assert.equal(revokeAccessToken, revoked.id);
    assert.deepEqual([await status(revoked.client), await status(staying.client)], [401, 200]);
    assert.equal(await sockets[0].closed, 4401);
    assert.equal(sockets[1].isClosed(), false);
    await sockets[1].close();
  });

  it('of others cannot be told from ones that there are not', async () => {
    const { id } = await accessTokenOf(await loggedIn('owning@example.org'), { name: 'owned' });
    const strangers = [thingstore.root, await secondProject(thingstore), await thingstore.thing('revoking-cam')];
    for (const stranger of strangers) {
      for (const wanted of [id, UNKNOWN_ID, 'x', '']) {
        const { message, extensions } = await stranger.refusal(REVOKE_ACCESS_TOKEN, { id: wanted });
        assert.deepEqual([extensions.code, extensions.property], ['ACCESS_TOKEN_NOT_FOUND', 'id']);
        assert.equal(message, `You have no access token ${wanted}.`);
      }
    }
    assert.equal((await records.ask('select 1 from access_token where id = $1', id)).length, 1);
  });
});
