import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApiClient } from '../support/api-client.js';
import { accessTokenOf, LOG_IN, postLogin, RENEW_SESSION } from '../support/credentials.js';
import { openedSocket } from '../support/opened-socket.js';
import { Records } from '../support/records.js';
import { accountOf } from '../support/second-project.js';
import { SetClock } from '../support/set-clock.js';
import { askOverSocket } from '../support/socket.js';
import { ADMIN, startThingstore, type TestThingstore } from '../support/thingstore.js';

const HOUR_MS = 3_600_000;
const LOGIN = { userName: ADMIN.email, password: ADMIN.password };

async function status(client: ApiClient): Promise<number> {
  return (await client.send('{ viewer { kind } }')).status;
}

describe('POST /auth/login', () => {
  let thingstore: TestThingstore;
  before(async () => {
    thingstore = await startThingstore({ settings: { BODY_SIZE_LIMIT: '1KB' } });
  });
  after(() => thingstore.stop());

  it('opens a session that GraphQL takes, over either transport', async () => {
    const { status: code, headers, body } = await postLogin(thingstore.url, LOGIN);
    assert.equal(code, 200);
    assert.deepEqual(Object.keys(body).sort(), ['expiresAt', 'token', 'tokenType']);
    assert.equal(body.tokenType, 'Bearer');
    assert.ok(Date.parse(body.expiresAt ?? '') > Date.now());
    assert.equal(headers.get('cache-control'), 'no-store');
    const client = new ApiClient(thingstore.url, `Bearer ${body.token ?? ''}`);
    const viewer = { viewer: { kind: 'ACCOUNT', role: 'ROOT' } };
    assert.deepEqual((await client.send('{ viewer { kind role } }')).data, viewer);
    assert.deepEqual((await askOverSocket(client, '{ viewer { kind role } }')).data, viewer);
  });

  it('does not tell whether the name or the password was wrong', async () => {
    const told = async (login: object) => {
      const { status: code, body } = await postLogin(thingstore.url, login);
      return [code, body.error?.code, body.error?.message, body.error?.property];
    };
    const wrongPassword = await told({ ...LOGIN, password: 'x' });
    assert.deepEqual(wrongPassword.slice(0, 2), [401, 'UNAUTHENTICATED']);
    assert.deepEqual(await told({ ...LOGIN, userName: 'nobody@example.org' }), wrongPassword);
  });

  it('names the property that is missing, or is not what it may be', async () => {
    const told = async (body: unknown) => {
      const { status: code, body: answer } = await postLogin(thingstore.url, body);
      return [code, answer.error?.code, answer.error?.property];
    };
    assert.deepEqual(await told({}), [400, 'PROPERTY_REQUIRED', 'userName']);
    assert.deepEqual(await told(''), [400, 'PROPERTY_REQUIRED', 'userName']);
    assert.deepEqual(await told({ userName: 'x' }), [400, 'PROPERTY_REQUIRED', 'password']);
    assert.deepEqual(await told({ userName: null, password: 'x' }), [400, 'PROPERTY_REQUIRED', 'userName']);
    assert.deepEqual(await told({ userName: 'x', password: null }), [400, 'PROPERTY_REQUIRED', 'password']);
    assert.deepEqual(await told({ ...LOGIN, password: 5 }), [400, 'INVALID_ARGUMENTS', 'password']);
    assert.deepEqual(await told({ ...LOGIN, userName: ['x'] }), [400, 'INVALID_ARGUMENTS', 'userName']);
    assert.deepEqual(await told({ ...LOGIN, userName: 'a\0b' }), [400, 'INVALID_ARGUMENTS', 'userName']);
    assert.deepEqual(await told('{"userName":"\\ud800","password":"x"}'), [400, 'INVALID_ARGUMENTS', 'userName']);
    assert.deepEqual(await told({ ...LOGIN, remember: true }), [400, 'INVALID_ARGUMENTS', 'remember']);
    assert.deepEqual(await told('{"__proto__":{"userName":"x"}}'), [400, 'INVALID_ARGUMENTS', '__proto__']);
    assert.deepEqual(await told('[1]'), [400, 'INVALID_ARGUMENTS', 'body']);
    assert.deepEqual(await told('{"userName": '), [400, 'INVALID_ARGUMENTS', 'body']);
    assert.deepEqual(await told({ ...LOGIN, password: 'x'.repeat(1024) }), [413, 'PAYLOAD_TOO_LARGE', undefined]);
  });

  it('takes JSON by POST, and nothing else', async () => {
    const get = await fetch(`${thingstore.url}/auth/login`);
    assert.deepEqual([get.status, get.headers.get('allow')], [405, 'POST']);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    assert.equal((await postLogin(thingstore.url, 'userName=x', form)).status, 415);
    for (const path of ['/auth', '/auth/', '/auth/logout']) {
      assert.equal((await fetch(thingstore.url + path)).status, 404, path);
    }
  });

  it('lets in who still sends a token that ended', async () => {
    const { status: code } = await postLogin(thingstore.url, LOGIN, { authorization: 'Bearer ended' });
    assert.equal(code, 200);
  });

  it('says nothing of passwords in the log, whatever happens', async () => {
    const records = await Records.open(thingstore.databaseUrl);
    await records.ask('alter table account rename column name to renamed');
    const { status: code, body } = await postLogin(thingstore.url, { ...LOGIN, password: 'hunter-two' });
    assert.deepEqual([code, body.error?.code], [500, 'INTERNAL_SERVER_ERROR']);
    assert.doesNotMatch(JSON.stringify(body), /account|select|hunter/);
    await records.ask('alter table account rename column renamed to name');
    await records.close();
    assert.doesNotMatch(thingstore.logLines.join('\n'), /hunter-two|correct horse/);
  });
});

describe('a session', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore({ clock, settings: { TOKEN_LIFETIME: '1h' } });
    records = await Records.open(thingstore.databaseUrl);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  const loggedIn = async (email: string) => accountOf(thingstore, { projectId: 'default', role: 'READ_WRITE', email });

  it('is all that can be renewed: no access token, no thing, nobody', async () => {
    const account = await loggedIn('asking@example.org');
    const { client: program } = await accessTokenOf(account, { name: 'program' });
    const thing = await thingstore.thing('renewing-cam');
    for (const client of [program, thing]) {
      const { message, extensions } = await client.refusal(RENEW_SESSION, {});
      assert.equal(extensions.code, 'FORBIDDEN');
      assert.match(message, /login/);
    }
    const nobody = await thingstore.anonymous.refusal(RENEW_SESSION, {});
    assert.equal(nobody.extensions.code, 'UNAUTHENTICATED');
  });

  it('is renewed for another lifetime, and the old token holds until its own end', async () => {
    const account = await loggedIn('renewing@example.org');
    clock.advance(HOUR_MS / 2);
    const { renewSession } = await account.request(RENEW_SESSION, {});
    assert.deepEqual(renewSession.viewer, { kind: 'ACCOUNT', role: 'READ_WRITE' });
    assert.equal(Date.parse(renewSession.expiresAt), Math.floor((clock.now().getTime() + HOUR_MS) / 1000) * 1000);
    const renewed = new ApiClient(thingstore.url, `Bearer ${renewSession.token}`);
    assert.deepEqual([await status(account), await status(renewed)], [200, 200]);
    clock.advance(HOUR_MS / 2);
    assert.deepEqual([await status(account), await status(renewed)], [401, 200]);
    clock.advance(HOUR_MS / 2);
    assert.equal(await status(renewed), 401);
  });

  it('ends when its password changes, renewed ones and sockets too, and no other account’s', async () => {
    const email = 'changing@example.org';
    const account = await loggedIn(email);
    const { renewSession } = await account.request(RENEW_SESSION, {});
    const renewed = new ApiClient(thingstore.url, `Bearer ${renewSession.token}`);
    const other = await loggedIn('staying@example.org');
    const watching = await openedSocket(account);
    const staying = await openedSocket(other);
    await records.ask('update account set session_version = session_version + 1 where email = $1', email);
    assert.deepEqual([await status(account), await status(renewed), await status(other)], [401, 401, 200]);
    assert.equal(await watching.closed, 4401);
    assert.equal(staying.isClosed(), false);
    await staying.close();
    const input = { email, password: 'another battery staple' };
    const { login } = await thingstore.anonymous.request(LOG_IN, { input });
    assert.equal(await status(new ApiClient(thingstore.url, `Bearer ${login.token}`)), 200);
  });
});
