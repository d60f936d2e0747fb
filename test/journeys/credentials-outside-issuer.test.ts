import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it, mock } from 'node:test';
import { SignJWT } from 'jose';
import { ApiClient } from '../support/api-client.js';
import { accessTokenOf, RENEW_SESSION } from '../support/credentials.js';
import { Issuer, type Claims } from '../support/issuer.js';
import { openedSocket } from '../support/opened-socket.js';
import { Records } from '../support/records.js';
import { askOverSocket } from '../support/socket.js';
import { ADMIN, startThingstore, TOKEN_SECRET, type TestThingstore } from '../support/thingstore.js';

const QUERY = '{ viewer { kind role account { email } } }';
const ROOT = { viewer: { kind: 'ACCOUNT', role: 'ROOT', account: { email: ADMIN.email } } };
const MINUTE_MS = 60_000;

/** Status, code and what else is told of an error. */
async function told(thingstore: TestThingstore, token: string) {
  const { status, errors } = await new ApiClient(thingstore.url, `Bearer ${token}`).send(QUERY);
  const { code, params } = errors?.[0]?.extensions ?? {};
  return { status, code, params };
}

describe('a token of an outside issuer', () => {
  let issuer: Issuer;
  let thingstore: TestThingstore;
  before(async () => {
    issuer = await Issuer.start('/realms/things/');
    thingstore = await startThingstore({ settings: issuer.settings });
  });
  after(async () => {
    await thingstore.stop();
    await issuer.stop();
  });

  const bearer = (token: string) => new ApiClient(thingstore.url, `Bearer ${token}`);
  async function assertRefused(token: string): Promise<void> {
    const { status, code } = await told(thingstore, token);
    assert.deepEqual([status, code], [401, 'UNAUTHENTICATED']);
    assert.equal((await askOverSocket(bearer(token), QUERY)).closeCode, 4401);
  }

  it('stands for the account with its e-mail, in any case, over either transport', async () => {
    for (const email of [ADMIN.email, ADMIN.email.toUpperCase()]) {
      const client = bearer(await issuer.token(email));
      assert.deepEqual((await client.send(QUERY)).data, ROOT);
      assert.deepEqual((await askOverSocket(client, QUERY)).data, ROOT);
    }
  });

  it('is verified with keys that are fetched once', async () => {
    const before = issuer.asked.length;
    const tokens = await Promise.all(Array.from({ length: 5 }, () => issuer.token(ADMIN.email)));
    for (const token of tokens) assert.deepEqual((await bearer(token).send(QUERY)).data, ROOT);
    assert.equal(issuer.asked.length, before);
    assert.deepEqual(issuer.asked, ['/realms/things/.well-known/openid-configuration', '/keys']);
  });

  it('is refused without an account, and makes none', async () => {
    await assertRefused(await issuer.token('nobody@example.org'));
    const records = await Records.open(thingstore.databaseUrl);
    assert.equal((await records.ask('select 1 from account')).length, 1);
    await records.close();
  });

  it('is refused when anything of it is wrong', async () => {
    const now = Math.floor(Date.now() / 1000);
    const wrong: readonly Claims[] = [
      { aud: 'another' },
      { aud: [] },
      { aud: undefined },
      { exp: now - 1 },
      { exp: undefined },
      { exp: 'soon' },
      { nbf: now + 60 },
      { email: undefined },
      { email: '' },
      { email: 5 },
      { email: `${ADMIN.email}\0` },
      { email_verified: false },
      { email_verified: undefined },
      { email_verified: 'true' },
      { iss: 'https://login.example.org' },
      { iss: issuer.url.slice(0, -1) },
      { iss: undefined },
    ];
    for (const claims of wrong) {
      const { status, code } = await told(thingstore, await issuer.token(ADMIN.email, claims));
      assert.deepEqual([status, code], [401, 'UNAUTHENTICATED'], JSON.stringify(claims));
    }
    assert.deepEqual(
      (await bearer(await issuer.token(ADMIN.email, { aud: ['x', issuer.audience] })).send(QUERY)).data,
      ROOT,
    );
  });

  it('is refused when the issuer did not sign it, whatever it says of that', async () => {
    await assertRefused(issuer.unsigned(ADMIN.email));
    await assertRefused(await issuer.signedWithPublicKey(ADMIN.email));
    await assertRefused(await issuer.forged(ADMIN.email));
    const good = await issuer.token(ADMIN.email);
    await assertRefused(good.slice(0, -4));
    const [header, , signature] = good.split('.');
    const [, claims] = (await issuer.token(ADMIN.email, { sub: 'other' })).split('.');
    await assertRefused([header, claims, signature].join('.'));
    const own = new SignJWT({ iss: issuer.url, aud: issuer.audience, email: ADMIN.email, email_verified: true });
    const ours = own.setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(Buffer.from(TOKEN_SECRET));
    await assertRefused(await ours);
  });

  it('is no session: it is not renewed, but may make access tokens', async () => {
    const client = bearer(await issuer.token(ADMIN.email));
    assert.equal((await client.refusal(RENEW_SESSION, {})).extensions.code, 'FORBIDDEN');
    const { client: program } = await accessTokenOf(client, { name: 'program' });
    assert.deepEqual((await program.send(QUERY)).data, ROOT);
  });

  it('whose account has another e-mail by now ends its sockets', async () => {
    const records = await Records.open(thingstore.databaseUrl);
    const socket = await openedSocket(bearer(await issuer.token(ADMIN.email)));
    const session = await openedSocket(thingstore.root);
    await records.ask(`update account set email = 'renamed@example.org'`);
    assert.equal(await socket.closed, 4401);
    assert.equal(session.isClosed(), false);
    await session.close();
    await records.ask('update account set email = $1', ADMIN.email);
    await records.close();
  });

  it('is in no line of the log', async () => {
    const token = await issuer.token(ADMIN.email, { aud: 'another' });
    await told(thingstore, token);
    for (const part of token.split('.')) assert.ok(!thingstore.logLines.join('\n').includes(part));
  });
});

describe('an outside issuer', () => {
  let issuer: Issuer;
  let thingstore: TestThingstore;
  beforeEach(async () => {
    issuer = await Issuer.start();
    thingstore = await startThingstore({ settings: issuer.settings });
  });
  afterEach(async () => {
    // Only the time of day is set in these tests: timers and sockets go on by themselves.
    mock.timers.reset();
    await thingstore.stop();
    await issuer.stop();
  });

  const statusOf = async (token: string) => (await told(thingstore, token)).status;

  it('may change its keys, also to others of another kind; old ones hold no more', async () => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const old = await issuer.token(ADMIN.email);
    assert.equal(await statusOf(old), 200);
    for (const algorithm of ['RS256', 'ES256', 'EdDSA', 'PS512']) {
      await issuer.rotate(algorithm);
      mock.timers.tick(MINUTE_MS / 2);
      assert.equal(await statusOf(await issuer.token(ADMIN.email)), 200, algorithm);
    }
    assert.equal(await statusOf(old), 401);
  });

  it('is not asked again and again for keys that it does not have', async () => {
    assert.equal(await statusOf(await issuer.token(ADMIN.email)), 200);
    const asked = issuer.asked.length;
    const stray = await Issuer.start();
    await stray.rotate();
    for (let times = 0; times < 5; times += 1) {
      assert.equal(await statusOf(await stray.token(ADMIN.email, { iss: issuer.url, aud: issuer.audience })), 401);
    }
    assert.equal(issuer.asked.length, asked);
    await stray.stop();
  });

  const ills: readonly (readonly [string, (ill: Issuer) => void])[] = [
    ['answers 500', (ill) => (ill.answer = (response) => response.writeHead(500).end())],
    ['leads elsewhere', (ill) => (ill.answer = (response) => response.writeHead(302, { location: '/x' }).end())],
    ['breaks off', (ill) => (ill.answer = (response) => response.destroy())],
    ['answers no JSON', (ill) => (ill.answer = (response) => response.end('<html>'))],
    ['answers null', (ill) => (ill.answer = (response) => response.end('null'))],
    ['stays silent', (ill) => (ill.answer = () => undefined)],
    ['says to be another', (ill) => (ill.discovery = { issuer: 'https://login.example.org' })],
    // It would be answered: the whole network is reached there by way of this machine.
    ['has keys where anybody could change them', (ill) => (ill.discovery = { jwks_uri: ill.keysOn('0.0.0.0') })],
    ['has no keys', (ill) => (ill.discovery = { jwks_uri: undefined })],
    ['has keys that are none', (ill) => (ill.discovery = { jwks_uri: `${ill.url}/.well-known/openid-configuration` })],
  ];
  for (const [what, fall] of ills) {
    it(`that ${what} is named as what is missing; all others go on, and it recovers`, async () => {
      mock.timers.enable({ apis: ['Date'], now: Date.now() });
      fall(issuer);
      const token = await issuer.token(ADMIN.email);
      const expected = { status: 503, code: 'SERVICE_UNAVAILABLE', params: { missing: issuer.url } };
      assert.deepEqual(await told(thingstore, token), expected);
      assert.deepEqual(await told(thingstore, token), expected);
      assert.equal((await askOverSocket(new ApiClient(thingstore.url, `Bearer ${token}`), QUERY)).closeCode, 1013);
      assert.equal((await thingstore.root.send(QUERY)).status, 200);
      assert.match(thingstore.logLines.join('\n'), /"level":40.*The keys of the outside issuer could not be had/);
      issuer.answer = null;
      issuer.discovery = {};
      mock.timers.tick(5000);
      assert.equal(await statusOf(await issuer.token(ADMIN.email)), 200);
    });
  }

  it('that is away keeps nobody out whose token is verified with keys that are known', async () => {
    const token = await issuer.token(ADMIN.email);
    assert.equal(await statusOf(token), 200);
    issuer.answer = (response) => response.destroy();
    assert.equal(await statusOf(token), 200);
  });

  it('that is away is left alone for a while', async () => {
    issuer.answer = (response) => response.destroy();
    const tokens = await Promise.all(Array.from({ length: 10 }, () => issuer.token(ADMIN.email)));
    for (const one of tokens) assert.equal(await statusOf(one), 503);
    assert.equal(issuer.asked.length, 1);
  });
});
