import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApiClient } from '../support/api-client.js';
import { createOwner } from '../support/entries.js';
import {
  bareRefusal,
  FileRoutes,
  incomingIn,
  fileIn,
  filesIn,
  keptIn,
  refusalOf,
  untilLetGo,
} from '../support/file-routes.js';
import { graphql } from '../support/generated/index.js';
import { person, removeMember, setMember } from '../support/people.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';

const ISSUE = graphql(`
  mutation FileKeysIssue($ownerId: ID!) {
    issueThingKey(input: { ownerId: $ownerId }) {
      id
      key
    }
  }
`);

const REVOKE = graphql(`
  mutation FileKeysRevoke($ownerId: ID!, $keyIds: [ID!]) {
    revokeThingKeys(input: { ownerId: $ownerId, keyIds: $keyIds }) {
      id
    }
  }
`);

const SENT = { name: 'log.csv', bytes: 'first' };
const UNAUTHENTICATED = [401, 'UNAUTHENTICATED'];

describe('the files of a thing, over REST', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore();
    ({ root } = thingstore);
    records = await Records.open(thingstore.databaseUrl);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  async function issue(ownerId: string) {
    const { id, key } = (await root.request(ISSUE, { ownerId })).issueThingKey;
    return { id, client: new ApiClient(thingstore.url, `Thing ${key}`) };
  }

  async function everyAnswer(files: FileRoutes) {
    return [
      await files.list(),
      await files.download(SENT.name),
      await files.post({ name: 'new', bytes: 'x' }),
      await files.put(SENT.name, { name: 'x', bytes: 'x' }),
      await files.putJson(SENT.name, { class: 'x' }),
      await files.delete(SENT.name),
    ];
  }

  it('are made, listed, read, changed and deleted with its key [S2-004 S2-013 S2-022 S2-036 S2-046]', async () => {
    const files = FileRoutes.ofThing(await thingstore.thing('cam-1'));
    assert.equal((await files.post(SENT)).status, 201);
    assert.deepEqual(
      filesIn(await files.list()).files.map(({ name }) => name),
      [SENT.name],
    );
    assert.equal((await files.download(SENT.name)).bytes.toString(), 'first');
    assert.equal((await files.put(SENT.name, { name: 'log-2.csv', bytes: 'second' })).status, 200);
    assert.equal((await files.download(SENT.name)).bytes.toString(), 'second');
    const deleted = await files.delete(SENT.name);
    assert.deepEqual([deleted.status, deleted.bytes.length], [204, 0]);
    for (const answer of [
      await files.download(SENT.name),
      await files.put(SENT.name, { name: 'x', bytes: 'x' }),
      await files.putJson(SENT.name, { class: 'x' }),
      await files.delete(SENT.name),
    ]) {
      assert.deepEqual(refusalOf(answer), [404, 'FILE_NOT_FOUND', 'name']);
    }
  });

  it('are not there for another thing [S2-008 S2-014]', async () => {
    const [one, other] = [
      FileRoutes.ofThing(await thingstore.thing('one')),
      FileRoutes.ofThing(await thingstore.thing('other')),
    ];
    await one.post(SENT);
    assert.equal((await other.download(SENT.name)).status, 404);
    assert.equal((await other.delete(SENT.name)).status, 404);
    assert.equal(filesIn(await other.list()).total, 0);
    assert.equal((await other.post({ ...SENT, bytes: 'of the other' })).status, 201);
    assert.equal((await one.download(SENT.name)).bytes.toString(), 'first');
  });

  it('are the same below /fs [S2-022]', async () => {
    const thing = await thingstore.thing('cam-2');
    const [files, alias] = [FileRoutes.ofThing(thing), FileRoutes.ofThing(thing, '/fs/files')];
    const made = await alias.post(SENT);
    assert.deepEqual([made.status, made.headers.get('location')], [201, `/fs/files/${SENT.name}`]);
    assert.deepEqual(fileIn(await alias.list()), fileIn(await files.list()));
    assert.equal((await alias.put(SENT.name, { name: 'x', bytes: 'second' })).status, 200);
    assert.equal((await alias.download(SENT.name)).bytes.toString(), 'second');
    assert.equal((await alias.delete(SENT.name)).status, 204);
    assert.equal((await files.download(SENT.name)).status, 404);
  });

  it('are refused to nobody, to a key that is none, and to accounts [S2-013]', async () => {
    const thing = await thingstore.thing('cam-3');
    await FileRoutes.ofThing(thing).post(SENT);
    const before = await keptIn(records);
    const key = (thing.authorization ?? '').slice('Thing '.length);
    for (const path of ['/files', '/fs/files']) {
      for (const authorization of [
        null,
        'Thing',
        'Thing wrong',
        `Thing ${key}x`,
        `Bearer ${key}`,
        root.authorization,
      ]) {
        for (const answer of await everyAnswer(new FileRoutes(thingstore.url, authorization, path))) {
          assert.deepEqual(refusalOf(answer), UNAUTHENTICATED);
        }
      }
    }
    assert.deepEqual(await keptIn(records), before);
  });

  it('take no other method, and say which they take', async () => {
    const thing = await thingstore.thing('cam-4');
    for (const [at, allowed] of [
      ['/files', 'GET, HEAD, POST'],
      ['/files/x', 'GET, HEAD, PUT, DELETE'],
      ['/fs/files', 'GET, HEAD, POST'],
      ['/fs/files/x', 'GET, HEAD, PUT, DELETE'],
    ] as const) {
      const answer = await FileRoutes.ofThing(thing, at).ask('', { method: 'PATCH' });
      assert.deepEqual(refusalOf(answer), [405, 'METHOD_NOT_ALLOWED']);
      assert.deepEqual(answer.headers.get('allow')?.split(', ').sort(), allowed.split(', ').sort());
    }
  });

  it('open to both keys while they are changed, and at once to the new one alone [X-10]', async () => {
    await createOwner(root, { id: 'cam-5', kind: 'DEVICE', name: 'cam-5' });
    const [old, next] = [await issue('cam-5'), await issue('cam-5')];
    await FileRoutes.ofThing(old.client).post(SENT);
    for (const { client } of [old, next]) {
      assert.equal((await FileRoutes.ofThing(client).download(SENT.name)).bytes.toString(), 'first');
    }
    await root.request(REVOKE, { ownerId: 'cam-5', keyIds: [old.id] });
    for (const answer of await everyAnswer(FileRoutes.ofThing(old.client))) {
      assert.deepEqual(refusalOf(answer), UNAUTHENTICATED);
    }
    assert.equal((await FileRoutes.ofThing(next.client).download(SENT.name)).bytes.toString(), 'first');
  });

  it('stay as they are when the key is revoked while an upload is under way', async () => {
    await createOwner(root, { id: 'cam-6', kind: 'DEVICE', name: 'cam-6' });
    const { id, client } = await issue('cam-6');
    const files = FileRoutes.ofThing(client);
    await files.post(SENT);
    const before = await keptIn(records);
    const sent = { name: 'new.csv', bytes: Buffer.alloc(400_000, 'x'), first: 200_000 };
    const [post, put] = [
      await files.beginForm({ method: 'POST' }, sent),
      await files.beginForm({ method: 'PUT', rest: `/${SENT.name}` }, sent),
    ];
    await until(async () => (await incomingIn(thingstore.dataFolder)).length === 2);
    await root.request(REVOKE, { ownerId: 'cam-6', keyIds: [id] });
    for (const half of [post, put]) assert.deepEqual(bareRefusal(await half.finish()), UNAUTHENTICATED);
    assert.deepEqual(await keptIn(records), before);
    await untilLetGo(thingstore.dataFolder);
  });

  it('keep what is said of them when the key is revoked while new properties are under way', async () => {
    await createOwner(root, { id: 'cam-7', kind: 'DEVICE', name: 'cam-7' });
    const { id, client } = await issue('cam-7');
    const files = FileRoutes.ofThing(client);
    await files.post(SENT);
    const before = await keptIn(records);
    const [first, rest] = ['{"class":', '"image"}'];
    const length = (first.length + rest.length).toString();
    const headers = { 'Content-Type': 'application/json', 'Content-Length': length, Expect: '100-continue' };
    const put = await files.begin({ method: 'PUT', rest: `/${SENT.name}`, headers });
    put.send(first);
    // The server knows who asks when it wants the body.
    await until(() => Promise.resolve(put.received.includes('100 Continue')));
    put.received = '';
    await root.request(REVOKE, { ownerId: 'cam-7', keyIds: [id] });
    put.send(rest);
    assert.deepEqual(bareRefusal(await put.answer()), UNAUTHENTICATED);
    assert.deepEqual(await keptIn(records), before);
  });

  it('are not there, as nothing else is, when the key is revoked while a mutation is under way', async () => {
    await createOwner(root, { id: 'cam-8', kind: 'DEVICE', name: 'cam-8' });
    const { id, client } = await issue('cam-8');
    const before = await keptIn(records);
    const query = 'mutation { createResource(input: { ownerId: "cam-8", path: "a", data: {} }) { id } }';
    const body = JSON.stringify({ query });
    const headers = {
      ...{ 'Content-Type': 'application/json', 'Content-Length': body.length.toString(), Expect: '100-continue' },
    };
    const post = await new FileRoutes(thingstore.url, client.authorization, '/graphql').begin({
      ...{ method: 'POST', rest: '', headers },
    });
    post.send(body.slice(0, 20));
    await until(() => Promise.resolve(post.received.includes('100 Continue')));
    post.received = '';
    await root.request(REVOKE, { ownerId: 'cam-8', keyIds: [id] });
    post.send(body.slice(20));
    const answer = await post.answer();
    assert.equal(answer.status, 401);
    assert.match(answer.body, /"UNAUTHENTICATED"/);
    assert.deepEqual(await keptIn(records), before);
  });

  it('of a group stay as they are when its editor is none any more while an upload is under way', async () => {
    await createOwner(root, { id: 'fleet', kind: 'GROUP', name: 'fleet' });
    const editor = await person(thingstore, 'READ_WRITE');
    await setMember(root, { groupId: 'fleet', userId: editor.id, role: 'EDITOR' });
    const files = FileRoutes.ofGroup(editor.client, 'fleet');
    await files.post(SENT);
    const sent = { name: 'new.csv', bytes: Buffer.alloc(400_000, 'x'), first: 200_000 };
    for (const change of [
      { run: () => setMember(root, { groupId: 'fleet', userId: editor.id, role: 'VIEWER' }), code: [403, 'FORBIDDEN'] },
      { run: () => removeMember(root, { groupId: 'fleet', userId: editor.id }), code: [404, 'GROUP_NOT_FOUND'] },
    ]) {
      await setMember(root, { groupId: 'fleet', userId: editor.id, role: 'EDITOR' });
      const before = await keptIn(records);
      const [post, put] = [
        await files.beginForm({ method: 'POST' }, sent),
        await files.beginForm({ method: 'PUT', rest: `/${SENT.name}` }, sent),
      ];
      await until(async () => (await incomingIn(thingstore.dataFolder)).length === 2);
      await change.run();
      for (const half of [post, put]) assert.deepEqual(bareRefusal(await half.finish()).slice(0, 2), change.code);
      assert.deepEqual(await keptIn(records), before);
      await untilLetGo(thingstore.dataFolder);
    }
  });
});
