import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApiClient } from '../support/api-client.js';
import {
  accessTokenOf,
  API_KEYS,
  apiKeyOf,
  CREATE_API_KEY,
  postLogin,
  REVOKE_API_KEY,
  UNKNOWN_ID,
  withApiKey,
} from '../support/credentials.js';
import { openedSocket } from '../support/opened-socket.js';
import { Records } from '../support/records.js';
import { accountOf, secondProject } from '../support/second-project.js';
import { SetClock } from '../support/set-clock.js';
import { askOverSocket } from '../support/socket.js';
import { ADMIN, startThingstore, type TestThingstore } from '../support/thingstore.js';
import { requestUpload } from '../support/uploads.js';

const MINUTE_MS = 60_000;
const MOST = 1000;
const QUERY = '{ viewer { kind } }';

describe('API keys', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let records: Records;
  let stranger: ApiClient;
  before(async () => {
    thingstore = await startThingstore({ clock });
    records = await Records.open(thingstore.databaseUrl);
    stranger = await secondProject(thingstore);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  const keysOf = async (client: ApiClient) => (await client.request(API_KEYS, {})).apiKeys;
  /** Status, code and property of an answer. */
  const told = async (client: ApiClient, query = QUERY) => {
    const { status, errors } = await client.send(query);
    return [status, errors?.[0]?.extensions.code, errors?.[0]?.extensions.property];
  };
  const REFUSED = [401, 'UNAUTHENTICATED', 'x-api-key'];

  it('need not be sent to GraphQL unless the server says so', async () => {
    assert.deepEqual(await told(thingstore.root), [200, undefined, undefined]);
  });

  it('are checked when they are sent, over either transport', async () => {
    const { key } = await apiKeyOf(thingstore.root, 'checked');
    for (const client of [withApiKey(thingstore.root, key), withApiKey(await thingstore.thing('checked-cam'), key)]) {
      assert.deepEqual(await told(client), [200, undefined, undefined]);
      assert.deepEqual((await askOverSocket(client, QUERY)).errors, []);
    }
    for (const wrong of [`${key}x`, key.slice(0, -1), 'x', key.toUpperCase()]) {
      const client = withApiKey(thingstore.root, wrong);
      assert.deepEqual(await told(client), REFUSED, wrong);
      assert.equal((await askOverSocket(client, QUERY)).closeCode, 4401, wrong);
      const { status, body } = await postLogin(
        thingstore.url,
        { userName: ADMIN.email, password: ADMIN.password },
        { 'x-api-key': wrong },
      );
      assert.deepEqual([status, body.error?.code], [401, 'UNAUTHENTICATED']);
    }
  });

  it('of another project answer like ones that there are not', async () => {
    const { key } = await apiKeyOf(stranger, 'theirs');
    assert.deepEqual(await told(withApiKey(stranger, key)), [200, undefined, undefined]);
    const answer = async (sent: string) => {
      const { errors } = await withApiKey(thingstore.root, sent).send(QUERY);
      return { ...errors?.[0], extensions: { ...errors?.[0]?.extensions, requestId: '' } };
    };
    assert.deepEqual(await told(withApiKey(thingstore.root, key)), REFUSED);
    assert.deepEqual(await answer(key), await answer('unknown'));
  });

  it('give no rights: who has nothing else is nobody', async () => {
    const { key } = await apiKeyOf(thingstore.root, 'alone');
    const nobody = withApiKey(thingstore.anonymous, key);
    assert.deepEqual((await nobody.send(QUERY)).data, { viewer: null });
    assert.deepEqual(await told(nobody, '{ owners { nodes { id } } }'), [401, 'UNAUTHENTICATED', undefined]);
    assert.deepEqual(await told(new ApiClient(thingstore.url, `Bearer ${key}`)), [401, 'UNAUTHENTICATED', undefined]);
    assert.deepEqual(await told(new ApiClient(thingstore.url, `Thing ${key}`)), [401, 'UNAUTHENTICATED', undefined]);
  });

  it('are shown once, and only their hash is kept', async () => {
    const { id, key } = await apiKeyOf(thingstore.root, '  shown once ');
    assert.match(key, /^ak_[\w-]{43}$/);
    const listed = (await keysOf(thingstore.root)).find((one) => one.id === id);
    const createdAt = clock.now().toISOString();
    assert.deepEqual(listed, { id, name: 'shown once', key: null, createdAt, lastUsedAt: null });
    const rows = await records.ask('select k.*, encode(key_hash, $1) as text from api_key k', 'escape');
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(key.slice(3)));
    assert.doesNotMatch(thingstore.logLines.join('\n'), new RegExp(key.slice(3)));
  });

  it('say when they were last used, to the minute', async () => {
    const { id, key } = await apiKeyOf(thingstore.root, 'used');
    const use = () => told(withApiKey(thingstore.root, key));
    const lastUsed = async () => (await keysOf(thingstore.root)).find((one) => one.id === id)?.lastUsedAt;
    const first = clock.now().toISOString();
    await use();
    clock.advance(MINUTE_MS - 1);
    await use();
    assert.equal(await lastUsed(), first);
    clock.advance(1);
    await use();
    assert.equal(await lastUsed(), clock.now().toISOString());
  });

  it('are administered by Root accounts alone, each in its project', async () => {
    const { id } = await apiKeyOf(thingstore.root, 'administered');
    const account = await accountOf(thingstore, { projectId: 'default', role: 'READ_WRITE' });
    for (const client of [account, await thingstore.thing('administering-cam')]) {
      assert.deepEqual(await keysOf(client), []);
      assert.equal((await client.refusal(CREATE_API_KEY, { name: 'x' })).extensions.code, 'FORBIDDEN');
      for (const wanted of [id, UNKNOWN_ID]) {
        assert.equal((await client.refusal(REVOKE_API_KEY, { id: wanted })).extensions.code, 'FORBIDDEN');
      }
    }
    assert.ok((await keysOf(stranger)).every((key) => key.id !== id));
    for (const wanted of [id, UNKNOWN_ID, 'x']) {
      const { message, extensions } = await stranger.refusal(REVOKE_API_KEY, { id: wanted });
      assert.deepEqual([extensions.code, extensions.property], ['API_KEY_NOT_FOUND', 'id']);
      assert.equal(message, `The project has no API key ${wanted}.`);
    }
  });

  it('have a name of 1 to 200 characters, by which they are listed', async () => {
    for (const name of ['x', '𝒳'.repeat(200)]) assert.ok(await apiKeyOf(stranger, name));
    for (const name of ['', '  ', 'x'.repeat(201)]) {
      const { extensions } = await stranger.refusal(CREATE_API_KEY, { name });
      assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', 'name'], name);
    }
    const names = (await keysOf(stranger)).map(({ name }) => name);
    assert.deepEqual(names, [...names].sort());
  });

  it('are at most 1000 of a project, also when many are made at once', async () => {
    const [{ count } = { count: 0 }] = await records.ask<{ count: number }>(
      `select count(*)::integer as count from api_key where project_id = 'second'`,
    );
    await records.ask(
      `insert into api_key (project_id, id, name, key_hash, created_at)
       select 'second', gen_random_uuid(), 'many', sha256(n::text::bytea), now() from generate_series(1, $1) n`,
      MOST - 2 - count,
    );
    const raced = await Promise.all(
      Array.from(
        { length: 6 },
        async () => (await stranger.send('mutation { createApiKey(input: { name: "r" }) { id } }')).data,
      ),
    );
    assert.equal(raced.filter((data) => data != null).length, 2);
    const { extensions } = await stranger.refusal(CREATE_API_KEY, { name: 'x' });
    assert.deepEqual([extensions.code, extensions.params], ['INVALID_ARGUMENTS', { limit: MOST }]);
    const [first] = await keysOf(stranger);
    await stranger.request(REVOKE_API_KEY, { id: first?.id ?? '' });
    assert.ok(await apiKeyOf(stranger, 'in its place'));
  });

  it('hold no more from the moment they are revoked, and sockets that showed them end, those of nobody too', async () => {
    const { id, key } = await apiKeyOf(thingstore.root, 'revoked');
    const kept = await apiKeyOf(thingstore.root, 'kept');
    const ending = await Promise.all(
      [thingstore.root, thingstore.anonymous].map((client) => openedSocket(withApiKey(client, key))),
    );
    const staying = await Promise.all([
      openedSocket(withApiKey(thingstore.root, kept.key)),
      openedSocket(thingstore.root),
    ]);
    assert.equal((await thingstore.root.request(REVOKE_API_KEY, { id })).revokeApiKey, id);
    assert.deepEqual(await told(withApiKey(thingstore.root, key)), REFUSED);
    assert.deepEqual(await Promise.all(ending.map(({ closed }) => closed)), [4401, 4401]);
    for (const socket of staying) {
      assert.equal(socket.isClosed(), false);
      await socket.close();
    }
  });
});

describe('a server that needs API keys everywhere', () => {
  let first: TestThingstore;
  let thingstore: TestThingstore;
  let key: string;
  before(async () => {
    first = await startThingstore();
    ({ key } = await apiKeyOf(first.root, 'everywhere'));
    thingstore = await startThingstore({
      databaseUrl: first.databaseUrl,
      settings: { REQUIRE_API_KEY: 'all' },
      headers: { 'x-api-key': key },
    });
  });
  after(async () => {
    await thingstore.stop();
    await first.stop();
  });

  it('refuses GraphQL without one, over either transport, whoever asks', async () => {
    const { client: program } = await accessTokenOf(first.root, { name: 'program' });
    const { authorization } = thingstore.root;
    for (const sent of [null, authorization, program.authorization]) {
      const client = new ApiClient(thingstore.url, sent);
      const { status, errors } = await client.send(QUERY);
      const { code, property } = errors?.[0]?.extensions ?? {};
      assert.deepEqual([status, code, property], [401, 'UNAUTHENTICATED', 'x-api-key']);
      assert.equal((await askOverSocket(client, QUERY)).closeCode, 4401);
      assert.equal((await withApiKey(client, key).send(QUERY)).status, 200);
      assert.deepEqual((await askOverSocket(withApiKey(client, key), QUERY)).errors, []);
    }
  });

  it('takes it in connectionParams in any case, and as text alone', async () => {
    for (const name of ['X-API-Key', 'X-Api-Key']) {
      const client = new ApiClient(thingstore.url, null, { [name]: key });
      assert.deepEqual((await askOverSocket(client, QUERY)).errors, [], name);
    }
    const client = new ApiClient(thingstore.url, null, { 'x-api-key': 5 as unknown as string });
    assert.equal((await askOverSocket(client, QUERY)).closeCode, 4401);
  });

  it('still logs in, tells how it is, shows its pages and takes signed URLs', async () => {
    const login = await postLogin(thingstore.url, { userName: ADMIN.email, password: ADMIN.password });
    assert.equal(login.status, 200);
    for (const path of ['/', '/healthz', '/readyz']) {
      assert.equal((await fetch(thingstore.url + path)).status, 200, path);
    }
    const ide = await fetch(`${thingstore.url}/graphql`, { headers: { accept: 'text/html' } });
    assert.match(await ide.text(), /<form id="login"/);
    const camera = await thingstore.thing('cam-1');
    const ticket = await requestUpload(camera, { ownerId: 'cam-1', path: 'a', type: 'text/plain' });
    const { url, method, headers } = ticket.upload;
    const put = await fetch(url, { method, headers: headers as Record<string, string>, body: 'text' });
    assert.equal(put.status, 201);
  });
});
