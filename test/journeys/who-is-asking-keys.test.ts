import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { ApiClient, ApiRefusal } from '../support/api-client.js';
import { createEntry, createOwner } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { Records } from '../support/records.js';
import { accountOf } from '../support/second-project.js';
import { SetClock } from '../support/set-clock.js';
import { closeCodeIn } from '../support/socket.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const ISSUE = graphql(`
  mutation AskingIssueKey($ownerId: ID!) {
    issueThingKey(input: { ownerId: $ownerId }) {
      id
      key
      owner {
        id
      }
    }
  }
`);

const REVOKE = graphql(`
  mutation AskingRevokeKeys($input: RevokeThingKeysInput!) {
    revokeThingKeys(input: $input) {
      id
      thingKeys {
        id
      }
    }
  }
`);

const KEYS = graphql(`
  query AskingKeys($id: ID!) {
    owner(id: $id) {
      thingKeys {
        id
        createdAt
        lastUsedAt
      }
    }
  }
`);

const CHANGES = graphql(`
  subscription AskingChanges($after: Cursor!) {
    resourceChanged(after: $after) {
      cursor
    }
  }
`);

/** A socket of the client that has been told of a change of an owner's resource, so that it is surely open. */
async function openedSocket(root: ApiClient, client: ApiClient, ownerId: string) {
  const { data } = await root.send<{ readonly changeCursor: string }>('{ changeCursor }');
  await createEntry(root, { ownerId, path: `told/${randomUUID()}` });
  const watching = client.subscribe(CHANGES, { after: data?.changeCursor ?? '' });
  await watching.until(({ events }) => events.length > 0);
  return watching;
}

const UNKNOWN_ID = '019a0000-0000-7000-8000-00000000dead';
const DAY_MS = 86_400_000;

describe('the keys of a thing', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  before(async () => {
    thingstore = await startThingstore({ clock, settings: { TOKEN_LIFETIME: '7d' } });
    for (const id of ['cam-1', 'cam-2', 'cam-3', 'cam-4']) {
      await createOwner(thingstore.root, { id, kind: 'DEVICE', name: id });
    }
  });
  after(() => thingstore.stop());

  async function issue(ownerId: string): Promise<{ readonly id: string; readonly client: ApiClient }> {
    const { issueThingKey } = await thingstore.root.request(ISSUE, { ownerId });
    assert.equal(issueThingKey.owner.id, ownerId);
    return { id: issueThingKey.id, client: new ApiClient(thingstore.url, `Thing ${issueThingKey.key}`) };
  }

  async function keys(id: string) {
    return (await thingstore.root.request(KEYS, { id })).owner?.thingKeys ?? [];
  }

  /** The status with which the key is answered. */
  async function status(client: ApiClient): Promise<number> {
    return (await client.send('{ viewer { kind } }')).status;
  }

  it('work side by side while one takes the place of the other [X-10]', async () => {
    const [old, next] = [await issue('cam-1'), await issue('cam-1')];
    assert.deepEqual([await status(old.client), await status(next.client)], [200, 200]);
    const { revokeThingKeys } = await thingstore.root.request(REVOKE, {
      input: { ownerId: 'cam-1', keyIds: [old.id] },
    });
    assert.deepEqual(revokeThingKeys.thingKeys, [{ id: next.id }]);
    assert.deepEqual([await status(old.client), await status(next.client)], [401, 200]);
  });

  it('are kept as hashes, and shown once [X-10]', async () => {
    const { client } = await issue('cam-1');
    const key = (client.authorization ?? '').slice('Thing '.length);
    const records = await Records.open(thingstore.databaseUrl);
    const rows = await records.ask<{ row: string }>('select k::text as row from thing_key k');
    await records.close();
    assert.ok(rows.length > 0);
    for (const { row } of rows) assert.ok(!row.includes(key) && !row.includes(Buffer.from(key).toString('hex')));
  });

  it('tell when they were used last, to the minute', async () => {
    const { id, client } = await issue('cam-2');
    const lastUsedAt = async () => (await keys('cam-2')).find((key) => key.id === id)?.lastUsedAt;
    assert.equal(await lastUsedAt(), null);
    const first = clock.now().toISOString();
    await status(client);
    assert.equal(await lastUsedAt(), first);
    clock.advance(59_999);
    await status(client);
    assert.equal(await lastUsedAt(), first);
    clock.advance(1);
    await status(client);
    assert.equal(await lastUsedAt(), clock.now().toISOString());
  });

  it('are listed oldest first', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      ids.push((await issue('cam-3')).id);
      clock.advance(1000);
    }
    assert.deepEqual(
      (await keys('cam-3')).map((key) => key.id),
      ids,
    );
  });

  it('are revoked all or none: one that is unknown, or of another thing, or revoked before keeps the others', async () => {
    const [one, revoked] = [await issue('cam-4'), await issue('cam-4')];
    const other = await issue('cam-1');
    await thingstore.root.request(REVOKE, { input: { ownerId: 'cam-4', keyIds: [revoked.id] } });
    for (const id of [UNKNOWN_ID, other.id, revoked.id, 'no-id-at-all', '']) {
      const input = { ownerId: 'cam-4', keyIds: [one.id, id] };
      const { extensions } = await thingstore.root.refusal(REVOKE, { input });
      assert.deepEqual(
        [extensions.code, extensions.property, extensions.params],
        ['THING_KEY_NOT_FOUND', 'keyIds', { ids: [id] }],
      );
      assert.deepEqual([await status(one.client), await status(other.client)], [200, 200]);
    }
    const twice = { ownerId: 'cam-4', keyIds: [one.id, one.id.toUpperCase()] };
    await thingstore.root.request(REVOKE, { input: twice });
    assert.equal(await status(one.client), 401);
  });

  it('are all revoked when none is named, also when there is none', async () => {
    const some = [await issue('cam-4'), await issue('cam-4')];
    for (let time = 0; time < 2; time += 1) {
      const { revokeThingKeys } = await thingstore.root.request(REVOKE, { input: { ownerId: 'cam-4' } });
      assert.deepEqual(revokeThingKeys.thingKeys, []);
    }
    for (const { client } of some) assert.equal(await status(client), 401);
    const { revokeThingKeys } = await thingstore.root.request(REVOKE, { input: { ownerId: 'cam-4', keyIds: [] } });
    assert.equal(revokeThingKeys.id, 'cam-4');
  });

  it('are for things only', async () => {
    await createOwner(thingstore.root, { id: 'hall', kind: 'GROUP', name: 'Hall' });
    const { extensions } = await thingstore.root.refusal(ISSUE, { ownerId: 'hall' });
    assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', 'ownerId']);
    assert.equal((await thingstore.root.refusal(ISSUE, { ownerId: 'cam-x' })).extensions.code, 'OWNER_NOT_FOUND');
    const revoke = await thingstore.root.refusal(REVOKE, { input: { ownerId: 'cam-x' } });
    assert.equal(revoke.extensions.code, 'OWNER_NOT_FOUND');
  });

  it('close their sockets when they are revoked, and leave the others open [X-10]', async () => {
    const [one, other] = [await issue('cam-1'), await issue('cam-1')];
    const ending = await openedSocket(thingstore.root, one.client, 'cam-1');
    const staying = await openedSocket(thingstore.root, other.client, 'cam-1');
    await thingstore.root.request(REVOKE, { input: { ownerId: 'cam-1', keyIds: [one.id] } });
    await ending.until((watching) => watching.isEnded);
    assert.equal(closeCodeIn(ending.errors), 4401);
    assert.deepEqual([staying.isEnded, staying.errors], [false, []]);
    await Promise.all([ending.stop(), staying.stop()]);
  });

  it('outlive the tokens of accounts, which end with their time, and their sockets with them', async () => {
    const thing = await issue('cam-1');
    const account = await accountOf(thingstore, { projectId: 'default', role: 'ROOT', email: 'late@example.org' });
    const ending = await openedSocket(thingstore.root, account, 'cam-1');
    const staying = await openedSocket(thingstore.root, thing.client, 'cam-1');
    clock.advance(7 * DAY_MS);
    const { status: late, errors } = await account.send('{ viewer { kind } }');
    assert.deepEqual([late, errors?.[0]?.extensions.code], [401, 'UNAUTHENTICATED']);
    await ending.until((watching) => watching.isEnded);
    assert.equal(closeCodeIn(ending.errors), 4401);
    assert.equal(staying.isEnded, false);
    assert.equal(await status(thing.client), 200);
    await Promise.all([ending.stop(), staying.stop()]);
    await assert.rejects(thingstore.root.request(KEYS, { id: 'cam-1' }), ApiRefusal);
  });
});

describe('an account whose role is taken back', () => {
  let thingstore: TestThingstore;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore();
    records = await Records.open(thingstore.databaseUrl);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  it('may do no more than its new role from the next request on, and its socket ends', async () => {
    const email = 'falling@example.org';
    const account = await accountOf(thingstore, { projectId: 'default', role: 'ROOT', email });
    const create = (id: string) =>
      account.send(`mutation { createOwner(input: { id: "${id}", kind: OTHER, name: "x" }) { id } }`);
    assert.equal((await create('one')).errors, undefined);
    const watching = await openedSocket(thingstore.root, account, 'one');
    await records.ask(`update account set role = 'READ' where email = $1`, email);
    assert.equal((await create('two')).errors?.[0]?.extensions.code, 'FORBIDDEN');
    // The role is the ceiling; what was granted below it still holds.
    assert.deepEqual((await account.send('{ owner(id: "one") { id } }')).data, { owner: { id: 'one' } });
    await watching.until(({ isEnded }) => isEnded);
    assert.equal(closeCodeIn(watching.errors), 4401);
    await watching.stop();
    await records.ask('delete from account where email = $1', email);
    assert.equal((await create('three')).status, 401);
  });
});
