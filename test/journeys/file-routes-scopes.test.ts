import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createOwner } from '../support/entries.js';
import { FileRoutes, filesIn, keptIn, refusalOf } from '../support/file-routes.js';
import { graphql } from '../support/generated/index.js';
import { assign, person, removeMember, setMember, type Person } from '../support/people.js';
import { Records } from '../support/records.js';
import { secondProject } from '../support/second-project.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const JOIN = graphql(`
  mutation FileScopesJoin($id: ID!, $groupId: ID) {
    updateOwner(input: { id: $id, groupId: $groupId }) {
      id
    }
  }
`);

const UNAUTHENTICATED = [401, 'UNAUTHENTICATED'];
const NO_GROUP = [404, 'GROUP_NOT_FOUND'];
const FIRMWARE = { name: 'firmware.json', bytes: '{"version":1}' };

describe('the files of a group, over REST', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let records: Records;
  let people: Readonly<Record<'VIEWER' | 'EDITOR' | 'ADMIN' | 'NOBODY', Person>>;
  let inside: ApiClient;
  let outside: ApiClient;
  before(async () => {
    thingstore = await startThingstore();
    ({ root } = thingstore);
    records = await Records.open(thingstore.databaseUrl);
    for (const id of ['fleet', 'site-2']) await createOwner(root, { id, kind: 'GROUP', name: id });
    const made = [];
    for (let nth = 0; nth < 4; nth += 1) made.push(await person(thingstore, 'READ_WRITE'));
    const [VIEWER, EDITOR, ADMIN, NOBODY] = made as [Person, Person, Person, Person];
    people = { VIEWER, EDITOR, ADMIN, NOBODY };
    for (const role of ['VIEWER', 'EDITOR', 'ADMIN'] as const) {
      await setMember(root, { groupId: 'fleet', userId: people[role].id, role });
    }
    [inside, outside] = [await thingstore.thing('truck-1'), await thingstore.thing('truck-2')];
    await root.request(JOIN, { id: 'truck-1', groupId: 'fleet' });
    await root.request(JOIN, { id: 'truck-2', groupId: 'site-2' });
    assert.equal((await FileRoutes.ofGroup(EDITOR.client, 'fleet').post(FIRMWARE)).status, 201);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  /** Each operation on the file that stands there; what was refused changed nothing. */
  async function assertRefused(files: FileRoutes, expected: readonly unknown[]): Promise<void> {
    const before = await keptIn(records);
    for (const answer of [
      await files.list(),
      await files.download(FIRMWARE.name),
      await files.download('no-such-file'),
      await files.post({ name: 'new.bin', bytes: 'x' }),
      await files.put(FIRMWARE.name, { name: 'x', bytes: 'x' }),
      await files.putJson(FIRMWARE.name, { class: 'x' }),
      await files.delete(FIRMWARE.name),
      await files.delete('no-such-file'),
    ]) {
      assert.deepEqual(refusalOf(answer).slice(0, 2), expected);
    }
    assert.deepEqual(await keptIn(records), before);
  }

  const readAt = (client: ApiClient, at = '/fs/groupfiles') => FileRoutes.ofThing(client, at);

  it('are made, listed, read, changed and deleted by editors and admins [S2-005 S2-015 S2-017 S2-037 S2-039 S2-040 S2-043 S2-044]', async () => {
    for (const role of ['EDITOR', 'ADMIN'] as const) {
      const files = FileRoutes.ofGroup(people[role].client, 'fleet');
      const made = await files.post({ name: `${role}.csv`, bytes: 'a,b' });
      assert.deepEqual([made.status, made.headers.get('location')], [201, `/fs/groups/fleet/files/${role}.csv`]);
      const { total, files: listed } = filesIn(await files.list());
      assert.deepEqual([total, listed[0]?.name], [2, `${role}.csv`]);
      assert.equal((await files.put(`${role}.csv`, { name: 'other.csv', bytes: 'c,d' })).status, 200);
      assert.equal((await files.download(`${role}.csv`)).bytes.toString(), 'c,d');
      assert.equal((await files.delete(`${role}.csv`)).status, 204);
      assert.deepEqual(refusalOf(await files.delete(`${role}.csv`)), [404, 'FILE_NOT_FOUND', 'name']);
    }
  });

  it('are those of all editors and all things of the group [S2-016 S2-018 S2-019 S2-041 S2-042]', async () => {
    for (const client of [people.EDITOR.client, people.ADMIN.client]) {
      const found = await FileRoutes.ofGroup(client, 'fleet').download(FIRMWARE.name);
      assert.equal(found.bytes.toString(), FIRMWARE.bytes);
    }
    const found = await readAt(inside).download(FIRMWARE.name);
    assert.deepEqual([found.status, found.bytes.toString()], [200, FIRMWARE.bytes]);
    const { files, total } = filesIn(await readAt(inside).list());
    assert.deepEqual([total, files.map(({ name }) => name)], [1, [FIRMWARE.name]]);
  });

  it('are neither written nor read by its viewers [S2-017]', async () => {
    await assertRefused(FileRoutes.ofGroup(people.VIEWER.client, 'fleet'), [403, 'FORBIDDEN']);
  });

  it('are read by its viewers where the setting says so, and not written [S2-017]', async () => {
    const settings = { GROUP_FILE_READ_ROLE: 'viewer' };
    const relaxed = await startThingstore({ settings, databaseUrl: thingstore.databaseUrl });
    try {
      const files = FileRoutes.ofGroup(people.VIEWER.client.at(relaxed.url), 'fleet');
      assert.equal((await files.list()).status, 200);
      const editor = FileRoutes.ofGroup(people.EDITOR.client.at(relaxed.url), 'fleet');
      assert.equal((await editor.post({ name: 'seen.txt', bytes: 'seen' })).status, 201);
      assert.equal((await files.download('seen.txt')).bytes.toString(), 'seen');
      assert.deepEqual(refusalOf(await files.post({ name: 'n', bytes: 'x' })).slice(0, 2), [403, 'FORBIDDEN']);
      assert.deepEqual(refusalOf(await files.put('seen.txt', { bytes: 'x', name: 'n' })).slice(0, 2), [
        403,
        'FORBIDDEN',
      ]);
      assert.deepEqual(refusalOf(await files.delete('seen.txt')).slice(0, 2), [403, 'FORBIDDEN']);
      assert.equal((await editor.delete('seen.txt')).status, 204);
    } finally {
      await relaxed.stop();
    }
  });

  it('are not there for who may not know of the group, whatever stands there [S2-047]', async () => {
    await assertRefused(FileRoutes.ofGroup(people.NOBODY.client, 'fleet'), NO_GROUP);
    const foreign = await secondProject(thingstore);
    await assertRefused(FileRoutes.ofGroup(foreign, 'fleet'), NO_GROUP);
    for (const id of ['no-such-group', 'truck-1', '%00', '..%2Ffleet', 'x'.repeat(300)]) {
      await assertRefused(FileRoutes.ofGroup(root, id), NO_GROUP);
    }
  });

  it('are written by who holds ResourceEditor there without being a member', async () => {
    const helper = await person(thingstore, 'READ_WRITE');
    await assign(root, helper, { role: 'ResourceEditor', ownerId: 'fleet' });
    const files = FileRoutes.ofGroup(helper.client, 'fleet');
    assert.equal((await files.post({ name: 'helped.txt', bytes: 'x' })).status, 201);
    assert.equal((await files.delete('helped.txt')).status, 204);
  });

  it('are read by an editor whose account may do no more than read, and written by it never', async () => {
    const reader = await person(thingstore, 'READ');
    await setMember(root, { groupId: 'fleet', userId: reader.id, role: 'EDITOR' });
    const files = FileRoutes.ofGroup(reader.client, 'fleet');
    assert.equal((await files.download(FIRMWARE.name)).bytes.toString(), FIRMWARE.bytes);
    for (const answer of [
      await files.post({ name: 'edited.txt', bytes: 'x' }),
      await files.put(FIRMWARE.name, { name: 'x', bytes: 'x' }),
      await files.delete(FIRMWARE.name),
    ]) {
      assert.deepEqual(refusalOf(answer).slice(0, 2), [403, 'FORBIDDEN']);
    }
    await removeMember(root, { groupId: 'fleet', userId: reader.id });
    await assertRefused(files, NO_GROUP);
  });

  it('are written by no thing [S2-021]', async () => {
    const before = await keptIn(records);
    await assertRefused(FileRoutes.ofGroup(inside, 'fleet'), UNAUTHENTICATED);
    for (const thing of [inside, outside]) {
      for (const at of ['', `/${FIRMWARE.name}`, '/no-such-file']) {
        for (const method of ['POST', 'PUT', 'DELETE']) {
          assert.deepEqual(refusalOf(await readAt(thing).ask(at, { method })), [403, 'FORBIDDEN'], `${method} ${at}`);
        }
      }
    }
    assert.deepEqual(await keptIn(records), before);
  });

  it('are not there for things of other groups, and of none [S2-020]', async () => {
    assert.deepEqual(refusalOf(await readAt(outside).download(FIRMWARE.name)), [404, 'FILE_NOT_FOUND', 'name']);
    assert.equal(filesIn(await readAt(outside).list()).total, 0);
    const alone = readAt(await thingstore.thing('truck-3'));
    assert.deepEqual(refusalOf(await alone.download(FIRMWARE.name)), [404, 'GROUP_NOT_FOUND']);
    assert.deepEqual(refusalOf(await alone.list()), [404, 'GROUP_NOT_FOUND']);
  });

  it('are those of the group that the thing is in at the time of the request', async () => {
    const thing = await thingstore.thing('truck-4');
    const statuses = [];
    for (const groupId of ['site-2', 'fleet', null, 'fleet', 'site-2']) {
      await root.request(JOIN, { id: 'truck-4', groupId });
      statuses.push((await readAt(thing).download(FIRMWARE.name)).status);
    }
    assert.deepEqual(statuses, [404, 200, 404, 200, 404]);
  });

  it('are for accounts and things each by their own routes, and for nobody else [S2-015]', async () => {
    const editor = people.EDITOR.client.authorization;
    for (const authorization of [
      null,
      inside.authorization,
      'Bearer wrong',
      'Basic eDp5',
      `Thing ${editor?.slice(7) ?? ''}`,
    ]) {
      await assertRefused(new FileRoutes(thingstore.url, authorization, '/fs/groups/fleet/files'), UNAUTHENTICATED);
      await assertRefused(
        new FileRoutes(thingstore.url, authorization, '/fs/groups/no-such-group/files'),
        UNAUTHENTICATED,
      );
    }
    for (const authorization of [null, editor, 'Thing wrong']) {
      await assertRefused(new FileRoutes(thingstore.url, authorization, '/fs/groupfiles'), UNAUTHENTICATED);
    }
  });

  it('take no other method, and say which they take', async () => {
    for (const [at, allowed] of [
      ['/fs/groups/fleet/files', 'GET, HEAD, POST'],
      ['/fs/groups/fleet/files/x', 'GET, HEAD, PUT, DELETE'],
      ['/fs/groupfiles', 'GET, HEAD'],
      ['/fs/groupfiles/x', 'GET, HEAD'],
    ] as const) {
      const { authorization } = at.includes('groups/') ? people.EDITOR.client : inside;
      const answer = await new FileRoutes(thingstore.url, authorization, at).ask('', { method: 'PATCH' });
      assert.deepEqual(refusalOf(answer), [405, 'METHOD_NOT_ALLOWED']);
      assert.deepEqual(answer.headers.get('allow')?.split(', ').sort(), allowed.split(', ').sort());
    }
  });
});
