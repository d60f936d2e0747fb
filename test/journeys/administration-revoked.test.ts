import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountId, assign, grant, revoke, unassign } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { accountOf } from '../support/second-project.js';
import { closeCodeIn } from '../support/socket.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const ADDED = graphql(`
  subscription RevokedAdded($after: Cursor) {
    resourceAdded(after: $after) {
      path
    }
  }
`);

const UPDATE = graphql(`
  mutation RevokedUpdate($input: UpdateUserInput!) {
    updateUser(input: $input) {
      role
    }
  }
`);

const DELETE = graphql(`
  mutation RevokedDelete($input: DeleteUserInput!) {
    deleteUser(input: $input)
  }
`);

describe('what was given to somebody who is connected', () => {
  let thingstore: TestThingstore;
  let root: ApiClient;
  let count = 0;
  before(async () => {
    thingstore = await startThingstore();
    root = thingstore.root;
    for (const id of ['a', 'b']) await createOwner(root, { id, kind: 'SYSTEM', name: id });
  });
  after(() => thingstore.stop());

  const add = async (ownerId: string) => {
    count += 1;
    return (await createEntry(root, { ownerId, path: `captures/${count.toString()}` })).path;
  };
  /** An account that reads both owners, and follows what comes. */
  const follower = async (name: string) => {
    const client = await accountOf(thingstore, { projectId: 'default', role: 'READ', email: `${name}@revoked.org` });
    const userId = await accountId(client);
    const role = { role: 'ResourceViewer', principal: { userId } };
    const ofA = await assign(root, { ...role, scope: { ownerId: 'a' } });
    await assign(root, { ...role, scope: { ownerId: 'b' } });
    const { data } = await root.send<{ readonly changeCursor: string }>('{ changeCursor }');
    await add('b');
    const watching = client.subscribe(ADDED, { after: data?.changeCursor ?? '' });
    await watching.until(({ events }) => events.length > 0);
    return { client, userId, ofA, watching };
  };

  it('ends its events when a role is taken back, and the socket lives on', async () => {
    const { client, ofA, watching } = await follower('role');
    const seen = (path: string) => watching.events.some((event) => event.resourceAdded.path === path);
    const before = await add('a');
    await watching.until(() => seen(before));
    await unassign(root, ofA.id);
    const [hidden, shown] = [await add('a'), await add('b')];
    await watching.until(() => seen(shown));
    assert.ok(!seen(hidden));
    assert.equal(watching.isEnded, false);
    assert.equal((await client.send('{ viewer { kind } }')).status, 200);
    await watching.stop();
  });

  it('ends with the account, whose socket is closed', async () => {
    const { client, userId, watching } = await follower('deleted');
    await root.request(DELETE, { input: { id: userId } });
    assert.equal((await client.send('{ viewer { kind } }')).status, 401);
    await watching.until(({ isEnded }) => isEnded);
    assert.equal(closeCodeIn(watching.errors), 4401);
    await watching.stop();
  });

  it('is seen anew by an account that was given another role: its socket is closed', async () => {
    const { client, userId, watching } = await follower('promoted');
    await root.request(UPDATE, { input: { id: userId, role: 'READ_WRITE' } });
    await watching.until(({ isEnded }) => isEnded);
    assert.equal(closeCodeIn(watching.errors), 4401);
    assert.deepEqual((await client.send('{ viewer { role } }')).data, { viewer: { role: 'READ_WRITE' } });
    await watching.stop();
  });

  it('is asked anew for each request', async () => {
    const client = await accountOf(thingstore, { projectId: 'default', role: 'READ_WRITE', email: 'each@revoked.org' });
    const userId = await accountId(client);
    const create = async (id: string) =>
      (await client.send(`mutation { createOwner(input: { id: "${id}", kind: OTHER, name: "x" }) { id } }`)).errors?.[0]
        ?.extensions.code;
    assert.equal(await create('each-1'), 'FORBIDDEN');
    await grant(root, { userId, privileges: ['Owners.CREATE'] });
    assert.equal(await create('each-1'), undefined);
    await revoke(root, { userId, privileges: ['Owners.CREATE'] });
    assert.equal(await create('each-2'), 'FORBIDDEN');
  });
});
